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

/** A contract's fee per payment: a share, optionally with a minimum, or a fixed amount. */
export type FeeTerms =
  | { readonly by: 'rate'; readonly rate: Rate; readonly minimum: Money }
  | { readonly by: 'payment'; readonly amount: Money };

/**
 * The fee of a trade. `rate` is the share that it and its parts are computed with; undefined for a
 * fixed fee, or when the minimum exceeded the share.
 */
export interface Fee {
  readonly amount: Money;
  readonly rate: Rate | undefined;
}

/** The fee of a payment of `gross`, rounded half up (15 §4), at most the payment itself. */
export function feeOn(gross: Money, terms: FeeTerms): Fee {
  if (terms.by === 'payment') return { amount: smaller(terms.amount, gross), rate: undefined };
  const share = portion(gross, terms.rate, 'half-up');
  const { minimum } = terms;
  if (!exceeds(minimum, share)) return { amount: share, rate: terms.rate };
  return { amount: smaller(minimum, gross), rate: undefined };
}

/**
 * The fee in the buyer's currency: its own share of the charge, not the converted fee (14 §4.3); a
 * fee without a share is converted.
 */
export function feeInChargeOf({ amount, rate }: Fee, charge: Money, payoutRate: Rate): Money {
  if (rate) return portion(charge, rate, 'half-up');
  return smaller(convert(amount, payoutRate, charge.currency, 'half-up'), charge);
}

/** A fee and its payment, with the parts returned so far. */
export interface PartlyReturned {
  readonly fee: Money;
  readonly rate: Rate | undefined;
  readonly feeReturned: Money;
  readonly gross: Money;
  /** The part of the payment returned so far, including the current refund. */
  readonly returned: Money;
}

/**
 * The part of the fee returned with a refund. Computed cumulatively over all refunds, so that many
 * small refunds never return more than one large one; the last refund returns the remainder.
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
