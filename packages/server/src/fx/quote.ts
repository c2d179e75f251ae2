import { type Currency, convert, type Money, type Rate, ratio } from '@sampan/primitives';
import { one, type RateTable } from './rate-table.ts';

/**
 * The amounts of a price for both sides, at the rates of one moment. Valid for the whole life of a
 * trade, refunds included (15 §3).
 */
export interface Quote {
  /** The charge to the buyer's wallet, in its currency. */
  readonly charge: Money;
  /** The credit to the partner before the fee, in its settlement currency. */
  readonly settlement: Money;
  /** The buyer's currency for one unit of the price's: `exchange_rate`. */
  readonly chargeRate: Rate;
  /** The settlement currency for one unit of the price's: `trans_forex_rate`. */
  readonly settlementRate: Rate;
  /** The buyer's currency for one unit of the settlement currency: `Rate` of the files. */
  readonly payoutRate: Rate;
}

/** The decimals of rates on the wire. */
const rateDecimals = 8;

/**
 * Undefined when a required rate was never published. Either amount may round to zero, for a price
 * below half a minor unit; such payments are refused (17).
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

/** An amount in another currency; undefined when a required rate was never published. */
export function exchange(amount: Money, to: Currency, rates: RateTable): Money | undefined {
  const rate = crossRate(amount.currency, to, rates);
  return rate && convert(amount, rate, to, 'half-up');
}

/** The quote of a trade with one currency for buyer, price and settlement. */
export const quoteAtPar = (price: Money): Quote => ({
  charge: price,
  settlement: price,
  chargeRate: one,
  settlementRate: one,
  payoutRate: one,
});

export const isAtPar = ({ charge, settlement }: Quote, price: Money): boolean =>
  charge.currency === price.currency && settlement.currency === price.currency;

/**
 * `to` for one unit of `from`: as published when `to` is CNY, otherwise rounded half up to 8
 * decimals.
 */
function crossRate(from: Currency, to: Currency, rates: RateTable): Rate | undefined {
  if (from === to) return one;
  const source = rates.rateOf(from);
  const target = rates.rateOf(to);
  if (!source || !target) return undefined;
  return to === 'CNY' ? source : ratio(source, target, rateDecimals);
}
