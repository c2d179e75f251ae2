/** Attempts in flight, and how many of them to slow receivers. */
export interface Tally {
  readonly inFlight: number;
  readonly slow: number;
}

const none: Tally = { inFlight: 0, slow: 0 };

export const countIn = (count: number, isSlow: boolean): Tally => ({
  inFlight: count,
  slow: isSlow ? count : 0,
});

const plus = (left: Tally, right: Tally): Tally => ({
  inFlight: left.inFlight + right.inFlight,
  slow: left.slow + right.slow,
});

/**
 * How many more slots a partner may use. It may hold a third of the slots that are then still free:
 * a quarter of all if no other partner uses any, and less the more others use. So even greedy
 * partners leave slots for the next one, which gets at least one.
 */
export function fairShare(places: number, taken: number, own: number): number {
  const free = places - taken;
  if (free <= 0) return 0;
  // Taking n: own + n = (free - n) / 3.
  return Math.max(Math.floor((free - 3 * own) / 4), own === 0 ? 1 : 0);
}

/** Attempts in flight, total and per partner. */
export class Tallies {
  readonly #base: Tallies | undefined;
  readonly #partners = new Map<string, Tally>();
  #all: Tally;

  constructor(base?: Tallies) {
    this.#base = base;
    this.#all = base?.all ?? none;
  }

  get all(): Tally {
    return this.#all;
  }

  of(partner: string): Tally {
    return this.#partners.get(partner) ?? this.#base?.of(partner) ?? none;
  }

  add(partner: string, change: Tally): void {
    this.#all = plus(this.#all, change);
    const its = plus(this.of(partner), change);
    if (its.inFlight > 0) this.#partners.set(partner, its);
    else this.#partners.delete(partner);
  }

  /** A copy to count with; the original stays unchanged. */
  draft(): Tallies {
    return new Tallies(this);
  }
}
