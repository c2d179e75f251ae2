import { milliseconds, seconds, type Timers, type WalletId } from '@sampan/primitives';
import { type Connect, type Connection, statement, usualHeartbeat } from '#database';
import type { WalletChanges } from './live-updates.ts';

export interface WalletHintsOptions {
  readonly connect: Connect;
  readonly timers: Timers;
  /** There is no other process to send hints to, or to hear from. */
  readonly alone?: boolean;
  readonly onError: (error: unknown) => void;
}

const channel = 'sampan_wallets';

const tellChanges = statement({
  name: 'tell-wallet-changes',
  text: `select pg_notify('${channel}', message) from unnest($1::text[]) as each (message)`,
});

/** A message holds 8,000 bytes. */
const idsPerMessage = 400;

/** Above this number of wallets, listeners should read everything again. */
const idsMax = 20_000;

/** Hints gather for so long, and travel together. */
const gatherFor = milliseconds(25);

const reconnectAfter = seconds(1);

/**
 * Announces changed wallets: to this process directly, to the others through the database. Hints
 * are sent after the commits and outside them, because NOTIFY inside a transaction serialises the
 * commits of all such transactions. So a hint can be lost with the process or the connection, and
 * listeners also read periodically.
 */
export class WalletHints implements WalletChanges {
  readonly #options: WalletHintsOptions;
  readonly #listeners = new Set<(walletIds: readonly WalletId[] | undefined) => void>();
  #connection: Connection | undefined;
  #opening: Promise<void> | undefined;
  #gathered = new Set<WalletId>();
  #sending = false;
  #closed = false;
  #stop: () => void = () => undefined;
  readonly #stopped = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  constructor(options: WalletHintsOptions) {
    this.#options = options;
  }

  /** Listens to the other processes. Rejects when the database cannot be reached. */
  async open(): Promise<void> {
    if (!this.#options.alone) await this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stop();
    await this.#opening?.catch(() => undefined);
    await this.#connection?.close();
  }

  subscribe(listener: (walletIds: readonly WalletId[] | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  readonly tell = (walletId: WalletId): void => {
    this.#pass([walletId]);
    if (this.#options.alone) return;
    if (this.#gathered.size < idsMax) this.#gathered.add(walletId);
    if (!this.#sending) void this.#send();
  };

  #pass(walletIds: readonly WalletId[] | undefined): void {
    for (const listener of this.#listeners) listener(walletIds);
  }

  async #send(): Promise<void> {
    this.#sending = true;
    while (this.#gathered.size > 0 && !this.#closed) {
      await this.#options.timers.sleep(gatherFor);
      const ids = [...this.#gathered];
      this.#gathered = new Set();
      const messages = ids.length < idsMax ? inMessages(ids) : [''];
      const sent = this.#connection?.run(tellChanges, [messages]);
      // Without a connection the hint is lost, which it may be.
      await sent?.catch(() => undefined);
    }
    this.#sending = false;
  }

  async #connect(): Promise<void> {
    this.#connection = await this.#options.connect({
      name: 'sampan hints',
      // A listener sends nothing, so only a heartbeat detects a vanished peer.
      heartbeat: usualHeartbeat,
      // Nothing is written, so there is nothing to wait for until it is on disk.
      settings: { synchronous_commit: 'off' },
      listening: {
        channel,
        onMessage: (message, isOwn) => {
          // This process has passed on its own hints already.
          if (isOwn) return;
          this.#pass(message === '' ? undefined : (message.split(' ') as WalletId[]));
        },
        onEnd: () => this.#reconnect(),
      },
    });
  }

  #reconnect(): void {
    this.#connection = undefined;
    this.#opening ??= this.#openAgain().finally(() => {
      this.#opening = undefined;
    });
  }

  async #openAgain(): Promise<void> {
    const { timers, onError } = this.#options;
    while (!this.#closed && !this.#connection?.alive) {
      await Promise.race([timers.sleep(reconnectAfter), this.#stopped]);
      if (this.#closed) return;
      try {
        await this.#connect();
        this.#pass(undefined);
      } catch (error) {
        onError(error);
      }
    }
  }
}

function inMessages(ids: readonly string[]): string[] {
  const messages: string[] = [];
  for (let first = 0; first < ids.length; first += idsPerMessage) {
    messages.push(ids.slice(first, first + idsPerMessage).join(' '));
  }
  return messages;
}
