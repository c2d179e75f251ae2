import type { Instant, PartnerId, Timers } from '@sampan/primitives';
import type { BusinessClock, Connection, Reader, Writer } from '#database';
import type { PartnerDirectory, PlatformKeys } from '#partner';
import { attemptMaker, type MakeAttempt, type OnSent } from './attempt.ts';
import { Deliverer } from './deliverer.ts';
import type { Answer, DeliveryRecord } from './delivery.ts';
import { type AttemptMade, markAsSent, recordAttempts } from './delivery-rows.postgres.ts';
import { Intake } from './intake.ts';
import { type OwnConnection, ownConnection } from './own-connection.ts';
import { type DeliveryFilter, readDeliveries, wasSentLately } from './read.postgres.ts';
import type { Sender, Transport } from './send.http.ts';
import { gatherFor, type NotificationSettings } from './settings.ts';

export interface NotifierOptions {
  /** Opens a dedicated connection, which should be `byIndexOnly`. Two are used. */
  readonly connect: () => Promise<Connection>;
  readonly reader: Pick<Reader, 'read'>;
  /** For manual sends. */
  readonly writer: Pick<Writer, 'write'>;
  /** For lists, which may be slow; by default the same. */
  readonly lists?: Pick<Reader, 'read'>;
  readonly clock: BusinessClock;
  readonly directory: Pick<PartnerDirectory, 'find'>;
  readonly keys: PlatformKeys;
  readonly timers: Timers;
  readonly transport: Transport;
  readonly settings: NotificationSettings;
  readonly onSent?: OnSent | undefined;
  /** Called for our own and the database's errors; receivers' errors are in their attempts. */
  readonly onFailure?: (error: unknown) => void;
}

/** Counters of this process since its start. */
export interface Counters {
  /** Facts that became deliveries. */
  readonly created: number;
  readonly attempted: number;
  readonly delivered: number;
  readonly givenUp: number;
  /** Attempts in flight. */
  readonly inFlight: number;
}

/** Sends notifications to partners. Any number of processes may work on one database. */
export interface Notifier {
  /** Works in the background, now and whenever something becomes due. */
  start(): void;
  /** A hint that facts were stored; without it they are found within a second. */
  wake(): void;
  /**
   * Takes all present facts and sends everything due. Returns the number of attempts when the last
   * has ended, or after five seconds; slow receivers continue in the background.
   */
  runDue(): Promise<number>;
  /** Starts no more attempts and waits for those in flight. */
  stop(): Promise<void>;
  /**
   * Sends a notification again by hand, whatever its state; its schedule is unchanged. Returns the
   * attempt's result, undefined for an unknown id.
   */
  resend(notifyId: string): Promise<Answer | undefined>;
  /** Newest first, with all attempts. */
  readDeliveries(filter: DeliveryFilter): Promise<DeliveryRecord[]>;
  /** Answers `notify_verify`: whether we recently sent that partner a notification with that id. */
  isGenuine(partnerId: PartnerId, notifyId: string, now: Instant): Promise<boolean>;
  /** Subscribes to recorded attempts; returns the unsubscribe function. */
  follow(listener: (attempt: AttemptMade) => void): () => void;
  readonly counters: Counters;
}

/**
 * ```ts
 * const notifier = createNotifier({
 *   connect, reader, writer, clock, directory, keys, timers, transport, settings,
 * });
 * notifier.start();
 * ```
 */
export const createNotifier = (options: NotifierOptions): Notifier => new Worker(options);

class Worker implements Notifier {
  readonly #options: NotifierOptions;
  readonly #sender: Sender;
  readonly #attempt: MakeAttempt;
  readonly #intakeConnection: OwnConnection;
  readonly #intake: Intake;
  readonly #deliverer: Deliverer;
  readonly #listeners = new Set<(attempt: AttemptMade) => void>();
  readonly #counts = { created: 0, attempted: 0, delivered: 0, givenUp: 0 };
  #working: Promise<void> | undefined;
  #pumped: Promise<void> | undefined;
  #stopped: Promise<void> | undefined;
  #isStopping = false;
  #isWoken = false;
  #onWake: (() => void) | undefined;

