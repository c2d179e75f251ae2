import type { Timers } from '@sampan/primitives';
import type { FileShelf, SharedFile } from './shelf.ts';

/** How long a list of files may be used before it is read again. */
const freshMs = 1_000;

/**
 * The files of one user. A client that fetches a folder asks for every file by itself; they are
 * read once a second, not once for each.
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

  /** As they are at this moment: whoever opens the folder wants to see what is new. */
  async listNow(): Promise<readonly SharedFile[]> {
    this.#files = await this.#shelf.list(this.#user);
    this.#readAtMs = this.#timers.monotonicMs();
    return this.#files;
  }

  /** A name that is not known is looked for once more: the file may have just been made. */
  async find(name: string): Promise<SharedFile | undefined> {
    const named = (files: readonly SharedFile[]) => files.find((file) => file.name === name);
    return named(await this.list()) ?? named(await this.listNow());
  }
}
