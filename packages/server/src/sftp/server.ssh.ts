import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type Clock, milliseconds, seconds, type Timers } from '@sampan/primitives';
import type { ServerConfig } from 'ssh2';
import { countedAddress } from './addresses.ts';
import { ClientConnection } from './connection.ssh.ts';
import type { HostKey } from './host-keys.postgres.ts';
import { type SftpLimits, usualLimits } from './limits.ts';
import type { LogIn } from './log-in.ts';
import type { FileShelf } from './shelf.ts';

export interface SftpServerOptions {
  readonly hostKeys: readonly HostKey[];
  readonly logIn: LogIn;
  readonly shelf: FileShelf;
  /** For the dates in listings. */
  readonly clock: Pick<Clock, 'now'>;
  readonly timers: Timers;
  readonly limits?: Partial<SftpLimits>;
  /** Told of what is our mistake or the database's; clients learn only that something failed. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * What partners' programs of the last ten years have in common with what counts as safe. No
 * compression: a small packet could become a large one.
 */
const algorithms: NonNullable<ServerConfig['algorithms']> = {
  kex: [
    'curve25519-sha256',
    'curve25519-sha256@libssh.org',
    'ecdh-sha2-nistp256',
    'ecdh-sha2-nistp384',
    'ecdh-sha2-nistp521',
    'diffie-hellman-group16-sha512',
    'diffie-hellman-group14-sha256',
  ],
  cipher: [
    'aes128-gcm@openssh.com',
    'aes256-gcm@openssh.com',
    'aes128-ctr',
    'aes192-ctr',
    'aes256-ctr',
  ],
  hmac: [
    'hmac-sha2-256-etm@openssh.com',
    'hmac-sha2-512-etm@openssh.com',
    'hmac-sha2-256',
    'hmac-sha2-512',
  ],
  compress: ['none'],
};

/** How often clients that take too long are looked for. */
const watchEvery = seconds(1);

/**
 * The server through which partners fetch their files (14 §2).
 *
 * ```ts
 * const server = new SftpServer({ hostKeys, logIn, shelf, clock, timers, onFailure });
 * const port = await server.listen('127.0.0.1', 8722);
 * await server.stop();
 * ```
 */
export class SftpServer {
  readonly #options: SftpServerOptions;
  readonly #limits: SftpLimits;
  readonly #settings: ServerConfig;
  readonly #connections = new Set<ClientConnection>();
  readonly #perAddress = new Map<string, number>();
  #server: Server | undefined;
  #isWatching = false;

  constructor(options: SftpServerOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
    this.#settings = {
      hostKeys: options.hostKeys.map(({ privateKey }) => privateKey.reveal()),
      algorithms,
      ident: 'Sampan',
    };
  }

  /** How many clients are connected. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Listens and answers the port; rejects with EADDRINUSE when it is taken. 0 takes a free one. */
  async listen(host: string, port: number): Promise<number> {
    const server = createServer((socket) => this.#admit(socket));
    server.listen(port, host);
    await once(server, 'listening');
    server.on('error', this.#options.onFailure);
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Takes no new clients and ends the sessions of those that are there. */
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

  /** Lets go of clients that take too long, as long as there are any. */
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