  constructor(options: NotifierOptions) {
    const { connect, clock, directory, keys, timers, settings, transport, onSent } = options;
    this.#options = options;
    this.#sender = transport({ settings, timers });
    this.#attempt = attemptMaker({ directory, keys, settings, sender: this.#sender, onSent });
    this.#intakeConnection = ownConnection(connect);
    this.#intake = new Intake({
      connection: this.#intakeConnection,
      clock,
      directory,
      key: keys.privateKey,
      settings,
    });
    this.#deliverer = new Deliverer({
      connect,
      clock,
      timers,
      settings,
      attempt: this.#attempt,
      onAttempt: (attempt) => this.#noteAttempt(attempt),
      onFailure: (error) => this.#fail(error),
    });
  }

  get counters(): Counters {
    return { ...this.#counts, inFlight: this.#deliverer.inFlight };
  }

  start(): void {
    this.#working ??= this.#work();
  }

  wake(): void {
    this.#isWoken = true;
    this.#onWake?.();
  }

  async runDue(): Promise<number> {
    const { timers, settings } = this.#options;
    const before = this.#counts.attempted;
    await this.#takeFacts();
    this.#deliverer.look();
    const pumped = this.#deliverer.pump();
    // Waiting callers get the failure; without any it is logged.
    let waiting = true;
    pumped.catch((error: unknown) => {
      if (!waiting) this.#fail(error);
    });
    try {
      await Promise.race([pumped, timers.sleep(settings.runDueMax)]);
    } finally {
      waiting = false;
    }
    return this.#counts.attempted - before;
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#isStopping = true;
    this.wake();
    await this.#working;
    try {
      await this.#deliverer.close();
    } finally {
      await this.#intakeConnection.close();
      await this.#sender.close();
    }
  }

  async resend(notifyId: string): Promise<Answer | undefined> {
    const { writer, clock } = this.#options;
    if (!isNotifyId(notifyId)) return undefined;
    const { result: delivery, now } = await writer.write((connection) =>
      markAsSent(connection, notifyId, clock.now()),
    );
    if (!delivery) return undefined;
    const answer = await this.#attempt(delivery, now);
    const state = answer.result === 'acknowledged' ? 'delivered' : delivery.state;
    const made: AttemptMade = {
      delivery,
      step: undefined,
      plannedAt: now,
      sentAt: now,
      answer,
      next: { state, plannedAt: delivery.plannedAt },
    };
    await writer.write((connection) => recordAttempts(connection, [made], undefined));
    this.#noteAttempt(made);
    return answer;
  }

  async readDeliveries(filter: DeliveryFilter): Promise<DeliveryRecord[]> {
    const { reader, lists = reader } = this.#options;
    return (await lists.read((connection) => readDeliveries(connection, filter))).result;
  }

  async isGenuine(partnerId: PartnerId, notifyId: string, now: Instant): Promise<boolean> {
    const { reader, settings } = this.#options;
    if (!isNotifyId(notifyId)) return false;
    const asked = { partnerId, notifyId };
    const limits = { now, within: settings.genuineFor };
    const { result } = await reader.read((connection) => wasSentLately(connection, asked, limits));
    return result;
  }

  follow(listener: (attempt: AttemptMade) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async #work(): Promise<void> {
    const { timers, settings } = this.#options;
    let lookedMs = Number.NEGATIVE_INFINITY;
    while (!this.#isStopping) {
      this.#isWoken = false;
      await this.#takeFacts().catch((error: unknown) => this.#fail(error));
      if (timers.monotonicMs() - lookedMs >= settings.pollEvery) {
        lookedMs = timers.monotonicMs();
        this.#deliverer.look();
      }
      this.#pump();
      if (this.#isWoken) await timers.sleep(gatherFor);
      else await Promise.race([timers.sleep(settings.pollEvery), this.#woken()]);
    }
  }

  /** Starts the deliverer in the background; its failure is reported once. */
  #pump(): void {
    const pumped = this.#deliverer.pump();
    if (pumped === this.#pumped) return;
    this.#pumped = pumped;
    pumped.catch((error: unknown) => this.#fail(error));
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#onWake = resolve;
    });
  }

  #takeFacts(): Promise<void> {
    return this.#intake.takeAll((deliveries) => {
      this.#counts.created += deliveries.length;
      this.#deliverer.expect(deliveries);
    });
  }

  #noteAttempt(attempt: AttemptMade): void {
    this.#counts.attempted++;
    if (attempt.next.state === 'delivered') this.#counts.delivered++;
    if (attempt.next.state === 'given-up') this.#counts.givenUp++;
    for (const listener of this.#listeners) listener(attempt);
  }

  #fail(error: unknown): void {
    this.#options.onFailure?.(error);
  }
}

/** Other forms were never ids of ours, and some could not be used in a query. */
const isNotifyId = (text: string): boolean => /^[0-9A-Za-z]{1,64}$/.test(text);
