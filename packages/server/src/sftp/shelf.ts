import type { Instant, PartnerId } from '@sampan/primitives';

/** A file as a partner sees it. */
export interface SharedFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly madeAt: Instant;
}

/** The files of each partner; whoever makes them keeps them. */
export interface FileShelf {
  /** All files of one partner, in the order in which they are shown. */
  list(partnerId: PartnerId): Promise<readonly SharedFile[]>;
  /** Opens a file of that partner by its name; undefined when there is none. */
  open(partnerId: PartnerId, name: string): Promise<OpenFile | undefined>;
}

export interface OpenFile {
  /** In bytes; does not change while the file is open. */
  readonly size: number;
  /** From 1 to `length` bytes from `offset` on, which lies before the end; fewer only at the end. */
  read(offset: number, length: number): Promise<Buffer>;
  close(): Promise<void>;
}
