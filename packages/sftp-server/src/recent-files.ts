import type { Timers } from '@sampan/primitives';
import type { FileShelf, SharedFile } from './shelf.ts';

/** How long a file list may be reused. */
const freshMs = 1_000;

/**
 * One user's files, cached for a second. A client that fetches a folder asks for every file
 * separately; without the cache each would read the list again.
 */
export class RecentFiles<User> {
  readonly #shelf: FileShelf<User>;
  readonly #user: User;
  readonly #timers: Timers;
  #files: readonly SharedFile[] = [];
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(shelf: FileShelf<User>, user: User, timers: Timers) {
    this.#shelf = shelf;
    this.#user = user;
    this.#timers = timers;
  }

  async list(): Promise<readonly SharedFile[]> {
    if (this.#timers.monotonicMs() - this.#readAtMs < freshMs) return this.#files;
    return this.listNow();
  }

  /** The current files: a client that opens the folder expects the newest. */
  async listNow(): Promise<readonly SharedFile[]> {
    this.#files = await this.#shelf.list(this.#user);
    this.#readAtMs = this.#timers.monotonicMs();
    return this.#files;
  }

  /** On an unknown name the list is read again; the file may be new. */
  async find(name: string): Promise<SharedFile | undefined> {
    const named = (files: readonly SharedFile[]) => files.find((file) => file.name === name);
    return named(await this.list()) ?? named(await this.listNow());
  }
}
