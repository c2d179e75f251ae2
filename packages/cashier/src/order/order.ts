/**
 * An order is a basket that is to be paid, in one or several payments. Its state follows from its
 * payments; only that it was abandoned is its own.
 *
 * ```
 * open ──► paying ──► paid ──► partRefunded ──► refunded
 *  │  ◄──────┤  └──► partPaid ──► paying
 *  ▼         └────► unknown ──► paid, open, discrepancy
 * abandoned
 * ```
 */
import { add, type Currency, isZero, larger, type Money, subtract, zero } from '@sampan/primitives';
import type { Basket, OrderState } from '../api/index.ts';
import { isOpen, type Payment, paidAmount } from '../payment/payment.ts';
import type { Totals } from './totals.ts';

export interface Order {
  /** Made by the page, once per basket. */
  readonly id: string;
  /** Of its day, for people: `0047`. */
  readonly number: string;
  /** The business day on which it was begun. */
  readonly day: string;
  readonly at: number;
  readonly cashierId: string;
  readonly basket: Basket;
  readonly isAbandoned: boolean;
  readonly hasPayment: boolean;
  /** The shift in which all of it was paid; it has its tip, discount and tax. */
  readonly completedIn?: string;
  /** How often a receipt was printed. */
  readonly receipts: number;
}

/** What was paid, and not counting refunds what is left to pay. */
export function paidAndDue(totals: Totals, payments: readonly Payment[], currency: Currency) {
  const paid = payments.map((each) => paidAmount(each, currency)).reduce(add, zero(currency));
  const due = larger(subtract(totals.total, paid), zero(currency));
  return { paid, due };
}

export function orderState(
  order: Order,
  payments: readonly Payment[],
  { paid, due, refunded }: { readonly paid: Money; readonly due: Money; readonly refunded: Money },
): OrderState {
  if (order.isAbandoned) return 'abandoned';
  if (payments.some((each) => isOpen(each) && each.discrepancy)) return 'discrepancy';
  if (payments.some(({ state }) => state === 'unknown')) return 'unknown';
  if (payments.some(isOpen)) return 'paying';
  if (isZero(paid)) return 'open';
  if (!isZero(due)) return 'partPaid';
  if (isZero(refunded)) return 'paid';
  return isZero(subtract(paid, refunded)) ? 'refunded' : 'partRefunded';
}
