/** Opens and closes shifts, and reads what they took. */
import { createHash } from 'node:crypto';
import { formatAmount, isZero, required } from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import type { ReportView, ShiftView, ZView } from '../api/index.ts';
import { paidAndDue } from '../order/order.ts';
import type { OrderBook } from '../order/order-book.ts';
import type { TillParts } from '../parts.ts';
import { hasOpenDiscrepancy } from '../payment/payment.ts';
import { known, Refusal, refuseUnless } from '../refusal.ts';
import { dayText, timeText } from '../times.ts';
import { reportOf } from './report.ts';
import type { Count, DrawerMove, Shift, ZReport } from './shift.ts';

export interface Shifts {
  open(): Shift | undefined;
  view(shift: Shift): ShiftView;
  begin(given: { readonly id: string; readonly float: string }, cashierId: string): ShiftView;
  move(given: Pick<DrawerMove, 'id' | 'kind' | 'amount' | 'reason'>, cashierId: string): void;
  /** What the open shift took so far, without the cash that should be there. */
  x(): ReportView;
  /** Closes the shift. A repeat answers the same Z. */
  close(
    given: { readonly id: string; readonly counts: readonly Count[] },
    cashierId: string,
  ): ZReport;
  z(number: string): ZReport;
  zView(report: ZReport): ZView;
  zReports(page: {
    readonly after?: string | undefined;
    readonly limit?: number | undefined;
  }): readonly ZReport[];
}

export function createShifts(parts: TillParts, book: OrderBook): Shifts {
  const { records, database, time, currency, hub } = parts;
  const open = (): Shift | undefined => records.shifts.find({ is_open: '1' })[0];
  const view = ({ id, openedAt, openedBy, float }: Shift): ShiftView => ({
    id,
    openedAt: timeText(openedAt),
    openedBy: book.nameOf(openedBy),
    float,
  });

  function amount(text: string, field: string): string {
    const read = parseAmount(text, currency);
    if (!read)
      throw new Refusal('invalid-field', `${field} must be an amount in ${currency}`, field);
    return formatAmount(read);
  }

  /** What was decided while no shift was open belongs to this one. */
  function adopt({ id }: Shift): void {
    for (const payment of records.payments.find({ is_uncounted: '1' })) {
      records.payments.put({ ...payment, countedIn: id });
      const { order, totals, payments } = book.whole(payment.orderId);
      const { due, paid } = paidAndDue(totals, payments, currency);
      if (isZero(due) && !isZero(paid) && order.completedIn === undefined) {
        records.orders.put({ ...order, completedIn: id });
      }
    }
    for (const refund of records.refunds.find({ is_uncounted: '1' })) {
      records.refunds.put({ ...refund, countedIn: id });
    }
  }

  function report(shift: Shift, until: number, counts?: readonly Count[]): ReportView {
    const { id } = shift;
    const unknown = records.payments.find({ is_open: '1' });
    return reportOf({
      shift,
      until,
      currency,
      payments: records.payments.find({ counted_in: id }),
      refunds: records.refunds.find({ counted_in: id }),
      orders: records.orders.find({ completed_in: id }).map((order) => book.whole(order.id)),
      moves: records.drawerMoves.find({ shift_id: id }),
      discrepancies: unknown.filter(hasOpenDiscrepancy),
      stillUnknown: unknown.filter((payment) => !payment.discrepancy),
      numberOf: (orderId) => book.whole(orderId).order.number,
      nameOf: book.nameOf,
      ...(counts && { counts }),
    });
  }

  function close(shift: Shift, counts: readonly Count[], cashierId: string): ZReport {
    const closedAt = time.now();
    const number = records.counters.next('z');
    const made = report(shift, closedAt, counts);
    const before = records.zReports.get(String(number - 1))?.digest ?? '';
    const z: ZReport = {
      id: String(number),
      shiftId: shift.id,
      day: dayText(shift.openedAt),
      closedAt,
      closedBy: cashierId,
      report: made,
      digest: createHash('sha256')
        .update(`${before}\n${number}\n${JSON.stringify(made)}`)
        .digest('hex'),
    };
    records.zReports.put(z);
    records.shifts.put({ ...shift, closedAt });
    return z;
  }

  return {
    open,
    view,
    begin({ id, float }, cashierId) {
      const shift = database.transaction(() => {
        const before = records.shifts.get(id);
        refuseUnless(before?.closedAt === undefined, 'shift-over', 'This shift is closed');
        if (before) return before;
        refuseUnless(!open(), 'shift-open', 'A shift is open');
        const begun = {
          id,
          openedAt: time.now(),
          openedBy: cashierId,
          float: amount(float, 'float'),
        };
        records.shifts.put(begun);
        adopt(begun);
        return begun;
      });
      hub.publish('shift', { asOf: hub.stamp(), shift: view(shift) });
      return view(shift);
    },
    move(given, cashierId) {
      database.transaction(() => {
        if (records.drawerMoves.get(given.id)) return;
        const shift = known(open(), 'no-shift', 'No shift is open');
        const move = { ...given, amount: amount(given.amount, 'amount'), cashierId };
        records.drawerMoves.put({ ...move, shiftId: shift.id, at: time.now() });
      });
    },
    x() {
      const shift = known(open(), 'no-shift', 'No shift is open');
      return report(shift, time.now());
    },
    close({ id, counts }, cashierId) {
      const z = database.transaction(() => {
        const [closed] = records.zReports.find({ shift_id: id });
        if (closed) return closed;
        const shift = open();
        refuseUnless(shift?.id === id, 'no-shift', 'This shift is not open');
        for (const count of counts) {
          amount(count.cash, 'cash');
          known(
            records.cashiers.get(count.cashierId),
            'cashier-unknown',
            `There is no cashier ${count.cashierId}`,
          );
        }
        return close(required(shift, 'it is open'), counts, cashierId);
      });
      hub.publish('shift', { asOf: hub.stamp(), shift: null });
      return z;
    },
    z: (number) =>
      known(records.zReports.get(String(Number(number))), 'z-unknown', `There is no Z ${number}`),
    zView: ({ id, closedBy, digest, report: made }) => ({
      number: zNumber(id),
      closedBy: book.nameOf(closedBy),
      digest,
      ...made,
    }),
    zReports: ({ after, limit = 100 }) =>
      records.zReports.newest(
        {},
        {
          limit,
          before: after === undefined ? undefined : String(Number(after)),
        },
      ),
  };
}

/** `0147` */
export const zNumber = (id: string): string => id.padStart(4, '0');
