import { type Duration, milliseconds, seconds, type Timers } from '@sampan/primitives';

/** There is no such world, or not any more. */
export class NoWorld extends Error {
  override readonly name = 'NoWorld';
  readonly world: string;

  constructor(world: string) {
    super(`There is no world ${world}`);
    this.world = world;
  }
}

/** As many worlds as may be open are busy. */
export class TooManyWorlds extends Error {
  override readonly name = 'TooManyWorlds';

  constructor(openMax: number) {
    super(`${openMax} worlds are open and busy, and no more fit; try again in a moment`);
  }
}

export interface Closable {
  close(): Promise<void>;
}

export interface OpenWorldsOptions<Opened extends Closable> {
  readonly open: (world: string) => Promise<Opened>;
  /** Called before an idle world is closed. */
  readonly onIdle: (world: string, opened: Opened) => Promise<void>;
  readonly openMax: () => number;
  readonly timers: Timers;
  readonly onFailure: (error: unknown) => void;
}

/** A world in use; it stays open until `leave`. */
export interface Entered<Opened> {
  readonly opened: Opened;
  leave(): void;
}

interface Entry<Opened> {
  readonly opening: Promise<Opened>;
  users: number;
  lastMs: number;
  closing: Promise<void> | undefined;
}

/** How long a caller waits until another world can be closed. */
const waitMax = seconds(8);

/** How long a world that is dropped waits for its requests. */
const finishMax = seconds(5);

/**
 * The open worlds. A world opens when it is first needed. At most `openMax` are open: for one more, the world
 * that was used least recently closes, if it is not in use; otherwise the caller waits for one.
 */
export class OpenWorlds<Opened extends Closable> {
  readonly #options: OpenWorldsOptions<Opened>;
  readonly #entries = new Map<string, Entry<Opened>>();
  #waiting: (() => void)[] = [];
  #isClosed = false;

  constructor(options: OpenWorldsOptions<Opened>) {
    this.#options = options;
  }

  has(world: string): boolean {
    return this.#entries.has(world);
  }

  get size(): number {
    return this.#entries.size;
  }

  async enter(world: string): Promise<Entered<Opened>> {
    const untilMs = this.#options.timers.monotonicMs() + waitMax;
    for (;;) {
      if (this.#isClosed) throw new NoWorld(world);
      const entry = this.#entries.get(world);
      if (entry?.closing) await entry.closing;
      else if (entry) return this.#use(world, entry);
      else if (this.#entries.size < this.#options.openMax()) {
        return this.#use(world, this.#begin(world));
      } else await this.#room(untilMs);
    }
  }

  #begin(world: string): Entry<Opened> {
    const opening = this.#options.open(world);
    const entry: Entry<Opened> = { opening, users: 0, lastMs: 0, closing: undefined };
    this.#entries.set(world, entry);
    return entry;
  }

  async #use(world: string, entry: Entry<Opened>): Promise<Entered<Opened>> {
    entry.users += 1;
    let isIn = true;
    const leave = (): void => {
      if (!isIn) return;
      isIn = false;
      entry.users -= 1;
      entry.lastMs = this.#options.timers.monotonicMs();
      this.#wakeOne();
    };
    try {
      return { opened: await entry.opening, leave };
    } catch (error) {
      leave();
      if (this.#entries.get(world) === entry) this.#entries.delete(world);
      throw error;
    }
  }

  /** Closes a world that is not in use, or waits until something changes. */
  async #room(untilMs: number): Promise<void> {
    const { timers, openMax } = this.#options;
    const [oldest] = this.#idle().sort(([, left], [, right]) => left.lastMs - right.lastMs);
    if (oldest) return this.#closeIdle(...oldest);
    const left = untilMs - timers.monotonicMs();
    if (left <= 0) throw new TooManyWorlds(openMax());
    const changed = new Promise<void>((resolve) => this.#waiting.push(resolve));
    await Promise.race([changed, timers.sleep(milliseconds(left))]);
  }

  #idle(): [string, Entry<Opened>][] {
    return [...this.#entries].filter(([, { users, closing }]) => users === 0 && !closing);
  }

  #wakeOne(): void {
    this.#waiting.shift()?.();
  }

  /** Closes the worlds whose last use is so long ago. */
  async closeIdle(idleMax: Duration): Promise<void> {
    const since = this.#options.timers.monotonicMs() - idleMax;
    const idle = this.#idle().filter(([, { lastMs }]) => lastMs <= since);
    await Promise.all(idle.map(([world, entry]) => this.#closeIdle(world, entry)));
  }

  #closeIdle(world: string, entry: Entry<Opened>): Promise<void> {
    const { onIdle, onFailure } = this.#options;
    return this.#close(world, entry, async (opened) => {
      await onIdle(world, opened).catch(onFailure);
    });
  }

  #close(
    world: string,
    entry: Entry<Opened>,
    before: (opened: Opened) => Promise<void>,
  ): Promise<void> {
    entry.closing ??= this.#closeNow(entry, before).finally(() => {
      if (this.#entries.get(world) === entry) this.#entries.delete(world);
      this.#wakeOne();
    });
    return entry.closing;
  }

  async #closeNow(
    { opening }: Entry<Opened>,
    before: (opened: Opened) => Promise<void>,
  ): Promise<void> {
    const opened = await opening.catch(() => undefined);
    if (!opened) return;
    await before(opened);
    await opened.close().catch(this.#options.onFailure);
  }

  /** Lets requests under way finish, not for ever, and closes the world; `end` ends what has no end. */
  async drop(world: string, end: (opened: Opened) => Promise<void>): Promise<void> {
    const entry = this.#entries.get(world);
    if (!entry) return;
    const { timers, onFailure } = this.#options;
    const untilMs = timers.monotonicMs() + finishMax;
    await this.#close(world, entry, async (opened) => {
      await end(opened).catch(onFailure);
      while (entry.users > 0 && timers.monotonicMs() < untilMs) {
        await timers.sleep(milliseconds(20));
      }
    });
  }

  /** Does something with every open world; a failure of one does not stop the others. */
  async each(work: (opened: Opened) => Promise<void>): Promise<void> {
    const { onFailure } = this.#options;
    const all = [...this.#entries.values()].map(({ opening }) => opening.then(work));
    await Promise.all(all.map((each) => each.catch(onFailure)));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    const { onIdle, onFailure } = this.#options;
    await Promise.all(
      [...this.#entries].map(([world, entry]) =>
        this.#close(world, entry, async (opened) => {
          await onIdle(world, opened).catch(onFailure);
        }),
      ),
    );
  }
}
