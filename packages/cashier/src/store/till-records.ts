/** All that the till keeps, one table for each kind of thing. */
import type { Cashier } from '../cashier/cashier.ts';
import type { Session } from '../cashier/session.ts';
import type { Verdict } from '../day/verdict.ts';
import type { DeskCode, DeskPayment } from '../desk-code/desk-payment.ts';
import type { PairedDisplay } from '../display/paired-display.ts';
import type { Order } from '../order/order.ts';
import { isOpen, isWallet, type Payment, paidDay } from '../payment/payment.ts';
import { isRefundOpen, type Refund, refundDay } from '../refund/refund.ts';
import type { DrawerMove, Shift, ZReport } from '../shift/shift.ts';
import { type Counters, openCounters } from './counters.sqlite.ts';
import type { TillDatabase } from './database.sqlite.ts';
import { openRecords, type Records } from './records.sqlite.ts';

export interface TillRecords {
  readonly cashiers: Records<Cashier, never>;
  readonly sessions: Records<Session, 'cashier_id'>;
  readonly orders: Records<Order, 'day' | 'day_number' | 'has_payment' | 'completed_in'>;
  readonly payments: Records<
    Payment,
    | 'order_id'
    | 'request_id'
    | 'is_open'
    | 'code_hash'
    | 'trade_id'
    | 'paid_day'
    | 'counted_in'
    | 'is_uncounted'
  >;
  readonly refunds: Records<
    Refund,
    'order_id' | 'payment_id' | 'request_id' | 'is_open' | 'day' | 'counted_in' | 'is_uncounted'
  >;
  readonly shifts: Records<Shift, 'is_open'>;
  readonly drawerMoves: Records<DrawerMove, 'shift_id'>;
  readonly zReports: Records<ZReport, 'shift_id' | 'day'>;
  readonly verdicts: Records<Verdict, never>;
  readonly deskCodes: Records<DeskCode, never>;
  readonly deskPayments: Records<DeskPayment, 'trade_id'>;
  readonly displays: Records<PairedDisplay, 'device'>;
  readonly counters: Counters;
}

const flag = (is: boolean): string => (is ? '1' : '0');

export const openTillRecords = (database: TillDatabase): TillRecords => ({
  cashiers: openRecords(database, { name: 'cashiers', columns: {} }),
  sessions: openRecords(database, {
    name: 'sessions',
    columns: { cashier_id: ({ cashierId }) => cashierId },
  }),
  orders: openRecords(database, {
    name: 'orders',
    columns: {
      day: ({ day }) => day,
      day_number: ({ day, number }) => `${day} ${number}`,
      has_payment: ({ hasPayment }) => flag(hasPayment),
      completed_in: ({ completedIn }) => completedIn,
    },
  }),
  payments: openRecords(database, {
    name: 'payments',
    columns: {
      order_id: ({ orderId }) => orderId,
      request_id: ({ requestId }) => requestId,
      is_open: (payment) => flag(isOpen(payment)),
      code_hash: ({ codeHash }) => codeHash,
      trade_id: ({ tradeId }) => tradeId,
      paid_day: (payment) => (isWallet(payment) ? paidDay(payment) : undefined),
      counted_in: ({ countedIn }) => countedIn,
      is_uncounted: (payment) => flag(!isOpen(payment) && payment.countedIn === undefined),
    },
  }),
  refunds: openRecords(database, {
    name: 'refunds',
    columns: {
      order_id: ({ orderId }) => orderId,
      payment_id: ({ paymentId }) => paymentId,
      request_id: ({ requestId }) => requestId,
      is_open: (refund) => flag(isRefundOpen(refund)),
      day: refundDay,
      counted_in: ({ countedIn }) => countedIn,
      is_uncounted: (refund) => flag(!isRefundOpen(refund) && refund.countedIn === undefined),
    },
  }),
  shifts: openRecords(database, {
    name: 'shifts',
    columns: { is_open: ({ closedAt }) => flag(closedAt === undefined) },
  }),
  drawerMoves: openRecords(database, {
    name: 'drawer_moves',
    columns: { shift_id: ({ shiftId }) => shiftId },
  }),
  zReports: openRecords(database, {
    name: 'z_reports',
    columns: { shift_id: ({ shiftId }) => shiftId, day: ({ day }) => day },
    immutable: true,
  }),
  verdicts: openRecords(database, { name: 'verdicts', columns: {} }),
  deskCodes: openRecords(database, { name: 'desk_codes', columns: {} }),
  deskPayments: openRecords(database, {
    name: 'desk_payments',
    columns: { trade_id: ({ tradeId }) => tradeId },
  }),
  displays: openRecords(database, {
    name: 'displays',
    columns: { device: ({ device }) => device },
  }),
  counters: openCounters(database),
});
