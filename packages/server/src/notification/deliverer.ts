import { before, type Instant, milliseconds, type Timers } from '@sampan/primitives';
import { type BusinessClock, type Connection, followClock } from '#database';
import type { MakeAttempt } from './attempt.ts';
import { type Delivery, receiverOf } from './delivery.ts';
import {
  type AttemptMade,
  claimDue,
  recordAttempts,
  releaseClaims,
  walkReceivers,
} from './delivery-rows.postgres.ts';
import { DueReceivers } from './due-receivers.ts';
import { type OwnConnection, ownConnection } from './own-connection.ts';
import { Receivers } from './receivers.ts';
import { afterAttempt, schedules } from './schedule.ts';
import { claimMargin, type NotificationSettings, promptWithin } from './settings.ts';
import { claimWorkerNumber } from './worker-number.postgres.ts';

export interface DelivererOptions {
  readonly connect: () => Promise<Connection>;
  readonly clock: BusinessClock;
  readonly timers: Pick<Timers, 'monotonicMs'>;
  readonly attempt: MakeAttempt;
  readonly settings: NotificationSettings;
  /** Called for each recorded attempt. */
  readonly onAttempt: (attempt: AttemptMade) => void;
  readonly onFailure: (error: unknown) => void;
}

const walkMax = 1_024;

