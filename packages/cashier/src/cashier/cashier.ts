/** A person who works at the till, and the tries of a PIN. */
export interface Cashier {
  readonly id: string;
  readonly name: string;
  readonly role: 'cashier' | 'supervisor';
  readonly pinHash: string;
  readonly wrongTries: number;
  readonly lockedUntil?: number;
  readonly isRemoved: boolean;
}

export const triesMax = 5;
export const lockMs = 15 * 60_000;

export const isLocked = ({ lockedUntil }: Cashier, now: number): boolean =>
  lockedUntil !== undefined && now < lockedUntil;

export const triesLeft = (cashier: Cashier, now: number): number =>
  isLocked(cashier, now) ? 0 : triesMax - (hasRested(cashier, now) ? 0 : cashier.wrongTries);

const hasRested = ({ lockedUntil }: Cashier, now: number): boolean =>
  lockedUntil !== undefined && now >= lockedUntil;

/** Counted before the PIN is checked, so that tries at the same time count each. */
export function tried(cashier: Cashier, now: number): Cashier {
  const wrongTries = (hasRested(cashier, now) ? 0 : cashier.wrongTries) + 1;
  const { lockedUntil: _, ...rest } = cashier;
  return wrongTries >= triesMax
    ? { ...rest, wrongTries, lockedUntil: now + lockMs }
    : { ...rest, wrongTries };
}

/** The PIN was right. */
export function unlocked(cashier: Cashier): Cashier {
  const { lockedUntil: _, ...rest } = cashier;
  return { ...rest, wrongTries: 0 };
}
