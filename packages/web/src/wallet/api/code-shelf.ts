/**
 * Payment codes for the next five minutes, in memory only. The one of this minute is shown; the others are
 * for a device that loses its network. Times are the server's: the device's clock may be wrong.
 */
import type { BuyerApi, Reply } from '@sampan/api';
import { epochMs, type Machine } from '../../shared/index.ts';

type Issued = Reply<BuyerApi['POST /codes']>;

export interface ShownCode {
  readonly code: string;
  /** In the device's time. */
  readonly from: number;
  readonly until: number;
}

export interface ShelfView {
  readonly shown: ShownCode | undefined;
  readonly used: boolean;
  /** Until when codes last without network; the device's time. */
  readonly lastsUntil: number | undefined;
  /** The server was asked, and did not answer. */
  readonly isOffline: boolean;
  /** Why the server issues none, by its code. */
  readonly refused: string | undefined;
  readonly isLoading: boolean;
}

export interface ShelfOptions {
  readonly machine: Machine;
  readonly issue: (ahead: number) => Promise<Issued>;
  /** The code of a refusal; undefined when the server did not answer. */
  readonly refusalOf: (error: unknown) => string | undefined;
  readonly onChange: (view: ShelfView) => void;
  /** By how much the device's clock is ahead of the server's. */
  readonly onDrift: (ms: number) => void;
}

const minuteMs = 60_000;
const minutesAhead = 4;
const refusedForMs = 10_000;

/** A code is renewed a little before it ends, so that a scan in its last second still counts. */
const earlyMs = 3_000;

export class CodeShelf {
  readonly #options: ShelfOptions;
  #codes: ShownCode[] = [];
  #used = new Set<string>();
  #isOffline = false;
  #refused: string | undefined;
  #refusedAt = 0;
  #filling: Promise<void> | undefined;

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  get view(): ShelfView {
    const now = this.#options.machine.now();
    const codes = this.#codes.filter(({ until }) => until - earlyMs > now);
    const shown = codes.find(({ from }) => from - earlyMs <= now);
    return {
      shown,
      used: shown !== undefined && this.#used.has(shown.code),
      lastsUntil: codes.at(-1)?.until,
      isOffline: this.#isOffline,
      refused: this.#refused,
      isLoading: shown === undefined && this.#filling !== undefined,
    };
  }

  /** Called each second while codes are wanted: fetches what is missing. */
  tick(): void {
    const now = this.#options.machine.now();
    const { shown, lastsUntil } = this.view;
    this.#codes = this.#codes.filter(({ until }) => until > now);
    const isShort = lastsUntil === undefined || lastsUntil - now < minutesAhead * minuteMs;
    // A refusal is not asked for again each second.
    if (this.#refused !== undefined && now - this.#refusedAt < refusedForMs) return;
    if (!shown || isShort) void this.fill();
  }

  /** Fetches the code of this minute if there is none, then those ahead. */
  fill(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
      this.#changed();
    });
    return this.#filling;
  }

  /** Replaces the code that is shown. */
  async renew(): Promise<void> {
    const old = this.view.shown;
    await this.#issue(0, old);
    this.#changed();
  }

  /** It was used, or pays a trade now. */
  use(code: string | undefined): void {
    if (code === undefined) return;
    this.#used.add(code);
    this.#changed();
  }

  clear(): void {
    this.#codes = [];
    this.#refused = undefined;
    this.#changed();
  }

  async #fill(): Promise<void> {
    const { now } = this.#options.machine;
    if (!this.view.shown && !(await this.#issue(0))) return;
    this.#changed();
    for (let ahead = 1; ahead <= minutesAhead; ahead++) {
      const at = now() + ahead * minuteMs;
      const isThere = this.#codes.some(({ from, until }) => from <= at && at < until);
      if (!isThere && !(await this.#issue(ahead))) return;
    }
  }

  async #issue(ahead: number, instead?: ShownCode): Promise<boolean> {
    const { machine, issue, refusalOf, onDrift } = this.#options;
    try {
      const asked = machine.now();
      const { code, validFrom, expiresAt } = await issue(ahead);
      // By how much the device's clock differs from the server's, which issued it for `ahead` minutes later.
      const from = epochMs(validFrom) ?? asked;
      const drift = asked + ahead * minuteMs - from;
      onDrift(drift);
      const until = (epochMs(expiresAt) ?? from + minuteMs) + drift;
      this.#codes = this.#codes.filter((each) => each !== instead);
      this.#codes.push({ code, from: from + drift, until });
      this.#codes.sort((one, other) => one.from - other.from);
      this.#isOffline = false;
      this.#refused = undefined;
      return true;
    } catch (error) {
      this.#refused = refusalOf(error);
      this.#refusedAt = machine.now();
      this.#isOffline = this.#refused === undefined;
      return false;
    }
  }

  #changed(): void {
    this.#options.onChange(this.view);
  }
}
