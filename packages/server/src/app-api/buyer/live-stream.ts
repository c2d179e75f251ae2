import {
  before,
  type Duration,
  days,
  elapsed,
  type Instant,
  milliseconds,
  seconds,
  type Timers,
  type WalletId,
} from '@sampan/primitives';
import { readChangedTrades, type Trade } from '#acquiring';
import type { Connection } from '#database';
import { readWalletEvents, type SessionHash, type Sessions, type WalletEvent } from '#wallet';
import type { Sink } from '../event-sink.http.ts';
import { type Bill, readBills } from './bill.ts';
import {
  eventsOf,
  type LiveEvent,
  readEventId,
  renderEvent,
  renderMessage,
  renderNotice,
} from './live-event.ts';
import { balanceView } from './views.ts';

export interface StreamOptions {
  readonly walletId: WalletId;
  readonly session: SessionHash;
  readonly sink: Sink;
  readonly openedAt: Instant;
  /** The id of the last event that the device has seen. */
  readonly lastEventId: string | undefined;
  readonly sessions: Pick<Sessions, 'find'>;
  readonly timers: Timers;
  readonly onError: (error: unknown) => void;
}

/** A change becomes visible a little after its instant: it still had to be committed. */
const commitMax = seconds(30);

/** A device that was away longer reads its history anew. */
const awayMax = days(7);

const tradesMax = 200;

/**
 * The live events of one wallet for one device. Each read returns the events since the previous
 * read, with some overlap, and sends the new ones; so it does not matter why or how often it reads.
 */
export class LiveStream {
  readonly walletId: WalletId;
  readonly session: SessionHash;
  readonly #options: StreamOptions;
  /** Earlier events are not sent. */
  readonly #start: Instant;
  #seenUntil: Instant;
  #told: ReadonlySet<string>;
  #noticed: ReadonlySet<string> = new Set();
  #balance = '';
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #ended = false;
  #wasFull = false;
  #expiry: Instant | undefined;

  constructor(options: StreamOptions) {
    const { walletId, session, openedAt, lastEventId } = options;
    this.walletId = walletId;
    this.session = session;
    this.#options = options;
    const last = lastEventId === undefined ? undefined : readEventId(lastEventId);
    const oldest = before(openedAt, awayMax);
    const isKnown = last !== undefined && last >= oldest && last <= openedAt;
    this.#start = isKnown ? last : openedAt;
    this.#seenUntil = this.#start;
    this.#told = new Set(isKnown && lastEventId !== undefined ? [lastEventId] : []);
    options.sink.write('retry: 2000\n\n');
    // An event id of the future, or of long ago: the missed events are unknown.
    if (lastEventId !== undefined && !isKnown) options.sink.write(renderMessage('reload', {}));
  }

  /** Something may have changed. Any number of calls during one read cause one more read. */
  look(): void {
    this.#lookAgain = true;
    this.#looking ??= this.#lookUntilQuiet();
  }

  /** Resolves when it no longer reads from the database. */
  async quiet(): Promise<void> {
    await this.#looking;
  }

  /**
   * Keeps the connection alive; false when the device has not read for a whole interval, and is
   * given up.
   */
  beat(): boolean {
    const { sink } = this.#options;
    if (sink.isFull && this.#wasFull) return false;
    this.#wasFull = sink.isFull;
    if (!sink.isFull) sink.write(': beat\n\n');
    return true;
  }

  /** Whether a trade that was waiting has run out of time since the last look. */
  isDue(now: Instant): boolean {
    return this.#expiry !== undefined && this.#expiry <= now;
  }

  end(): void {
    this.#ended = true;
    this.#options.sink.end();
  }

  async #lookUntilQuiet(): Promise<void> {
    // What is said in the same turn is one look; and `#looking` is set before it is cleared.
    await undefined;
    while (this.#lookAgain && !this.#ended && !this.#options.sink.isFull) {
      this.#lookAgain = false;
      try {
        await this.#lookOnce();
      } catch (error) {
        // The next beat looks again.
        this.#options.onError(error);
      }
    }
    this.#looking = undefined;
  }

  async #lookOnce(): Promise<void> {
    const { sessions, sink } = this.#options;
    const since = before(this.#seenUntil, commitMax);
    const found = await sessions.find(this.session, (connection) => this.#read(connection, since));
    const { wallet, now } = found;
    const { bills, notices } = found.beside;
    if (this.#ended) return;
    if (!wallet) return this.end();
    this.#tell(bills, since, now);
    this.#notice(notices, since);
    const balance = renderMessage('balance', balanceView(wallet));
    if (balance !== this.#balance) sink.write(balance);
    this.#balance = balance;
    if (bills.length === tradesMax) sink.write(renderMessage('reload', {}));
    this.#seenUntil = now;
    this.#wakeAtExpiry(
      bills.map(({ trade }) => trade),
      now,
    );
  }

  async #read(connection: Connection, since: Instant) {
    const { walletId } = this.#options;
    const [trades, notices] = await Promise.all([
      readChangedTrades(connection, walletId, { since, limit: tradesMax }),
      readWalletEvents(connection, walletId, { since, limit: tradesMax }),
    ]);
    return { bills: await readBills(connection, trades), notices };
  }

  #notice(notices: readonly WalletEvent[], since: Instant): void {
    const oldest = Math.max(since, this.#start);
    const fresh = notices.filter(({ at }) => at >= oldest);
    for (const notice of fresh.toReversed()) {
      if (!this.#noticed.has(notice.id)) this.#options.sink.write(renderNotice(notice));
    }
    this.#noticed = new Set(fresh.map(({ id }) => id));
  }

  #tell(bills: readonly Bill[], since: Instant, now: Instant): void {
    const oldest = Math.max(since, this.#start);
    const isOpen = ({ kind }: LiveEvent) => kind === 'prompt' || kind === 'opened';
    const events = bills
      .flatMap((bill) => eventsOf(bill, now))
      .filter((event) => isOpen(event) || event.at >= oldest)
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
    for (const event of events) {
      if (!this.#told.has(event.id)) this.#options.sink.write(renderEvent(event, now));
    }
    // What the next look cannot find again need not be remembered.
    this.#told = new Set(events.map(({ id }) => id));
  }

  /** Expiry closes a trade without a hint. */
  #wakeAtExpiry(trades: readonly Trade[], now: Instant): void {
    const times = trades
      .filter(({ state, expiresAt }) => state === 'waiting' && expiresAt > now)
      .map(({ expiresAt }) => expiresAt);
    const next = times.length > 0 ? (Math.min(...times) as Instant) : undefined;
    if (next === this.#expiry) return;
    this.#expiry = next;
    if (next === undefined) return;
    const wait: Duration = milliseconds(elapsed(now, next) + 1);
    // What is further away is found at a beat; no timer outlives its stream by long.
    if (wait > expiryWaitMax) return;
    void this.#options.timers.sleep(wait).then(() => {
      if (this.#expiry === next) this.look();
    });
  }
}

const expiryWaitMax = seconds(300);
