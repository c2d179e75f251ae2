import {
  add,
  convert,
  equalMoney,
  type Money,
  type Rate,
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

/**
 * What goes back with a refund of `amount`, after all that went back before. Everything is reckoned
 * on the total that is then refunded, at the rates of the payment, and the refund that makes the
 * trade whole returns the rest (15 §3.2): many small refunds never return more, nor less, than one.
 */
export function returnsOf(
  trade: Trade,
  payment: Payment,
  amount: Money,
  { withFee }: { readonly withFee: boolean },
): Returns {
  const { quote } = trade;
  const refunded = add(payment.refunded, amount);
  const isWhole = equalMoney(refunded, trade.amount);
  const inAll = (whole: Money, rate: Rate): Money =>
    isWhole ? whole : convert(refunded, rate, whole.currency, 'half-up');
  const charged = inAll(quote.charge, quote.chargeRate);
  const settled = inAll(quote.settlement, quote.settlementRate);
  const { feeRate: rate, feeCny } = payment;
  const feeOf = (fee: Money, feeReturned: Money, gross: Money, returned: Money): Money =>
    withFee ? feeReturnedWith({ fee, rate, feeReturned, gross, returned }) : zero(fee.currency);
  return {
    charge: subtract(charged, payment.chargeReturned),
    settlement: subtract(settled, payment.settlementReturned),
    feeReturned: feeOf(payment.fee, payment.feeReturned, quote.settlement, settled),
    feeCnyReturned: feeCny && feeOf(feeCny.fee, feeCny.returned, quote.charge, charged),
  };
}

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
