import { createHash } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { assert, type Instant, type PartnerId } from '@sampan/primitives';
import type { Reader } from '#database';
import type { FileFolder } from './file-folder.ts';
import { type FileFilter, readFile, readFiles } from './file-registry.postgres.ts';
import type { FileMaker } from './make-file.ts';
import type { FileSum, PartnerFile } from './partner-file.ts';

/** An open file; it does not change until it is closed. */
export interface OpenFile {
  /** Bytes. */
  readonly size: number;
  readonly madeAt: Instant;
  /** At most `length` bytes from `offset` on; empty at the end of the file. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}

export interface ShelfOptions {
  readonly reader: Reader;
  readonly folder: Pick<FileFolder, 'open'>;
  readonly maker: Pick<FileMaker, 'makeAgain'>;
}

/**
 * The files that partners may fetch. A partner sees only files registered as its own: names are
 * looked up, never joined to a path. Lost or damaged files are created again.
 */
export class Shelf {
  readonly #options: ShelfOptions;
  readonly #making = new Map<string, Promise<void>>();
  /** File states on disk when their checksum was verified. */
  readonly #seen = new Map<string, string>();

  constructor(options: ShelfOptions) {
    this.#options = options;
  }

  /** The partner's files, newest first. */
  async list(partnerId: PartnerId): Promise<readonly PartnerFile[]> {
    return this.find({ partnerId });
  }

  /** Files of any partner, newest first. */
  async find(filter: FileFilter): Promise<readonly PartnerFile[]> {
    const { result } = await this.#options.reader.read((connection) =>
      readFiles(connection, filter),
    );
    return result;
  }

  /** Opens the partner's file with that name; undefined when there is none. */
  async open(partnerId: PartnerId, name: string): Promise<OpenFile | undefined> {
    const { result: file } = await this.#options.reader.read((connection) =>
      readFile(connection, partnerId, name),
    );
    if (!file) return undefined;
    const handle = (await this.#openWhole(file)) ?? (await this.#openMadeAgain(file));
    return {
      size: file.size,
      madeAt: file.madeAt,
      read: (offset, length) => readFully(handle, offset, Math.min(length, file.size - offset)),
      close: () => handle.close(),
    };
  }

  async #openMadeAgain(file: PartnerFile): Promise<FileHandle> {
    // Concurrent requests share one creation.
    let making = this.#making.get(file.name);
    if (!making) {
      making = this.#options.maker.makeAgain(file).finally(() => this.#making.delete(file.name));
      this.#making.set(file.name, making);
    }
    await making;
    const handle = await this.#openWhole(file);
    assert(handle, `${file.name} is on the disk as it was just made`);
    return handle;
  }

  /** Opens the file if it is on disk as registered. */
  async #openWhole(file: PartnerFile): Promise<FileHandle | undefined> {
    const handle = await this.#options.folder.open(file.partnerId, file.name);
    if (!handle) return undefined;
    try {
      if (await this.#isWhole(handle, file)) return handle;
    } catch (error) {
      await handle.close();
      throw error;
    }
    await handle.close();
    return undefined;
  }

  /** A large file's checksum is verified once, until the file changes. */
  async #isWhole(handle: FileHandle, { name, size, sha256 }: PartnerFile): Promise<boolean> {
    const stats = await handle.stat({ bigint: true });
    if (stats.size !== BigInt(size)) return false;
    const looks = looksOf(stats);
    if (this.#seen.get(name) === looks) return true;
    if ((await checksum(handle, size)) !== sha256) return false;
    this.#seen.set(name, looks);
    return true;
  }
}

const looksOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(':');

const blockSize = 1_024 * 1_024;

async function checksum(handle: FileHandle, size: number): Promise<FileSum['sha256']> {
  const hash = createHash('sha256');
  for (let offset = 0; offset < size; offset += blockSize) {
    hash.update(await readFully(handle, offset, Math.min(blockSize, size - offset)));
  }
  return hash.digest('hex');
}

/** The system may read less than requested. */
async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(0, length));
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
