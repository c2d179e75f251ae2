import {
  businessDate,
  exceeds,
  type Instant,
  type Money,
  type PartnerId,
} from '@sampan/primitives';
import { addToTotal, exceededTotal, type RunningTotal } from '#ledger';
import type { Partner } from './partner.ts';

/**
 * The receipts of a partner with a day or month limit, in its settlement currency. Refunds do not
 * reduce them.
 */
export interface Receipts {
  readonly partnerId: PartnerId;
  readonly total: RunningTotal;
}

/** In order of precedence. */
export const receiptRefusals = [
  'partner-payment-limit-exceeded',
  'partner-day-limit-exceeded',
  'partner-month-limit-exceeded',
] as const;
export type ReceiptRefusal = (typeof receiptRefusals)[number];

export const hasTotalLimit = ({ limits }: Pick<Partner, 'limits'>): boolean =>
  limits.day !== undefined || limits.month !== undefined;

/** The first of the partner's limits that receiving `amount` would exceed. */
export function exceededReceipts(
  { limits }: Pick<Partner, 'limits'>,
  receipts: Receipts | undefined,
  amount: Money,
  now: Instant,
): ReceiptRefusal | undefined {
  if (exceedsPaymentLimit({ limits }, amount)) return 'partner-payment-limit-exceeded';
  const exceeded = receipts && exceededTotal(receipts.total, limits, amount, businessDate(now));
  return exceeded && `partner-${exceeded}-limit-exceeded`;
}

export const exceedsPaymentLimit = (
  { limits: { payment } }: Pick<Partner, 'limits'>,
  amount: Money,
): boolean => payment !== undefined && exceeds(amount, payment);

export const receiveMore = (
  { partnerId, total }: Receipts,
  amount: Money,
  now: Instant,
): Receipts => ({
  partnerId,
  total: addToTotal(total, amount, businessDate(now)),
});
