/**
 * The folder of files on this host, with one folder per partner. A file appears complete: it is
 * written under a temporary name, synced, and renamed.
 */
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPartnerId, minutes, type PartnerId } from '@sampan/primitives';
import { syncFolder } from '@sampan/primitives/node';

/** A file being written. Ends with either `keep` or `discard`. */
export interface Draft {
  /** Resolves when more may be written. */
  write(bytes: Buffer): Promise<void>;
  /** Publishes the file: synced and renamed, so it appears complete or not at all. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** Write size. */
const blockSize = 256 * 1_024;

/** Active writers touch their drafts far more often. */
const idleMax = minutes(10);

/** Paths that this process is writing. */
const drafts = new Set<string>();
let draftsMade = 0;

export class FileFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Opens the file for reading; undefined when it does not exist. */
  async open(partnerId: PartnerId, name: string): Promise<FileHandle | undefined> {
    return open(join(this.#root, partnerId, name), 'r').catch(unlessItIsMissing);
  }

  /** Starts a file; must not disturb another process that writes the same one. */
  async draft(partnerId: PartnerId, name: string): Promise<Draft> {
    const folder = await this.#partnerFolder(partnerId);
    const path = join(folder, `.${name}.${process.pid}-${++draftsMade}.part`);
    drafts.add(path);
    const handle = await open(path, 'wx', 0o600);
    const draft = writing(handle, path, join(folder, name));
    try {
      await removeLeftovers(folder, (await handle.stat()).mtimeMs);
      return draft;
    } catch (error) {
      await draft.discard();
      throw error;
    }
  }

  /** Partners with a folder here. */
  async partners(): Promise<readonly PartnerId[]> {
    const names = await readdir(this.#root).catch(unlessItIsMissing);
    return (names ?? []).filter(isPartnerId).sort();
  }

  /** The names in a partner's folder, including drafts. */
  async names(partnerId: PartnerId): Promise<readonly string[]> {
    return (await readdir(join(this.#root, partnerId)).catch(unlessItIsMissing)) ?? [];
  }

  /** Deletes a file; open readers can continue. */
  async remove(partnerId: PartnerId, name: string): Promise<void> {
    await rm(join(this.#root, partnerId, name), { force: true });
  }

  async #partnerFolder(partnerId: PartnerId): Promise<string> {
    const folder = join(this.#root, partnerId);
    const made = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined) {
      for (const parent of [this.#root, dirname(this.#root)]) await syncFolder(parent);
    }
    return folder;
  }
}

function writing(handle: FileHandle, path: string, target: string): Draft {
  let block: Buffer[] = [];
  let waiting = 0;
  const flush = async (): Promise<void> => {
    const full = Buffer.concat(block);
    block = [];
    waiting = 0;
    await writeWhole(handle, full);
  };
  return {
    async write(bytes) {
      block.push(bytes);
      waiting += bytes.length;
      if (waiting >= blockSize) await flush();
    },
    async keep() {
      await flush();
      await handle.sync();
      await handle.close();
      await rename(path, target);
      await syncFolder(dirname(target));
      drafts.delete(path);
    },
    async discard() {
      await handle.close();
      await rm(path, { force: true });
      drafts.delete(path);
    },
  };
}

/** Deletes drafts of dead processes, and drafts that have been idle for long. */
async function removeLeftovers(folder: string, nowMs: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, writer] = /^\..+\.([0-9]+)-[0-9]+\.part$/.exec(name) ?? [];
    const path = join(folder, name);
    if (writer === undefined || drafts.has(path)) continue;
    const found = await stat(path).catch(unlessItIsMissing);
    if (!found || (lives(Number(writer)) && nowMs - found.mtimeMs < idleMax)) continue;
    await rm(path, { force: true });
  }
}

/** Our own process id on a draft that is not ours: it is from an earlier run in a container. */
function lives(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The system may write less than requested. */
async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

function unlessItIsMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
