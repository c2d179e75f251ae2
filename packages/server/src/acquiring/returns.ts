import {
  add,
  convert,
  equalMoney,
  exceeds,
  isZero,
  larger,
  type Money,
  money,
  smaller,
  subtract,
  zero,
} from '@sampan/primitives';
import { feeReturnedWith } from '#partner';
import type { Payment, Trade } from './trade.ts';

/** The amounts returned when a part of a price is refunded. */
export interface Returns {
  /** To the buyer, in the wallet's currency. May be zero for a very small part. */
  readonly charge: Money;
  /** From the partner, in its settlement currency. */
  readonly settlement: Money;
  /** Part of the fee, to the partner. */
  readonly feeReturned: Money;
  readonly feeCnyReturned: Money | undefined;
}

export interface ReturnTerms {
  readonly withFee: boolean;
  /** The charge reported to the partner when the refund was accepted. */
  readonly promised: Money | undefined;
}

/**
 * The amounts returned by a refund of `amount`, after all earlier refunds. They are computed
 * cumulatively, from the total refunded so far, at the payment's rates, and the refund that
 * completes the trade returns the remainder (15 §3.2). So many small refunds return exactly as much
 * as one.
 */
export function returnsOf(
  trade: Trade,
  payment: Payment,
  amount: Money,
  { withFee, promised }: ReturnTerms,
): Returns {
  const { quote } = trade;
  const refunded = add(payment.refunded, amount);
  const isWhole = equalMoney(refunded, trade.amount);
  const charge = chargeOf(trade, payment, amount, promised);
  const charged = add(payment.chargeReturned, charge);
  const settled = isWhole
    ? quote.settlement
    : convert(refunded, quote.settlementRate, quote.settlement.currency, 'half-up');
  // In one currency the partner gives exactly what the buyer gets.
  const isExchanged = quote.charge.currency !== quote.settlement.currency;
  const settlement = isExchanged ? subtract(settled, payment.settlementReturned) : charge;
  const { feeRate: rate, feeCny } = payment;
  const feeOf = (fee: Money, feeReturned: Money, gross: Money, returned: Money): Money =>
    withFee ? feeReturnedWith({ fee, rate, feeReturned, gross, returned }) : zero(fee.currency);
  return {
    charge,
    settlement,
    feeReturned: feeOf(
      payment.fee,
      payment.feeReturned,
      quote.settlement,
      add(payment.settlementReturned, settlement),
    ),
    feeCnyReturned: feeCny && feeOf(feeCny.fee, feeCny.returned, quote.charge, charged),
  };
}

/**
 * The amount the buyer gets with a refund of `amount`, known at acceptance: the rate is the
 * payment's, and waiting refunds count as executed, so the order of execution does not matter.
 */
export function chargeOf(
  { quote, amount: price }: Trade,
  { refunded, refundReserved, chargeReturned }: Payment,
  amount: Money,
  promised?: Money,
): Money {
  const rest = subtract(quote.charge, chargeReturned);
  if (equalMoney(add(refunded, amount), price)) return rest;
  const chargedFor = (part: Money): Money =>
    equalMoney(part, price)
      ? quote.charge
      : convert(part, quote.chargeRate, quote.charge.currency, 'half-up');
  const before = add(refunded, refundReserved);
  const returned = isZero(refundReserved) ? chargeReturned : chargedFor(before);
  const reckoned = subtract(chargedFor(add(before, amount)), returned);
  // A running process of an older version promises nothing and stores zero.
  const isPromised = promised && (!isZero(promised) || !exceeds(reckoned, smallest(reckoned)));
  const due = isPromised ? promised : reckoned;
  // A failed waiting refund can leave a difference of one minor unit.
  return smaller(larger(due, zero(due.currency)), rest);
}

const smallest = ({ currency }: Money): Money => money(currency, 1n);

/** The amounts returned by a cancel: everything, and the fee under every contract (15 §4). */
export const wholeReturns = ({ quote }: Trade, payment: Payment): Returns => ({
  charge: subtract(quote.charge, payment.chargeReturned),
  settlement: subtract(quote.settlement, payment.settlementReturned),
  feeReturned: subtract(payment.fee, payment.feeReturned),
  feeCnyReturned: payment.feeCny && subtract(payment.feeCny.fee, payment.feeCny.returned),
});

/** The payment afterwards; the caller updates the refunded part of the price. */
export const withReturns = (payment: Payment, returns: Returns): Payment => ({
  ...payment,
  chargeReturned: add(payment.chargeReturned, returns.charge),
  settlementReturned: add(payment.settlementReturned, returns.settlement),
  feeReturned: add(payment.feeReturned, returns.feeReturned),
  feeCny:
    payment.feeCny && returns.feeCnyReturned
      ? { ...payment.feeCny, returned: add(payment.feeCny.returned, returns.feeCnyReturned) }
      : payment.feeCny,
});
