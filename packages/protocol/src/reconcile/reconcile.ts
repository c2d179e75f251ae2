import { ok, problem, type Result } from '@sampan/primitives';
import type { Charset } from '../charset.ts';
import { type FileFacts, fileEntries } from '../files/index.ts';
import { comparison, type Outcome } from './compare.ts';
import { type OwnBookProblem, type OwnColumnNames, readOwnBook } from './own-book.ts';

/** Result of a reconciliation. */
export interface Reconciliation extends Outcome {
  readonly file: FileFacts;
}

/** Which of the two could not be read, where, and why. */
export interface ReconcileProblem extends OwnBookProblem {
  readonly in: 'file' | 'own-book';
}

/**
 * Compares a partner's own book, CSV as in `readOwnBook`, with a transaction or settlement file of
 * any generation. Both are streamed; only the own book is held in memory. `names` are those of the book's
 * columns, when they are not the usual ones.
 */
export async function reconcile(
  file: AsyncIterable<Uint8Array>,
  own: AsyncIterable<Uint8Array>,
  charset: Charset,
  names?: OwnColumnNames,
): Promise<Result<Reconciliation, ReconcileProblem>> {
  const compared = comparison();
  const book = await readOwnBook(own, compared.own, names);
  if (!book.ok) return problem({ in: 'own-book', ...book.problem });
  const entries = fileEntries(file, charset);
  for (;;) {
    const { done, value } = await entries.next();
    if (!done) {
      for (const entry of value) compared.file(entry);
    } else if (value.ok) return ok({ ...compared.end(), file: value.value });
    else return problem({ in: 'file', ...value.problem });
  }
}
