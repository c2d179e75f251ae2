import type { FileOrder, FileSum, PartnerFile } from '#statement';

/** What the server says to the process that writes files. */
export type WriterTask = Opening | Question;

/** First of all: over which database, into which folder. */
interface Opening {
  readonly word: 'open';
  readonly url: string;
  readonly folder: string;
}

interface Question {
  readonly word: 'write' | 'sum';
  readonly id: number;
  readonly order: FileOrder;
  readonly known?: PartnerFile;
}

/** What that process says to the server. */
export type WriterWord =
  | { readonly word: 'ready' }
  | { readonly word: 'done'; readonly id: number; readonly sum: FileSum }
  | { readonly word: 'failed'; readonly id: number; readonly failure: ToldFailure };

/** What crosses between processes of an error. */
export interface ToldFailure {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
}
