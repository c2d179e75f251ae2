import { type Currency, convert, type Money, type Rate, ratio } from '@sampan/primitives';
import { one, type RateTable } from './rate-table.ts';

/**
 * What a price comes to for both sides, at the rates of one moment. It holds for the whole life of
 * a trade, its refunds included (15 §3).
 */
export interface Quote {
  /** What the buyer's wallet is charged, in its currency. */
  readonly charge: Money;
  /** What the partner is credited before the fee, in its settlement currency. */
  readonly settlement: Money;
  /** The buyer's currency for one unit of the price's: `exchange_rate`. */
  readonly chargeRate: Rate;
  /** The settlement currency for one unit of the price's: `trans_forex_rate`. */
  readonly settlementRate: Rate;
  /** The buyer's currency for one unit of the settlement currency: `Rate` of the files. */
  readonly payoutRate: Rate;
}

/** The decimals that rates have on the wire. */
const rateDecimals = 8;

/**
 * Undefined when a rate that is needed was never published. Either amount may come to nothing, when
 * the price is less than half a minor unit of its currency; no payment of nothing is taken (17).
 */
export function quote(
  price: Money,
  { buyer, settlement }: { readonly buyer: Currency; readonly settlement: Currency },
  rates: RateTable,
): Quote | undefined {
  const settlementRate = crossRate(price.currency, settlement, rates);
  const chargeRate = crossRate(price.currency, buyer, rates);
  const payoutRate = crossRate(settlement, buyer, rates);
  if (!settlementRate || !chargeRate || !payoutRate) return undefined;
  return {
    charge: convert(price, chargeRate, buyer, 'half-up'),
    settlement: convert(price, settlementRate, settlement, 'half-up'),
    chargeRate,
    settlementRate,
    payoutRate,
  };
}

/** An amount in another currency; undefined when a rate that is needed was never published. */
export function exchange(amount: Money, to: Currency, rates: RateTable): Money | undefined {
  const rate = crossRate(amount.currency, to, rates);
  return rate && convert(amount, rate, to, 'half-up');
}

/** The quote of a trade in which buyer, price and settlement have one currency. */
export const quoteAtPar = (price: Money): Quote => ({
  charge: price,
  settlement: price,
  chargeRate: one,
  settlementRate: one,
  payoutRate: one,
});

export const isAtPar = ({ charge, settlement }: Quote, price: Money): boolean =>
  charge.currency === price.currency && settlement.currency === price.currency;

/** `to` for one unit of `from`: as published when `to` is CNY, else rounded half up to 8 decimals. */
function crossRate(from: Currency, to: Currency, rates: RateTable): Rate | undefined {
  if (from === to) return one;
  const source = rates.rateOf(from);
  const target = rates.rateOf(to);
  if (!source || !target) return undefined;
  return to === 'CNY' ? source : ratio(source, target, rateDecimals);
}
