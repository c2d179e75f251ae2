import type { Figures } from '#platform';
import type { PublicSettings } from './public-server.ts';

/** What the first process and its workers say to each other. */
export type WorkerWord =
  | { readonly word: 'ready' }
  | { readonly word: 'serve'; readonly settings: PublicSettings }
  | { readonly word: 'listening' }
  | { readonly word: 'failed'; readonly message: string; readonly portTaken: boolean }
  /** Asks for the worker's figures, and gives them. */
  | { readonly word: 'measure' }
  | { readonly word: 'measured'; readonly figures: Figures }
  | { readonly word: 'stop' };

export const isWord = (message: unknown): message is WorkerWord =>
  typeof message === 'object' && message !== null && 'word' in message;
