import { exceeds, type Money } from '@sampan/primitives';

export const limitNames = ['passwordFree', 'payment', 'day', 'month'] as const;
export type LimitName = (typeof limitNames)[number];

/** Undefined: there is none. */
export type Limits = Readonly<Record<LimitName, Money | undefined>>;

/** What a buyer has set for the own wallet. The operator's terms hold besides. */
export interface OwnTerms {
  readonly limits: Limits;
  /** No payment code of the wallet is taken. */
  readonly codesPaused: boolean;
  /** The buyer has frozen the wallet, and may release it. */
  readonly frozen: boolean;
}

export const noLimits: Limits = {
  passwordFree: undefined,
  payment: undefined,
  day: undefined,
  month: undefined,
};

export const noOwnTerms: OwnTerms = { limits: noLimits, codesPaused: false, frozen: false };

/** A wallet's terms. */
interface Terms {
  readonly passwordFreeLimit: Money | undefined;
  readonly paymentLimit: Money | undefined;
  readonly dayLimit: Money | undefined;
  readonly monthLimit: Money | undefined;
  readonly own: OwnTerms;
}

/** The limits that the operator has set. */
export const operatorsLimits = (wallet: Terms): Limits => ({
  passwordFree: wallet.passwordFreeLimit,
  payment: wallet.paymentLimit,
  day: wallet.dayLimit,
  month: wallet.monthLimit,
});

/** The limits that a payment is held to: the lower one of each. */
export function limitsOf(wallet: Terms): Limits {
  const highest = operatorsLimits(wallet);
  const { limits } = wallet.own;
  const lower = (name: LimitName) => lowerOf(limits[name], highest[name]);
  return {
    passwordFree: lower('passwordFree'),
    payment: lower('payment'),
    day: lower('day'),
    month: lower('month'),
  };
}

function lowerOf(one: Money | undefined, other: Money | undefined): Money | undefined {
  if (!one || !other) return one ?? other;
  return exceeds(one, other) ? other : one;
}

/** `none` removes a limit of the buyer's own; limits that are not named stay. */
export type LimitsWanted = Readonly<Partial<Record<LimitName, Money | 'none'>>>;

export type LimitsOutcome =
  | {
      readonly outcome: 'changed';
      readonly limits: Limits;
      /** More can be paid than before: this needs the PIN. */
      readonly raises: boolean;
    }
  /** The operator does not allow this much. */
  | { readonly outcome: 'too-high'; readonly name: LimitName; readonly highest: Money };

/** What a buyer's change of limits makes of them. */
export function decideLimits(wallet: Terms, wanted: LimitsWanted): LimitsOutcome {
  const highest = operatorsLimits(wallet);
  const limits: Record<LimitName, Money | undefined> = { ...wallet.own.limits };
  let raises = false;
  for (const name of limitNames) {
    const given = wanted[name];
    if (given === undefined) continue;
    const most = highest[name];
    const next = given === 'none' ? undefined : given;
    if (next && most && exceeds(next, most)) return { outcome: 'too-high', name, highest: most };
    raises ||= isHigher(lowerOf(next, most), lowerOf(limits[name], most));
    limits[name] = next;
  }
  return { outcome: 'changed', limits, raises };
}

const isHigher = (next: Money | undefined, before: Money | undefined): boolean =>
  before !== undefined && (next === undefined || exceeds(next, before));
