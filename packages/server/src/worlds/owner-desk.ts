import { seconds, type Timers } from '@sampan/primitives';
import type { Connection } from '#database';

const idleMax = seconds(5);

/** The owner's connection to the catalogue: opened when it is needed, closed when it is not. */
export class OwnerDesk {
  readonly #connect: () => Promise<Connection>;
  readonly #timers: Timers;
  #open: Promise<Connection> | undefined;
  #users = 0;
  #uses = 0;

  constructor(connect: () => Promise<Connection>, timers: Timers) {
    this.#connect = connect;
    this.#timers = timers;
  }

  /** Runs single statements; work that creates or drops databases takes `apart`. */
  async use<Result>(work: (owner: Connection) => Promise<Result>): Promise<Result> {
    this.#users += 1;
    this.#uses += 1;
    try {
      this.#open = this.#living(this.#open);
      return await work(await this.#open);
    } finally {
      this.#users -= 1;
      void this.#closeWhenIdle();
    }
  }

  /** A connection of the caller's own. */
  open(): Promise<Connection> {
    return this.#connect();
  }

  /** Over a connection of its own. */
  async apart<Result>(work: (owner: Connection) => Promise<Result>): Promise<Result> {
    const owner = await this.open();
    try {
      return await work(owner);
    } finally {
      await owner.close();
    }
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await (await open?.catch(() => undefined))?.close();
  }

  async #living(opened: Promise<Connection> | undefined): Promise<Connection> {
    const known = await opened?.catch(() => undefined);
    return known?.alive ? known : this.#connect();
  }

  async #closeWhenIdle(): Promise<void> {
    const before = this.#uses;
    await this.#timers.sleep(idleMax);
    if (this.#users === 0 && this.#uses === before) await this.close();
  }
}
