import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Clock, milliseconds, seconds, type Timers } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { ServerConfig } from 'ssh2';
import { algorithmsOffered } from './algorithms.ts';
import { boundAnswers } from './bounded-answers.ssh.ts';
import { ClientConnection } from './connection.ssh.ts';
import type { HostKey } from './host-key.ts';
import { type SftpLimits, usualLimits } from './limits.ts';
import type { LogInRules } from './log-in-rules.ts';
import type { FileShelf } from './shelf.ts';

export interface SftpServerOptions<User extends string> {
  readonly hostKeys: readonly HostKey[];
  readonly logIn: LogInRules<User>;
  readonly shelf: FileShelf<User>;
  /** Every user sees the same files in `/` and in this folder of it. */
  readonly folder: string;
  /** For dates in listings. */
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly limits?: Partial<SftpLimits>;
  /** Also offers SHA-1, for old clients; the authentication rules must agree. */
  readonly legacy?: boolean;
  /**
   * Called for internal failures and those of the rules and the shelf; clients learn only that
   * something failed.
   */
  readonly onFailure: (error: unknown) => void;
}

boundAnswers();

/** How often the server checks for clients that are too slow. */
const watchEvery = seconds(1);

/**
 * A server of each user's files.
 *
 * ```ts
 * const server = new SftpServer({ hostKeys, logIn, shelf, folder, clock, timers, onFailure });
 * const port = await server.listen('127.0.0.1', 8722);
 * await server.stop();
 * ```
 */
export class SftpServer<User extends string> {
  readonly #options: SftpServerOptions<User>;
  readonly #limits: SftpLimits;
  readonly #settings: ServerConfig;
  readonly #connections = new Set<ClientConnection<User>>();
  readonly #perAddress = new Map<string, number>();
  #server: Server | undefined;
  #isWatching = false;

  constructor(options: SftpServerOptions<User>) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
    this.#settings = {
      hostKeys: options.hostKeys.map(({ privateKey }) => privateKey.reveal()),
      algorithms: algorithmsOffered(options.legacy ?? false),
      ident: 'Sampan',
    };
  }

  /** How many clients are connected. */
  get connections(): number {
    return this.#connections.size;
  }

  /**
   * Listens and returns the port; rejects with EADDRINUSE when it is taken. 0 chooses a free one.
   */
  async listen(host: string, port: number): Promise<number> {
    const server = createServer((socket) => this.#admit(socket));
    server.listen(port, host);
    await once(server, 'listening');
    server.on('error', this.#options.onFailure);
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Refuses new clients and ends existing sessions. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const portClosed = once(server, 'close');
    server.close();
    const closed = Promise.all([...this.#connections].map((connection) => connection.closed));
    for (const connection of this.#connections) connection.end();
    const late = this.#options.timers.sleep(milliseconds(this.#limits.farewellMs));
    await Promise.race([closed, late]);
    for (const connection of this.#connections) connection.destroy();
    await Promise.all([closed, portClosed]);
  }

  #admit(socket: Socket): void {
    const address = countedAddress(socket.remoteAddress ?? '');
    const fromThere = this.#perAddress.get(address) ?? 0;
    const { connectionsMax, connectionsPerAddressMax } = this.#limits;
    if (this.#connections.size >= connectionsMax || fromThere >= connectionsPerAddressMax) {
      socket.destroy();
      return;
    }
    const connection = new ClientConnection(socket, {
      ...this.#options,
      settings: this.#settings,
      limits: this.#limits,
    });
    this.#connections.add(connection);
    this.#perAddress.set(address, fromThere + 1);
    void connection.closed.then(() => {
      this.#connections.delete(connection);
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    });
    if (!this.#isWatching) void this.#watch();
  }

  /** Disconnects clients that are too slow, while there are clients. */
  async #watch(): Promise<void> {
    const { timers } = this.#options;
    this.#isWatching = true;
    while (this.#connections.size > 0) {
      await timers.sleep(watchEvery);
      const nowMs = timers.monotonicMs();
      for (const connection of this.#connections) {
        if (connection.isLate(nowMs)) connection.destroy();
      }
    }
    this.#isWatching = false;
  }
}
