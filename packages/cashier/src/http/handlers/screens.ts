import { formatAmount, zero } from '@sampan/primitives';
import { known, refuseUnless } from '../../refusal.ts';
import type { Till } from '../../till.ts';
import { type Caller, type Handlers, signedIn } from '../handler.ts';

/** Receipts, displays and the desk's code. */
export function screenHandlers({
  printing,
  shifts,
  displays,
  desk,
  cashiers,
  checkConnection,
  random,
  currency,
}: Till) {
  const onlySupervisor = (caller: Caller): void =>
    refuseUnless(
      cashiers.isSupervisor(signedIn(caller).cashierId),
      'supervisor-needed',
      'Only a supervisor does this',
    );
  return {
    'POST /orders/:id/print': ({ params, body }) => printing.printOrder(params.id, body),
    'POST /z/:number/print': ({ params, body }) => printing.printZ(shifts.z(params.number), body),
    async 'POST /drawer'({ body, caller }) {
      const { cashierId } = signedIn(caller);
      const nothing = formatAmount(zero(currency));
      shifts.move({ id: random.letters(20), kind: 'opened', amount: nothing, ...body }, cashierId);
      return printing.openDrawer();
    },
    'PUT /display': ({ body, caller }) => displays.choose(caller.device, body),
    'POST /displays': ({ caller }) => displays.newToken(signedIn(caller).device),
    'POST /display/pair'({ body, caller }) {
      const { displayToken, device } = displays.pair(body.token);
      caller.setCookie('till-display', displayToken);
      return displays.shown(device);
    },
    'GET /display': ({ caller }) => displays.shown(shownDevice(caller)),
    'GET /desk-code': () => desk.view(),
    'POST /desk-code'({ body, caller }) {
      onlySupervisor(caller);
      return desk.make(body);
    },
    'POST /desk-code/:change'({ params, caller }) {
      onlySupervisor(caller);
      return desk.change(params.change);
    },
    'POST /connection-check'({ caller }) {
      onlySupervisor(caller);
      return checkConnection();
    },
  } satisfies Partial<Handlers>;
}

/** A paired display has its device; the till's own browser shows its own. */
export const shownDevice = ({ displayOf, session }: Caller): string =>
  known(displayOf ?? session?.device, 'not-paired', 'This display is not paired');
