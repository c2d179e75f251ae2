import type { Duration, Timers } from '@sampan/primitives';
import { partnerOfReceiver } from './delivery.ts';
import { countIn, fairShare, Tallies } from './shares.ts';

export interface ReceiversOptions {
  /** Maximum attempts in flight, over all receivers. */
  readonly places: number;
  /** Maximum per receiver. */
  readonly receiverMax: number;
  /** A receiver with a longer answer time is slow, whatever it answers. */
  readonly promptWithin: Duration;
  readonly timers: Pick<Timers, 'monotonicMs'>;
}

interface Receiver {
  inFlight: number;
  allowance: number;
  /** The latest answer came, and in time. */
  isProven: boolean;
  /** How many attempts in flight have exceeded the prompt time. */
  overdue: number;
}

interface Underway {
  readonly receiver: Receiver;
  readonly partner: string;
  readonly startedMs: number;
  /** The group whose slots it uses. */
  isSlow: boolean;
  isOverdue: boolean;
}

/** Minimum for every receiver. */
const leastAllowance = 4;
const knownMax = 4_096;

/**
 * Limits attempts in flight per receiver (AIMD). Each prompt answer, whatever its content, allows a
 * receiver one more; each late one halves its limit, and no answer resets it to the minimum.
 * Receivers that were not prompt the last time, that exceed the prompt time now or that are unknown
 * are _slow_; together they use at most half of the slots. Of all slots, and of the slow ones, a
 * partner gets at most its fair share, regardless of its number of addresses.
 */
export class Receivers {
  readonly #options: ReceiversOptions;
  readonly #known = new Map<string, Receiver>();
  readonly #tallies = new Tallies();
  /** Attempts that may still be answered in time, oldest first. */
  readonly #inTime = new Set<Underway>();

  constructor(options: ReceiversOptions) {
    this.#options = options;
  }

  /** How many attempts may start now for each of these receivers, in order of service. */
  share(names: Iterable<string>): [name: string, most: number][] {
    this.#noteOverdue();
    const { places, receiverMax } = this.#options;
    const slowPlaces = Math.ceil(places / 2);
    const planned = this.#tallies.draft();
    const shares: [string, number][] = [];
    for (const name of names) {
      if (planned.all.inFlight >= places) break;
      const partner = partnerOfReceiver(name);
      const receiver = this.#known.get(name) ?? unknown;
      const { all } = planned;
      const its = planned.of(partner);
      let most = Math.min(receiver.allowance, receiverMax) - receiver.inFlight;
      most = Math.min(most, fairShare(places, all.inFlight, its.inFlight));
      if (isSlow(receiver)) most = Math.min(most, fairShare(slowPlaces, all.slow, its.slow));
      if (most <= 0) continue;
      planned.add(partner, countIn(most, isSlow(receiver)));
      shares.push([name, most]);
    }
    return shares;
  }

  /**
   * Records the start of an attempt; call the returned function at its end with whether it was
   * answered.
   */
  begin(name: string): (answered: boolean) => void {
    const receiver = this.#know(name);
    const partner = partnerOfReceiver(name);
    const startedMs = this.#options.timers.monotonicMs();
    const slow = isSlow(receiver);
    const attempt: Underway = { receiver, partner, startedMs, isSlow: slow, isOverdue: false };
    receiver.inFlight++;
    this.#tallies.add(partner, countIn(1, slow));
    this.#inTime.add(attempt);
    return (answered) => this.#end(attempt, answered);
  }

  #end(attempt: Underway, answered: boolean): void {
    this.#noteOverdue();
    this.#inTime.delete(attempt);
    const { receiver, partner, isOverdue } = attempt;
    this.#tallies.add(partner, countIn(-1, attempt.isSlow));
    receiver.inFlight--;
    if (isOverdue) receiver.overdue--;
    receiver.isProven = answered && !isOverdue;
    if (!answered) receiver.allowance = leastAllowance;
    else if (!isOverdue && receiver.allowance < this.#options.receiverMax) receiver.allowance++;
  }

  /** An attempt counts as slow once it exceeds `promptWithin`. */
  #noteOverdue(): void {
    const { timers, promptWithin } = this.#options;
    const sinceMs = timers.monotonicMs() - promptWithin;
    for (const attempt of this.#inTime) {
      if (attempt.startedMs >= sinceMs) return;
      this.#inTime.delete(attempt);
      const { receiver, partner } = attempt;
      attempt.isOverdue = true;
      receiver.overdue++;
      receiver.allowance = Math.max(leastAllowance, Math.floor(receiver.allowance / 2));
      if (attempt.isSlow) continue;
      attempt.isSlow = true;
      this.#tallies.add(partner, { inFlight: 0, slow: 1 });
    }
  }

  #know(name: string): Receiver {
    const known = this.#known.get(name) ?? { ...unknown };
    // Most recently used last.
    this.#known.delete(name);
    this.#known.set(name, known);
    if (this.#known.size > knownMax) this.#forgetOne();
    return known;
  }

  #forgetOne(): void {
    for (const [name, { inFlight }] of this.#known) {
      if (inFlight > 0) continue;
      this.#known.delete(name);
      return;
    }
  }
}

const unknown: Readonly<Receiver> = {
  inFlight: 0,
  allowance: leastAllowance,
  isProven: false,
  overdue: 0,
};

const isSlow = ({ isProven, overdue }: Receiver): boolean => !isProven || overdue > 0;
