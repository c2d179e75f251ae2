import type { Instant, WalletId } from '@sampan/primitives';
import type { Connection, Reader, Writer } from '#database';
import {
  endSession,
  readLivingSessions,
  readSession,
  type SessionHash,
  touchSession,
} from './session.postgres.ts';
import { endSessionsOf, type ListedSession, listSessions } from './session-list.postgres.ts';
import type { Wallet } from './wallet.ts';

export interface SessionsOptions {
  readonly reader: Pick<Reader, 'read'>;
  readonly writer: Pick<Writer, 'write'>;
  readonly clock: { now(): Instant };
}

/** What was found, and when. */
interface Found<Beside> {
  /** The wallet of a live session. */
  readonly wallet: Wallet | undefined;
  readonly beside: Beside;
  readonly now: Instant;
}

/**
 * The sessions of buyers' devices. They are looked up over a reader; their last use and their end are
 * stored over a writer. `SignIn` opens them.
 */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Finds the wallet of a session and stores that the session was used. `beside` reads more in the same
   * round trip.
   *
   * ```ts
   * const { wallet, now } = await sessions.find(sessionHash(token), async () => undefined);
   * ```
   */
  async find<Beside>(
    session: SessionHash,
    beside: (connection: Connection) => Promise<Beside>,
  ): Promise<Found<Beside>> {
    const { reader, writer, clock } = this.#options;
    const { result, now } = await reader.read((connection) =>
      Promise.all([readSession(connection, session, clock.now()), beside(connection)]),
    );
    const [found, read] = result;
    if (found?.isToBeTouched) {
      await writer.write((connection) => touchSession(connection, session, clock.now()));
    }
    return { wallet: found?.wallet, beside: read, now };
  }

  /** The live ones among the sessions. */
  async living(sessions: readonly SessionHash[]): Promise<ReadonlySet<SessionHash>> {
    const { reader, clock } = this.#options;
    const { result } = await reader.read((connection) =>
      readLivingSessions(connection, sessions, clock.now()),
    );
    return result;
  }

  async end(session: SessionHash): Promise<void> {
    await this.#options.writer.write((connection) => endSession(connection, session));
  }

  /** The live sessions of a wallet, the one that was used last first. */
  async list(walletId: WalletId): Promise<readonly ListedSession[]> {
    const { reader, clock } = this.#options;
    const { result } = await reader.read((connection) =>
      listSessions(connection, walletId, clock.now()),
    );
    return result;
  }

  /** Ends a session of the wallet by its id, or all of them; answers those that were there. */
  async endOf(walletId: WalletId, id?: string): Promise<readonly SessionHash[]> {
    const { writer } = this.#options;
    const { result } = await writer.write((connection) => endSessionsOf(connection, walletId, id));
    return result;
  }
}
