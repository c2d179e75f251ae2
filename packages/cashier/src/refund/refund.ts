/**
 * A refund gives back a part of a payment, or all of it. A wallet's refund is one of the SDK with the
 * same id; cash and cards are handed back by the cashier and recorded.
 */
import {
  add,
  businessDate,
  type Currency,
  exceeds,
  instant,
  type Money,
  required,
  subtract,
  zero,
} from '@sampan/primitives';
import { parseAmount, type RefundOutcome } from '@sampan/sdk';
import type { RefundState } from '../api/index.ts';
import { isWallet, type Payment, paidAmount } from '../payment/payment.ts';

export interface Refund {
  readonly id: string;
  readonly requestId: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly kind: Payment['kind'];
  readonly state: RefundState;
  readonly amount: string;
  /** By a CANCEL of the whole payment; a refund follows when its day is over. */
  readonly cancels?: boolean;
  readonly reason: string;
  readonly at: number;
  readonly cashierId: string;
  readonly approvedBy?: string;
  readonly decidedAt?: number;
  readonly code?: string;
  readonly means?: string;
  readonly countedIn?: string;
}

export const isRefundOpen = ({ state }: Refund): boolean =>
  state === 'begun' || state === 'unknown';

/** What it takes from what can still be refunded: everything but a refusal. */
const takes = ({ state }: Refund): boolean => state !== 'notRefunded';

export const refundAmount = ({ amount, id }: Refund, currency: Currency): Money =>
  required(parseAmount(amount, currency), `the amount of ${id} was checked before it was stored`);

const sumOf = (refunds: readonly Refund[], currency: Currency): Money =>
  refunds.map((each) => refundAmount(each, currency)).reduce(add, zero(currency));

/** What has gone back. */
export const refundedOf = (refunds: readonly Refund[], currency: Currency): Money =>
  sumOf(
    refunds.filter(({ state }) => state === 'refunded' || state === 'accepted'),
    currency,
  );

/** What can still be refunded. */
export const leftOf = (payment: Payment, refunds: readonly Refund[], currency: Currency): Money =>
  subtract(paidAmount(payment, currency), sumOf(refunds.filter(takes), currency));

export type RefundRefusal = 'payment-not-paid' | 'more-than-left' | 'approval-needed';

/** Refuses in this order. `alone`: what one cashier may give back without a second person. */
export function mayRefund(
  payment: Payment,
  before: readonly Refund[],
  {
    amount,
    alone,
    isApproved,
  }: { readonly amount: Money; readonly alone: Money; readonly isApproved: boolean },
): RefundRefusal | undefined {
  if (payment.state !== 'paid') return 'payment-not-paid';
  // A payment of the desk's code can be given back elsewhere too: what is left of it, the gateway decides.
  const most =
    payment.kind === 'desk'
      ? paidAmount(payment, amount.currency)
      : leftOf(payment, before, amount.currency);
  if (exceeds(amount, most)) return 'more-than-left';
  // Many small refunds of one payment are one large refund.
  const together = add(amount, sumOf(before.filter(takes), amount.currency));
  if (exceeds(together, alone) && !isApproved) return 'approval-needed';
  return undefined;
}

/** Whether a CANCEL can do it: all of a payment of which nothing went back yet. */
export const isOfWhole = (payment: Payment, before: readonly Refund[], amount: Money): boolean =>
  !before.some(takes) && !exceeds(paidAmount(payment, amount.currency), amount);

type RefundEnd =
  | Pick<Extract<RefundOutcome, { outcome: 'notRefunded' }>, 'outcome' | 'code' | 'means'>
  | { readonly outcome: 'refunded' | 'accepted' | 'unknown' };

/** The SDK's outcome. A decided refund never changes again. */
export function settledRefund(refund: Refund, outcome: RefundEnd, now: number): Refund {
  if (!isRefundOpen(refund)) return refund;
  switch (outcome.outcome) {
    case 'unknown':
      return { ...refund, state: 'unknown' };
    case 'notRefunded': {
      const { code, means } = outcome;
      return { ...refund, state: 'notRefunded', code, means, decidedAt: now };
    }
    default:
      return { ...refund, state: outcome.outcome, decidedAt: now };
  }
}

/** The day whose transaction file should have it. */
export const refundDay = ({ state, kind, decidedAt }: Refund): string | undefined =>
  state === 'refunded' && isWallet({ kind }) && decidedAt !== undefined
    ? businessDate(instant(decidedAt))
    : undefined;
