import { access, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '@sampan/primitives/node';
import { type Kept, readLines, writeLine } from './file-lines.ts';
import { lockFile } from './file-lock.ts';
import type { Store, StoreReader } from './store.ts';

export interface FileStore extends Store {
  /** Waits for running writes and closes the file. */
  close(): Promise<void>;
}

export interface FileStoreOptions {
  /** The file is rewritten when it has this many lines more than texts; 10,000 by default. */
  readonly staleLinesMax?: number;
  /** Of the texts that are settled, the newest are kept when it is rewritten; 100,000. */
  readonly settledMax?: number;
}

/**
 * A store in one file, for one process: each write appends a line and is synced to the disk before
 * it resolves; writes that wait meanwhile share one sync. A line that a crash tore is ignored. A
 * second process is refused; after a crash the file is free. A write that a full disk refused
 * rejects, and the next one may succeed; after a failed sync only opening the file anew helps.
 * ```ts
 * const partner = createPartner({ …, store: await fileStore('/var/lib/till/sales') });
 * ```
 */
export async function fileStore(path: string, options: FileStoreOptions = {}): Promise<FileStore> {
  const { staleLinesMax = 10_000, settledMax = 100_000 } = options;
  const unlock = await lockFile(path);
  const opened = await openLines(path).catch(async (error: unknown) => {
    await unlock();
    throw error;
  });
  const { texts } = opened;
  let { lines, length, file } = opened;
  let staleMax = staleLinesMax;
  let waiting: { readonly line: string; readonly done: (error?: Error) => void }[] = [];
  let working: Promise<void> | undefined;
  let broken: Error | undefined;

  /** Appends everything that waits, with one sync, until nothing waits any more. */
  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        if (broken) throw broken;
        await append(Buffer.from(batch.map(({ line }) => line).join('')));
        lines += batch.length;
        for (const { done } of batch) done();
        if (lines - texts.size > staleMax) await rewrite();
      } catch (error) {
        for (const { done } of batch) done(asError(error));
      }
    }
    working = undefined;
  }

  async function append(bytes: Buffer): Promise<void> {
    try {
      await file.appendFile(bytes);
    } catch (error) {
      // Of a full disk: what fitted must not be the beginning of the next line.
      await unlessBroken(file.truncate(length).then(() => file.datasync()));
      throw error;
    }
    await unlessBroken(file.datasync());
    length += bytes.length;
  }

  /** After such a failure it is not known what the file ends with; only opening it anew tells. */
  async function unlessBroken<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } catch (error) {
      broken = asError(error);
      throw broken;
    }
  }

  /**
   * Writes what is known into a new file and puts it in the old one's place. Without room for it the
   * old one goes on, and this is tried again later.
   */
  async function rewrite(): Promise<void> {
    const forgotten = oldest(texts, settledMax);
    const kept = [...texts].filter(([key]) => !forgotten.has(key));
    const written = Buffer.from(kept.map(([key, each]) => writeLine(key, each)).join(''));
    try {
      await writeDraft(written);
      await rename(`${path}.new`, path);
    } catch (error) {
      staleMax += staleLinesMax;
      process.emitWarning(`${path} cannot be rewritten: ${asError(error).message}`);
      return;
    }
    const before = file;
    file = await unlessBroken(syncFolder(dirname(path)).then(() => open(path, 'a')));
    await before.close();
    for (const key of forgotten) texts.delete(key);
    length = written.length;
    lines = texts.size;
    staleMax = staleLinesMax;
  }

  async function writeDraft(bytes: Buffer): Promise<void> {
    const draft = await open(`${path}.new`, 'w', 0o600);
    try {
      await draft.writeFile(bytes);
      await draft.sync();
    } finally {
      await draft.close();
    }
  }

  return {
    ...readerOf(texts),
    openKeys: async () => [...texts].filter(([, { isOpen }]) => isOpen).map(([key]) => key),
    write: (key, text, isOpen) =>
      new Promise((resolve, reject) => {
        const kept: Kept = { text, isOpen };
        const done = (error?: Error): void => {
          if (error) {
            reject(error);
            return;
          }
          // The newest comes last, so that the oldest are forgotten first.
          texts.delete(key);
          texts.set(key, kept);
          resolve();
        };
        waiting.push({ line: writeLine(key, kept), done });
        working ??= work();
      }),
    async close() {
      await working;
      await file.close();
      await unlock();
    },
  };
}

/**
 * The texts that a file store had when it was read, for a program beside the one that writes it.
 * Throws when there is no such file.
 */
export async function readFileStore(path: string): Promise<StoreReader> {
  await access(path);
  const { texts } = await readLines(path);
  return readerOf(texts);
}

const readerOf = (texts: ReadonlyMap<string, Kept>): StoreReader => ({
  read: async (key) => texts.get(key)?.text,
  async *entries(prefix) {
    for (const [key, { text }] of texts) if (key.startsWith(prefix)) yield [key, text];
  },
});

async function openLines(path: string) {
  const { texts, lines, length } = await readLines(path);
  const file = await open(path, 'a', 0o600);
  // What a crash tore must not become the beginning of the next line.
  await file.truncate(length);
  await syncFolder(dirname(path));
  return { texts, lines, length, file };
}

/** The keys of the oldest settled texts, beyond the newest `settledMax`. */
function oldest(texts: ReadonlyMap<string, Kept>, settledMax: number): ReadonlySet<string> {
  const settled = [...texts].flatMap(([key, { isOpen }]) => (isOpen ? [] : [key]));
  return new Set(settled.slice(0, Math.max(0, settled.length - settledMax)));
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error));
