export interface FairQueueOptions {
  /** Maximum concurrent work. */
  readonly atOnce: number;
  readonly waitingMax: number;
  readonly waitingPerLaneMax: number;
}

/** Passes the place to the next in line. */
export type Leave = () => void;

type Waiting = (leave: Leave | undefined) => void;

/**
 * A fair queue for CPU-bound work: admits a few at once, the others wait. Lanes take turns, so a
 * lane full of requests delays another by one request only. When everything is full, the longest
 * lane drops its newest request for a shorter lane.
 * ```ts
 * const leave = await queue.enter('192.0.2.7');
 * if (!leave) return busy;
 * try {
 *   return await work();
 * } finally {
 *   leave();
 * }
 * ```
 */
export class FairQueue {
  readonly #options: FairQueueOptions;
  /** Waiting requests by lane; the next lane comes first. */
  readonly #lanes = new Map<string, Waiting[]>();
  #waiting = 0;
  #inside = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** Resolves when admitted; with undefined when the queue is full. */
  async enter(lane: string): Promise<Leave | undefined> {
    if (this.#inside < this.#options.atOnce) {
      this.#inside += 1;
      return this.#leave();
    }
    const own = this.#lanes.get(lane) ?? [];
    if (own.length >= this.#options.waitingPerLaneMax) return undefined;
    if (this.#waiting >= this.#options.waitingMax && !this.#makeRoom(own.length)) return undefined;
    return new Promise((resolve) => {
      own.push(resolve);
      this.#lanes.set(lane, own);
      this.#waiting += 1;
    });
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Drops the newest request of the longest lane for a lane that is shorter by two or more. */
  #makeRoom(ownLength: number): boolean {
    let longest: Waiting[] = [];
    for (const lane of this.#lanes.values()) if (lane.length > longest.length) longest = lane;
    if (longest.length < ownLength + 2) return false;
    longest.pop()?.(undefined);
    this.#waiting -= 1;
    return true;
  }

  #leave(): Leave {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      // The place is passed on directly, so that a new request cannot take it.
      const next = this.#next();
      if (next) next(this.#leave());
      else this.#inside -= 1;
    };
  }

  #next(): Waiting | undefined {
    for (const [lane, waiting] of this.#lanes) {
      const next = waiting.shift();
      this.#lanes.delete(lane);
      if (waiting.length > 0) this.#lanes.set(lane, waiting);
      if (!next) continue;
      this.#waiting -= 1;
      return next;
    }
    return undefined;
  }
}
