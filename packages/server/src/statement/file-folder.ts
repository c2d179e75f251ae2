/**
 * The folder in which files lie on this host, one folder for each partner. A file comes into being
 * whole: it is written under another name, synced, and given its own.
 */
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPartnerId, minutes, type PartnerId } from '@sampan/primitives';
import { syncFolder } from '@sampan/primitives/node';

/** A file that is being written. Ends with either `keep` or `discard`. */
export interface Draft {
  /** Answers when more may be written. */
  write(bytes: Buffer): Promise<void>;
  /** Makes it the file: durable, and there as a whole or not at all. */
  keep(): Promise<void>;
  discard(): Promise<void>;
}

/** As much is written at once. */
const blockSize = 256 * 1_024;

/** Who writes touches its draft far more often. */
const idleMax = minutes(10);

/** Paths of what this process is writing. */
const drafts = new Set<string>();
let draftsMade = 0;

export class FileFolder {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  /** Opens the file for reading; undefined when it is not there. */
  async open(partnerId: PartnerId, name: string): Promise<FileHandle | undefined> {
    return open(join(this.#root, partnerId, name), 'r').catch(unlessItIsMissing);
  }

  /** Begins a file, which must not hinder another process that makes the same at this time. */
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

  /** Partners that have a folder here. */
  async partners(): Promise<readonly PartnerId[]> {
    const names = await readdir(this.#root).catch(unlessItIsMissing);
    return (names ?? []).filter(isPartnerId).sort();
  }

  /** The names in a partner's folder, drafts included. */
  async names(partnerId: PartnerId): Promise<readonly string[]> {
    return (await readdir(join(this.#root, partnerId)).catch(unlessItIsMissing)) ?? [];
  }

  /** Removes a file; who has it open reads on. */
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

/** Removes the drafts of processes that died, and any that has not been written to for long. */
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

/** A number of our own that is not one of our drafts is of an earlier life in a container. */
function lives(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** The system may take less at a time than it is given. */
async function writeWhole(handle: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    written += (await handle.write(bytes, written)).bytesWritten;
  }
}

function unlessItIsMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
