import {
  add,
  type BusinessDate,
  type Currency,
  exceeds,
  type Money,
  zero,
} from '@sampan/primitives';

/** The amount moved on a business day, GMT+8, and in its month up to that day. */
export interface RunningTotal {
  /** Undefined before the first movement. */
  readonly on: BusinessDate | undefined;
  readonly day: Money;
  readonly month: Money;
}

export const emptyTotal = (currency: Currency): RunningTotal => ({
  on: undefined,
  day: zero(currency),
  month: zero(currency),
});

/**
 * The total as of `today`: without earlier days and earlier months. Clocks of two processes may
 * differ around midnight; a day that has started does not end again.
 */
export function totalOn(total: RunningTotal, today: BusinessDate): RunningTotal {
  if (total.on !== undefined && total.on >= today) return total;
  const { currency } = total.day;
  const sameMonth = total.on?.slice(0, 7) === today.slice(0, 7);
  return { on: today, day: zero(currency), month: sameMonth ? total.month : zero(currency) };
}

/** The total after moving `amount` on `today`. */
export function addToTotal(total: RunningTotal, amount: Money, today: BusinessDate): RunningTotal {
  const { on, day, month } = totalOn(total, today);
  return { on, day: add(day, amount), month: add(month, amount) };
}

/** Maximum amounts; undefined: no limit. */
export interface TotalLimits {
  readonly day: Money | undefined;
  readonly month: Money | undefined;
}

/** The first limit that moving `amount` on `today` would exceed. */
export function exceededTotal(
  total: RunningTotal,
  limits: TotalLimits,
  amount: Money,
  today: BusinessDate,
): 'day' | 'month' | undefined {
  const { day, month } = totalOn(total, today);
  if (limits.day && exceeds(add(day, amount), limits.day)) return 'day';
  if (limits.month && exceeds(add(month, amount), limits.month)) return 'month';
  return undefined;
}
