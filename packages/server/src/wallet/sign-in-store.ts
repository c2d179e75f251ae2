import type { IdSource, Instant, Random, WalletId } from '@sampan/primitives';
import type { Writer } from '#database';
import {
  type CountedTry,
  countStrangersTry,
  countTryOf,
  forgive,
  giveBackStrangersTry,
  type KnownDevice,
  slotOf,
  untilWhenLocked,
} from '#sign-in';
import { loginForms } from './login-forms.ts';
import {
  type NewSession,
  openSession,
  type SessionHash,
  type SessionWanted,
} from './session.postgres.ts';
import { type Claimed, readByLogin, readPin, writeChosenPin } from './sign-in.postgres.ts';
import { noteWalletEvent } from './wallet-events.postgres.ts';
import type { WalletEvent, WalletEventKind } from './wallet-events.ts';

export interface SignInStoreOptions {
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: { now(): Instant };
  readonly random: Random;
  readonly ids: IdSource;
}

/** Whose tries count: those of a known device, or those of all unknown devices at a number. */
export interface TriedBy {
  /** The digest of the canonical number. */
  readonly number: string;
  readonly device: KnownDevice | undefined;
}

export interface CountedPayment {
  /** The stored hash of the wallet's PIN. */
  readonly pin: string | undefined;
  readonly counted: CountedTry;
  readonly now: Instant;
}

export interface CountedSignIn {
  readonly claimed: Claimed;
  /** The end of the delay, when the try may not be made yet. */
  readonly lockedUntil: Instant | undefined;
  readonly now: Instant;
}

/**
 * What sign-in keeps in the database. A try is counted in the round trip that reads the PIN to compare,
 * so that no PIN is compared without being counted.
 */
export class SignInStore {
  readonly #options: SignInStoreOptions;

  constructor(options: SignInStoreOptions) {
    this.#options = options;
  }

  async tryToPay(walletId: WalletId): Promise<CountedPayment> {
    const { writer, clock } = this.#options;
    const { result, now } = await writer.write((connection) =>
      Promise.all([
        readPin(connection, walletId),
        countTryOf(connection, payingTries(walletId), clock.now()),
      ]),
    );
    const [pin, counted] = result;
    return { pin, counted, now };
  }

  /** The PIN was right: the wallet's wrong tries are forgotten. */
  async forgivePaying(walletId: WalletId): Promise<void> {
    const { writer } = this.#options;
    await writer.write((connection) => forgive(connection, payingTries(walletId)));
  }

  async tryToSignIn(login: string, { number, device }: TriedBy): Promise<CountedSignIn> {
    const { writer, clock } = this.#options;
    const { result, now } = await writer.write((connection) =>
      Promise.all([
        readByLogin(connection, loginForms(login)),
        device
          ? untilWhenLocked(countTryOf(connection, triesOf(device), clock.now()))
          : countStrangersTry(connection, slotOf(number), clock.now()),
      ]),
    );
    const [claimed, lockedUntil] = result;
    return { claimed, lockedUntil, now };
  }

  /** The PIN was right: opens a session, and the try does not count. */
  async letIn(wanted: SessionWanted, { number, device }: TriedBy): Promise<NewSession> {
    const { writer, random } = this.#options;
    const { walletId, deviceName, now } = wanted;
    const { result } = await writer.write(async (connection) => {
      const [opened] = await Promise.all([
        openSession(connection, wanted, random),
        device || noteWalletEvent(connection, this.#event(walletId, 'new-device', now, deviceName)),
        device
          ? forgive(connection, triesOf(device))
          : giveBackStrangersTry(connection, slotOf(number)),
      ]);
      return opened;
    });
    return result;
  }

  /** Opens a session for a buyer who has proved to be one otherwise; `kind` is what has happened. */
  async open(wanted: SessionWanted, kind: WalletEventKind | undefined): Promise<NewSession> {
    const { writer, random } = this.#options;
    const { walletId, now, deviceName } = wanted;
    const { result } = await writer.write(async (connection) => {
      const [opened] = await Promise.all([
        openSession(connection, wanted, random),
        kind && noteWalletEvent(connection, this.#event(walletId, kind, now, deviceName)),
      ]);
      return opened;
    });
    return result;
  }

  /** Stores the PIN that the buyer has chosen; the session that has set it stays. */
  async changePin(walletId: WalletId, pin: string, kept: SessionHash): Promise<Instant> {
    const { writer, clock } = this.#options;
    const { result } = await writer.write(async (connection) => {
      const event = this.#event(walletId, 'pin-changed', clock.now());
      const subject = payingTries(walletId);
      await writeChosenPin(connection, { walletId, pin, kept, subject, event });
      return event.at;
    });
    return result;
  }

  #event(walletId: WalletId, kind: WalletEventKind, at: Instant, detail = ''): WalletEvent {
    return { id: this.#options.ids.next(at), walletId, kind, at, detail };
  }
}

/** The name under which a paying wallet's tries are counted. */
export const payingTries = (walletId: WalletId): string => `pay/${walletId}`;
const triesOf = ({ id }: KnownDevice): string => `device/${id}`;
