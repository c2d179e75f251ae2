import type { Duration, Timers } from '@sampan/primitives';
import { partnerOfReceiver } from './delivery.ts';
import { countIn, fairShare, Tallies } from './shares.ts';

export interface ReceiversOptions {
  /** How many attempts may be under way, to all receivers together. */
  readonly places: number;
  /** And to one receiver. */
  readonly receiverMax: number;
  /** Whoever needs longer is slow, whatever it answers then. */
  readonly promptWithin: Duration;
  readonly timers: Pick<Timers, 'monotonicMs'>;
}

interface Receiver {
  inFlight: number;
  allowance: number;
  /** The latest answer came, and in time. */
  isProven: boolean;
  /** How many of those under way should have been answered by now. */
  overdue: number;
}

interface Underway {
  readonly receiver: Receiver;
  readonly partner: string;
  readonly startedMs: number;
  /** In whose places it is counted. */
  isSlow: boolean;
  isOverdue: boolean;
}

/** Every receiver may have so many. */
const leastAllowance = 4;
const knownMax = 4_096;

/**
 * How many attempts may be under way to whom. Each prompt answer, whatever it says, allows a
 * receiver one more, so that a fast one soon has as many as it can take; each late one halves what
 * it has, and none at all takes it back to the least. Receivers that were not prompt the last time,
 * that let us wait just now or that are not known yet are _slow_, and all of these together have no
 * more than half of the places. Of all places, and of those of the slow, a partner has no more than
 * its fair share, under however many addresses it receives.
 */
export class Receivers {
  readonly #options: ReceiversOptions;
  readonly #known = new Map<string, Receiver>();
  readonly #tallies = new Tallies();
  /** Those that may still be answered in time, the longest under way first. */
  readonly #inTime = new Set<Underway>();

  constructor(options: ReceiversOptions) {
    this.#options = options;
  }

  /** How many attempts may be started now, of each of these; the first is served first. */
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

  /** Notes that an attempt starts; call the answer with whether it was answered when it ends. */
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

  /** From when it lets us wait too long, not only from its end, an attempt is a slow one's. */
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
    // The one that was used last stands last.
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
