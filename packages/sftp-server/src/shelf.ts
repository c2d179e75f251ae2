import type { Instant } from '@sampan/primitives';

/** A file as a client sees it. */
export interface SharedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly madeAt: Instant;
}

/** The files of each user. */
export interface FileShelf<User> {
  /** All files of one user, in the order in which they are shown. */
  list(user: User): Promise<readonly SharedFile[]>;
  /** Opens one of the user's files by name; undefined when it does not exist. */
  open(user: User, name: string): Promise<OpenFile | undefined>;
}

export interface OpenFile {
  /** In bytes; does not change while the file is open. */
  readonly size: number;
  /**
   * From 1 to `length` bytes starting at `offset`, which is before the end; fewer only at the end.
   */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}
