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

/** What goes back when a part of a price is refunded. */
export interface Returns {
  /** To the buyer, in the currency of the wallet. May be nothing of a very small part. */
  readonly charge: Money;
  /** From the partner, in its settlement currency. */
  readonly settlement: Money;
  /** Of the fee, to the partner. */
  readonly feeReturned: Money;
  readonly feeCnyReturned: Money | undefined;
}

export interface ReturnTerms {
  readonly withFee: boolean;
  /** The charge that the partner was told when the refund was accepted. */
  readonly promised: Money | undefined;
}

/**
 * What goes back with a refund of `amount`, after all that went back before. Everything is reckoned
 * on the total that is then refunded, at the rates of the payment, and the refund that makes the
 * trade whole returns the rest (15 §3.2): many small refunds never return more, nor less, than one.
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
 * What the buyer gets with a refund of `amount`, known from its acceptance on: the rate is that of
 * the payment, and the refunds that wait count as if they were done. So it does not depend on which
 * of them is executed first.
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
  // A process of an older version that still runs promises nothing and stores it as zero.
  const isPromised = promised && (!isZero(promised) || !exceeds(reckoned, smallest(reckoned)));
  const due = isPromised ? promised : reckoned;
  // One that waited and has failed can leave a smallest coin too much or too little behind it.
  return smaller(larger(due, zero(due.currency)), rest);
}

const smallest = ({ currency }: Money): Money => money(currency, 1n);

/** What a cancel gives back: all of it, the fee by whatever contract (15 §4). */
export const wholeReturns = ({ quote }: Trade, payment: Payment): Returns => ({
  charge: subtract(quote.charge, payment.chargeReturned),
  settlement: subtract(quote.settlement, payment.settlementReturned),
  feeReturned: subtract(payment.fee, payment.feeReturned),
  feeCnyReturned: payment.feeCny && subtract(payment.feeCny.fee, payment.feeCny.returned),
});

/** What the payment says after that; what of the price was refunded is the caller's to say. */
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
