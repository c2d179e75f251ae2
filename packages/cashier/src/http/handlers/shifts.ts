import { refuseUnless } from '../../refusal.ts';
import { zNumber } from '../../shift/shifts.ts';
import type { Till } from '../../till.ts';
import { timeText } from '../../times.ts';
import { type Handlers, signedIn } from '../handler.ts';

/** Shifts, their reports, and the days of the gateway. */
export function shiftHandlers({ shifts, days, cashiers }: Till) {
  return {
    'GET /shift'() {
      const shift = shifts.open();
      return { shift: shift ? shifts.view(shift) : null };
    },
    'POST /shift/open': ({ body, caller }) => shifts.begin(body, signedIn(caller).cashierId),
    'POST /shift/cash'({ body: { direction, ...given }, caller }) {
      shifts.move({ ...given, kind: direction }, signedIn(caller).cashierId);
      return {};
    },
    'GET /shift/x': () => shifts.x(),
    'POST /shift/close': ({ body, caller }) =>
      shifts.zView(shifts.close(body, signedIn(caller).cashierId)),
    'GET /z'({ query: { limit = 100, after } }) {
      const found = shifts.zReports({ limit: limit + 1, after });
      const items = found.slice(0, limit).map(({ id, day, closedAt, report }) => ({
        number: zNumber(id),
        day,
        closedAt: timeText(closedAt),
        walletsNet: report.walletsNet,
        verdict: days.verdict(day),
      }));
      return { items, next: found.length > limit ? (items.at(-1)?.number ?? null) : null };
    },
    'GET /z/:number': ({ params }) => shifts.zView(shifts.z(params.number)),
    'GET /days/:day': ({ params }) => days.view(params.day),
    'POST /days/:day/file'({ params, body, caller }) {
      const { cashierId } = signedIn(caller);
      refuseUnless(
        cashiers.isSupervisor(cashierId),
        'supervisor-needed',
        'Only a supervisor does this',
      );
      return days.compareText(params.day, body.text);
    },
    'POST /days/:day/fetch': ({ params }) => days.fetch(params.day),
  } satisfies Partial<Handlers>;
}
