import { type Instant, seconds, type Timers, type WalletId } from '@sampan/primitives';
import { readTraces } from '#acquiring';
import type { Reader } from '#database';
import type { SessionHash, Sessions } from '#wallet';
import { Problem } from '../problem.ts';
import { LiveStream, type StreamOptions } from './live-stream.ts';

/** Announces that wallets may have changed; without a list hints were lost, and any may have. */
export interface WalletChanges {
  subscribe(listener: (walletIds: readonly WalletId[] | undefined) => void): () => void;
  /** Passes a hint on to listeners in every process. */
  readonly tell: (walletId: WalletId) => void;
}

export interface LiveUpdatesOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly sessions: Pick<Sessions, 'find' | 'living'>;
  readonly clock: { now(): Instant };
  readonly timers: Timers;
  readonly changes?: WalletChanges;
  readonly onError: (error: unknown) => void;
  /** Called for each stream that opens (1) and ends (-1), for metrics. */
  readonly onStream?: (change: 1 | -1) => void;
}

/** Proxies and phones drop a connection on which nothing moves; half a minute is usual. */
export const beatEvery = seconds(15);

const streamsPerWallet = 4;
const streamsMax = 4_000;
const tracesAtOnce = 500;

/** All streams of this process, and when they look. */
export class LiveUpdates {
  readonly #options: LiveUpdatesOptions;
  readonly #streams = new Map<WalletId, Set<LiveStream>>();
  readonly #unsubscribe: (() => void) | undefined;
  #count = 0;
  #traces: ReadonlyMap<WalletId, string> = new Map();
  #beating = false;
  #missed: Promise<void> | undefined;
  #closed = false;

  constructor(options: LiveUpdatesOptions) {
    this.#options = options;
    this.#unsubscribe = options.changes?.subscribe((walletIds) => {
      if (walletIds) for (const walletId of walletIds) this.#look(walletId);
      else for (const walletId of this.#streams.keys()) this.#look(walletId);
    });
  }

  get count(): number {
    return this.#count;
  }

  /**
   * Opens a stream. A wallet has a few at most: a phone that lost its connection comes back before we
   * know that it is gone, so the oldest one gives way.
   */
  open(
    given: Pick<StreamOptions, 'walletId' | 'session' | 'sink' | 'openedAt' | 'lastEventId'>,
  ): LiveStream {
    if (this.#closed || this.#count >= streamsMax) {
      throw new Problem(503, 'too-many-streams', 'Too many watch just now; ask again later');
    }
    const stream = new LiveStream({ ...given, ...this.#options });
    const streams = this.#streams.get(given.walletId) ?? new Set();
    const [oldest] = streams;
    if (oldest && streams.size >= streamsPerWallet) this.drop(oldest);
    this.#streams.set(given.walletId, streams.add(stream));
    this.#count++;
    this.#options.onStream?.(1);
    stream.look();
    if (!this.#beating) void this.#beat();
    return stream;
  }

  /** Ends a stream and forgets it; one that has gone already is no matter. */
  drop(stream: LiveStream): void {
    const streams = this.#streams.get(stream.walletId);
    if (!streams?.delete(stream)) return;
    this.#count--;
    this.#options.onStream?.(-1);
    if (streams.size === 0) this.#streams.delete(stream.walletId);
    stream.end();
  }

  /** Sessions were signed out: their streams end here now, elsewhere as soon as they look. */
  endSessions(walletId: WalletId, ended: readonly SessionHash[]): void {
    for (const stream of this.#streams.get(walletId) ?? []) {
      if (ended.includes(stream.session)) this.drop(stream);
    }
    this.#options.changes?.tell(walletId);
  }

  /** Something of the wallet has changed: its streams look, here and elsewhere. */
  tell(walletId: WalletId): void {
    const { changes } = this.#options;
    if (changes) changes.tell(walletId);
    else this.#look(walletId);
  }

  /** Ends all streams; settles when nothing reads from the database any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe?.();
    const streams = this.#all();
    for (const stream of streams) this.drop(stream);
    await Promise.all([this.#missed, ...streams.map((stream) => stream.quiet())]);
  }

  #all(): LiveStream[] {
    return [...this.#streams.values()].flatMap((streams) => [...streams]);
  }

  #look(walletId: WalletId): void {
    for (const stream of this.#streams.get(walletId) ?? []) stream.look();
  }

  async #beat(): Promise<void> {
    this.#beating = true;
    while (this.#count > 0) {
      await this.#options.timers.sleep(beatEvery);
      for (const stream of this.#all()) if (!stream.beat()) this.drop(stream);
      if (this.#count > 0) await this.#lookForMissed();
    }
    this.#beating = false;
  }

  #lookForMissed(): Promise<void> {
    this.#missed = this.#findMissed().catch(this.#options.onError);
    return this.#missed;
  }

  /** Finds changes without a hint: it was lost, or time has passed. */
  async #findMissed(): Promise<void> {
    const walletIds = [...this.#streams.keys()];
    const found = new Map<WalletId, string>();
    for (let first = 0; first < walletIds.length; first += tracesAtOnce) {
      const some = walletIds.slice(first, first + tracesAtOnce);
      const { result } = await this.#options.reader.read((connection) =>
        readTraces(connection, some),
      );
      for (const [walletId, trace] of result) found.set(walletId, trace);
    }
    const known = this.#traces;
    this.#traces = found;
    for (const [walletId, trace] of found) {
      if (known.get(walletId) !== trace) this.#look(walletId);
    }
    await this.#endSignedOut();
  }

  async #endSignedOut(): Promise<void> {
    const streams = this.#all();
    const hashes = [...new Set(streams.map(({ session }) => session))];
    const { sessions, clock } = this.#options;
    const living = await sessions.living(hashes);
    const now = clock.now();
    for (const stream of streams) {
      if (!living.has(stream.session)) this.drop(stream);
      else if (stream.isDue(now)) stream.look();
    }
  }
}
