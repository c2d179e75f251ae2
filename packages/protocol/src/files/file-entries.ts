import { ok, problem, type Result } from '@sampan/primitives';
import type { Charset } from '../charset.ts';
import type { FileKind } from './file-names.ts';
import type { FileProblem } from './file-reader.ts';
import { lineBlocks } from './line-blocks.ts';
import type { FileRecord } from './rows.ts';
import { type SettlementSummary, settlementReader } from './settlement-file.ts';
import { type TransactionHeader, transactionReader } from './transaction-file.ts';

/** A record of a file, and its line. */
export interface FileEntry {
  readonly line: number;
  readonly from: FileKind;
  readonly record: FileRecord;
}

/** Summary of a file. */
export interface FileFacts {
  readonly kind: FileKind;
  readonly rows: number;
  /** Only in a transaction file. */
  readonly header: TransactionHeader | undefined;
}

/**
 * Streams a transaction or settlement file of any generation in constant memory, block by block. The
 * first line tells which one it is. Ends with what is known of the whole file, or with the first
 * line that cannot be read. Only the end confirms that a file is complete.
 */
export async function* fileEntries(
  source: AsyncIterable<Uint8Array>,
  charset: Charset,
): AsyncGenerator<readonly FileEntry[], Result<FileFacts, FileProblem>> {
  let reading: Reading | undefined;
  let rows = 0;
  for await (const block of lineBlocks(source, charset)) {
    if (!block.ok) return block;
    const { text, line: first } = block.value;
    const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
    reading ??= readingOf(lines[0] ?? '');
    if (!reading) return problem({ line: 1, reason: neither });
    const entries: FileEntry[] = [];
    for (const [index, line] of lines.entries()) {
      const read = reading.reader.line(line);
      if (!read.ok) {
        yield entries;
        return read;
      }
      if (read.value) entries.push({ line: first + index, from: reading.kind, record: read.value });
    }
    rows += entries.length;
    yield entries;
  }
  if (!reading) return problem({ line: 1, reason: 'the file is empty' });
  const end = reading.reader.end();
  if (!end.ok) return end;
  return ok({ kind: reading.kind, rows, header: headerIn(end.value) });
}

const headerIn = (said: TransactionHeader | SettlementSummary): TransactionHeader | undefined =>
  'day' in said ? said : undefined;

type Reading =
  | { readonly kind: 'transaction'; readonly reader: ReturnType<typeof transactionReader> }
  | { readonly kind: 'settlement'; readonly reader: ReturnType<typeof settlementReader> };

const neither = 'neither a transaction file, which begins with "Partner:", nor a settlement file';

function readingOf(line: string): Reading | undefined {
  if (/^\ufeff?Partner:/.test(line) || line.includes('Transaction_amount')) {
    return { kind: 'transaction', reader: transactionReader() };
  }
  return line.includes('|') ? { kind: 'settlement', reader: settlementReader() } : undefined;
}
