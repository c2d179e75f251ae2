import {
  convert,
  equalMoney,
  exceeds,
  type Money,
  portion,
  proportion,
  type Rate,
  smaller,
  subtract,
} from '@sampan/primitives';

/** What a contract takes from each payment: a share of it, which may have a minimum, or a fixed amount. */
export type FeeTerms =
  | { readonly by: 'rate'; readonly rate: Rate; readonly minimum: Money }
  | { readonly by: 'payment'; readonly amount: Money };

/**
 * A fee as it stands in a trade. `rate` is the share by which it was reckoned, and by which its
 * parts are; undefined when the fee was fixed, or the minimum was more than the share.
 */
export interface Fee {
  readonly amount: Money;
  readonly rate: Rate | undefined;
}

/** The fee of a payment of `gross`, rounded half up (15 §4), and never more than the payment. */
export function feeOn(gross: Money, terms: FeeTerms): Fee {
  if (terms.by === 'payment') return { amount: smaller(terms.amount, gross), rate: undefined };
  const share = portion(gross, terms.rate, 'half-up');
  const { minimum } = terms;
  if (!exceeds(minimum, share)) return { amount: share, rate: terms.rate };
  return { amount: smaller(minimum, gross), rate: undefined };
}

/**
 * The same fee in the buyer's currency: its own share of what the buyer was charged, not the
 * converted fee (14 §4.3); a fee without a share is converted.
 */
export function feeInChargeOf({ amount, rate }: Fee, charge: Money, payoutRate: Rate): Money {
  if (rate) return portion(charge, rate, 'half-up');
  return smaller(convert(amount, payoutRate, charge.currency, 'half-up'), charge);
}

/** A fee of which a part has been given back, and the payment of which a part has. */
export interface PartlyReturned {
  readonly fee: Money;
  readonly rate: Rate | undefined;
  readonly feeReturned: Money;
  readonly gross: Money;
  /** What of the payment has been given back, the refund at hand included. */
  readonly returned: Money;
}

/**
 * The part of the fee that goes back with a refund. Reckoned on all that was given back so far, so
 * that many small refunds never return more than one large one; the last one returns the rest.
 */
export function feeReturnedWith({
  fee,
  rate,
  feeReturned,
  gross,
  returned,
}: PartlyReturned): Money {
  const share = rate
    ? portion(returned, rate, 'half-up')
    : proportion(fee, returned, gross, 'half-up');
  const isWhole = equalMoney(returned, gross) || exceeds(share, fee);
  return subtract(isWhole ? fee : share, feeReturned);
}