/**
 * Sends due deliveries. It works in _turns_ of one round trip each: the results since the last turn
 * are recorded, and deliveries are claimed for the free slots, receiver by receiver, round robin.
 * Claimed deliveries are sent at once, so memory holds only attempts in flight.
 * It learns of receivers with due deliveries from new deliveries, from retries that are due
 * already, and from scans over all waiting ones (`look`).
 */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #connection: OwnConnection;
  readonly #receivers: Receivers;
  readonly #due = new DueReceivers();
  readonly #inFlight = new Map<string, Delivery>();
  #made: AttemptMade[] = [];
  /** Cursor of the scan; undefined when no scan is requested. */
  #cursor: string | undefined;
  #pumping: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #closing = false;

  constructor(options: DelivererOptions) {
    this.#options = options;
    this.#connection = ownConnection(options.connect, (connection) => this.#prepare(connection));
    this.#receivers = new Receivers({
      places: options.settings.inFlightMax,
      receiverMax: options.settings.receiverInFlightMax,
      promptWithin,
      timers: options.timers,
    });
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Announces receivers with waiting deliveries. */
  expect(deliveries: readonly Delivery[]): void {
    for (const { partnerId, url } of deliveries) this.#remember(receiverOf(partnerId, url));
    this.#wake?.();
  }

  /** Requests a scan for due deliveries. */
  look(): void {
    this.#cursor ??= '';
    this.#wake?.();
  }

  /** Works until nothing is due and nothing is in flight. Rejects when the database fails. */
  pump(): Promise<void> {
    this.#pumping ??= Promise.resolve().then(() => this.#pump());
    return this.#pumping;
  }

  /** Starts no more attempts, waits for those in flight and records them. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#wake?.();
    await this.#pumping?.catch(() => undefined);
    await this.pump().finally(() => this.#connection.close());
  }

  async #pump(): Promise<void> {
    try {
      for (;;) {
        const wanted = this.#wanted();
        if (this.#made.length > 0 || wanted.length > 0 || this.#looks()) await this.#turn(wanted);
        else if (this.#inFlight.size > 0) await this.#woken();
        else return;
      }
    } finally {
      // In the same turn as the scan that found nothing, so that later callers start a new one.
      this.#pumping = undefined;
    }
  }

  #looks(): boolean {
    return this.#cursor !== undefined && !this.#closing && !this.#due.isFull;
  }

  async #turn(wanted: readonly (readonly [string, number])[]): Promise<void> {
    const { clock, settings } = this.#options;
    const { connection, number: worker } = await this.#connection.get();
    // With a wrong clock all retries would be due at once, and claims would last for days.
    const [asked] = await Promise.allSettled([
      clock.isCertain() ? undefined : followClock(connection, clock),
    ]);
    const mayClaim = asked.status === 'fulfilled';
    const made = this.#made;
    this.#made = [];
    const now = clock.now();
    const lease = milliseconds(settings.timeout + claimMargin);
    const claim = { worker, now, machineNow: machineTime(clock, now), lease };
    const cursor = mayClaim && this.#looks() ? this.#cursor : undefined;
    const [recorded, claimed, walked, followed] = await Promise.allSettled([
      made.length > 0 ? recordAttempts(connection, made, worker) : undefined,
      mayClaim && wanted.length > 0 ? claimDue(connection, wanted, claim) : [],
      cursor === undefined ? [] : walkReceivers(connection, { cursor, now, limit: walkMax }),
      followClock(connection, clock),
    ]);
    // Claimed deliveries are sent even if something else failed: no other worker will send them for
    // a while.
    if (mayClaim && claimed.status === 'fulfilled') this.#sendAll(wanted, claimed.value, now);
    if (recorded.status === 'rejected') this.#made.unshift(...made);
    else this.#settle(made);
    for (const result of [asked, recorded, claimed, walked, followed]) {
      if (result.status === 'rejected') throw result.reason;
    }
    if (cursor !== undefined && walked.status === 'fulfilled') this.#walkOn(walked.value);
  }

  /** The receivers to claim for, and how many deliveries of each. */
  #wanted(): [string, number][] {
    return this.#closing ? [] : this.#receivers.share(this.#due);
  }

  #sendAll(
    wanted: readonly (readonly [string, number])[],
    claimed: readonly Delivery[],
    now: Instant,
  ): void {
    const counts = new Map<string, number>();
    for (const delivery of claimed) {
      const receiver = receiverOf(delivery.partnerId, delivery.url);
      counts.set(receiver, (counts.get(receiver) ?? 0) + 1);
      void this.#send(delivery, receiver, now);
    }
    for (const [receiver, most] of wanted) {
      if (this.#due.delete(receiver)) this.look();
      // There may be more; other receivers come first.
      if ((counts.get(receiver) ?? 0) >= most) this.#remember(receiver);
    }
  }

  async #send(delivery: Delivery, receiver: string, sentAt: Instant): Promise<void> {
    const { attempt, onFailure, settings } = this.#options;
    const { notifyId, step, plannedAt } = delivery;
    this.#inFlight.set(notifyId, delivery);
    const ended = this.#receivers.begin(receiver);
    try {
      const answer = await attempt(delivery, sentAt);
      ended(answer.result !== 'no-answer');
      const next = afterAttempt({ step, plannedAt }, answer.result, schedules[settings.schedule]);
      this.#made.push({ delivery, step, plannedAt, sentAt, answer, next });
    } catch (error) {
      // Not sent, so nothing is recorded: it is claimed again when its lease has expired.
      ended(false);
      onFailure(error);
    }
    this.#inFlight.delete(notifyId);
    this.#wake?.();
  }

  #settle(made: readonly AttemptMade[]): void {
    const now = this.#options.clock.now();
    for (const attempt of made) {
      const { delivery, next } = attempt;
      // After a moved clock or a long stop the next attempt is overdue too.
      if (next.state === 'waiting' && next.plannedAt <= now) this.expect([delivery]);
      this.#options.onAttempt(attempt);
    }
  }

  #walkOn(walked: readonly { readonly receiver: string; readonly isDue: boolean }[]): void {
    for (const { receiver, isDue } of walked) if (isDue) this.#remember(receiver);
    this.#cursor = walked.length < walkMax ? undefined : walked.at(-1)?.receiver;
  }

  #remember(receiver: string): void {
    if (this.#due.add(receiver) === 'no-room') this.look();
  }

  /** Resolves when an attempt has ended, or when there may be more to do. */
  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  async #prepare(connection: Connection): Promise<number> {
    const worker = await claimWorkerNumber(connection);
    await releaseClaims(connection, worker, [...this.#held()]);
    return worker;
  }

  /** What this process has sent or is sending, possibly under another worker number. */
  *#held(): Iterable<string> {
    yield* this.#inFlight.keys();
    for (const { delivery } of this.#made) yield delivery.notifyId;
  }
}

/** The machine's clock reading when business time is `now`. */
const machineTime = (clock: BusinessClock, now: Instant): Instant =>
  before(now, clock.offsetFor(now));
