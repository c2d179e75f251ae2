/** An SFTP server on a free port, over a real database and files that exist in memory only. */
import { type PartnerId, secret, type Timers } from '@sampan/primitives';
import { type HashCost, hashSecret, systemTimers } from '@sampan/primitives/node';
import {
  type FileShelf,
  type HostKey,
  type OpenFile,
  type SftpLimits,
  SftpServer,
} from '@sampan/sftp-server';
import type { Reader } from '#database';
import { changeSftpUser, hostKeys, LogIn, type SftpChange, sharedFolder } from '#sftp';
import { makeSystemKeys, type TestWorld, testSecrets, testWorld, time } from '#test-kit';

export interface SftpWorld extends TestWorld {
  readonly server: SftpServer<PartnerId>;
  readonly port: number;
  readonly shelf: MemoryShelf;
  readonly hostKeys: readonly HostKey[];
  readonly logIn: LogIn;
  readonly reader: Reader;
  /** What the server has told its operator. */
  readonly failures: unknown[];
  /** A partner that logs in with the password `secret`, unless told otherwise. */
  user(
    change?: SftpChange & { readonly plain?: string; readonly cost?: HashCost },
  ): Promise<PartnerId>;
  change(partnerId: PartnerId, change: SftpChange): Promise<void>;
  /** One more server over the same database and files. */
  another(limits?: Partial<SftpLimits>): Promise<{ server: SftpServer<PartnerId>; port: number }>;
}

export interface SftpWorldOptions {
  readonly limits?: Partial<SftpLimits>;
  readonly timers?: Timers;
  readonly sandbox?: boolean;
  readonly legacy?: boolean;
}

/** For a password that need not be hard to guess. */
const quick = { N: 16, r: 8, p: 1 };

/** When every file was made. */
export const madeAt = time('2026-11-22 09:30');

export async function sftpWorld(options: SftpWorldOptions = {}): Promise<SftpWorld> {
  const { limits = {}, timers = systemTimers, sandbox = true, legacy = false } = options;
  const world = await testWorld();
  const { clock, reader } = world.platform;
  const failures: unknown[] = [];
  const shelf = new MemoryShelf();
  await makeSystemKeys(world.ownerUrl, world.machine.now());
  const keys = await hostKeys(world.connection, testSecrets);
  const logIn = new LogIn({ reader, timers, openToAll: sandbox, legacy });
  const servers: SftpServer<PartnerId>[] = [];
  const another = async (its: Partial<SftpLimits> = limits) => {
    const server = new SftpServer({
      hostKeys: keys,
      logIn,
      shelf,
      folder: sharedFolder,
      clock,
      timers,
      limits: its,
      legacy,
      onFailure: (error) => failures.push(error),
    });
    servers.push(server);
    return { server, port: await server.listen('127.0.0.1', 0) };
  };
  const change = async (partnerId: PartnerId, its: SftpChange) => {
    await changeSftpUser(world.connection, partnerId, its, world.machine.now());
  };
  return {
    ...world,
    ...(await another()),
    shelf,
    hostKeys: keys,
    logIn,
    reader,
    failures,
    another,
    change,
    async user({ plain = 'secret', cost = quick, ...given } = {}) {
      const partnerId = await world.partner();
      const password = await hashSecret(secret(plain), world.random, cost);
      await change(partnerId, { password, ...given });
      return partnerId;
    },
    async close() {
      await Promise.all(servers.map((server) => server.stop()));
      await world.close();
    },
  };
}

interface MemoryFile {
  readonly size: number;
  readonly at: (offset: number, length: number) => Buffer;
}

/** Files of any size, whose bytes may be computed; counts what is asked of it. */
export class MemoryShelf implements FileShelf<PartnerId> {
  /** How many files are open. */
  held = 0;
  lists = 0;
  reads = 0;
  /** Thrown by every call, as by a database that is gone. */
  failure: Error | undefined;
  readonly #files = new Map<string, Map<string, MemoryFile>>();

  put(partnerId: PartnerId, name: string, text: string): void {
    const bytes = Buffer.from(text);
    const at = (offset: number, length: number) => bytes.subarray(offset, offset + length);
    this.#of(partnerId).set(name, { size: bytes.length, at });
  }

  /** A file of which every byte tells its place. */
  putLarge(partnerId: PartnerId, name: string, size: number): void {
    this.#of(partnerId).set(name, { size, at: pattern });
  }

  remove(partnerId: PartnerId, name: string): void {
    this.#of(partnerId).delete(name);
  }

  async list(partnerId: PartnerId) {
    this.lists += 1;
    if (this.failure) throw this.failure;
    return [...this.#of(partnerId)].map(([name, { size }]) => ({ name, size, madeAt }));
  }

  async open(partnerId: PartnerId, name: string): Promise<OpenFile | undefined> {
    if (this.failure) throw this.failure;
    const file = this.#of(partnerId).get(name);
    if (!file) return undefined;
    this.held += 1;
    return {
      size: file.size,
      read: async (offset, length) => {
        this.reads += 1;
        if (this.failure) throw this.failure;
        return file.at(offset, length);
      },
      close: async () => {
        this.held -= 1;
      },
    };
  }

  #of(partnerId: PartnerId): Map<string, MemoryFile> {
    const files = this.#files.get(partnerId) ?? new Map<string, MemoryFile>();
    this.#files.set(partnerId, files);
    return files;
  }
}

/** The bytes of a large file: byte n is n modulo 251. */
export function pattern(offset: number, length: number): Buffer {
  const first = offset % 251;
  return onePattern.subarray(first, first + length);
}

const onePattern = Buffer.from(
  Uint8Array.from({ length: 251 + 256 * 1_024 }, (_, index) => index % 251),
);
