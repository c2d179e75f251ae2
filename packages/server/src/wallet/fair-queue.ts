export interface FairQueueOptions {
  /** How much work is under way at once. */
  readonly atOnce: number;
  readonly waitingMax: number;
  readonly waitingPerLaneMax: number;
}

/** Gives the place to whoever is next. */
export type Leave = () => void;

type Waiting = (leave: Leave | undefined) => void;

/**
 * Admits a few at once to work that takes the machine's cores, the others wait. Lanes take turns, so a
 * lane that is full of requests delays another one by one request and no more. When everything is full,
 * the longest lane gives up its newest request for a lane that is shorter.
 *
 * ```ts
 * const leave = await queue.enter('192.0.2.7');
 * if (!leave) return busy;
 * try { return await work(); } finally { leave(); }
 * ```
 */
export class FairQueue {
  readonly #options: FairQueueOptions;
  /** Those that wait, by lane; the lane whose turn is next comes first. */
  readonly #lanes = new Map<string, Waiting[]>();
  #waiting = 0;
  #inside = 0;

  constructor(options: FairQueueOptions) {
    this.#options = options;
  }

  /** Settles when it is this one's turn; with undefined when there is no room to wait. */
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

  /** The newest request of the longest lane gives way to a lane that is shorter by two or more. */
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
      // The place is handed over, so that nobody slips in between.
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
