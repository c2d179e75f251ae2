import { ok, problem, type Result } from '@sampan/primitives';
import { type Charset, decodeBytes } from '../charset.ts';
import type { FileProblem } from './file-reader.ts';

/** Consecutive whole lines of a file, with their line ends. */
export interface LineBlock {
  /** Line number of the first, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A line of a money file has a few hundred bytes; a longer one is another kind of file. */
const lineBytesMax = 1_048_576;
const lineFeed = 0x0a;

/**
 * A file's text in blocks of whole lines, as its bytes arrive. Ends with a problem at bytes outside
 * the charset, so that nothing is guessed.
 */
export async function* lineBlocks(
  source: AsyncIterable<Uint8Array>,
  charset: Charset,
): AsyncGenerator<Result<LineBlock, FileProblem>> {
  let line = 1;
  let rest: Uint8Array = new Uint8Array();
  for await (const bytes of source) {
    const all = rest.length === 0 ? bytes : joined(rest, bytes);
    // Neither UTF-8 nor GBK has this byte inside a longer character.
    const end = all.lastIndexOf(lineFeed) + 1;
    rest = all.subarray(end);
    if (rest.length > lineBytesMax) {
      yield problem({ line, reason: `longer than ${lineBytesMax} bytes, so this is no text file` });
      return;
    }
    if (end === 0) continue;
    const block = decodeBlock(all.subarray(0, end), line, charset);
    yield block;
    if (!block.ok) return;
    line += countLines(all, end);
  }
  if (rest.length > 0) yield decodeBlock(rest, line, charset);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function decodeBlock(
  bytes: Uint8Array,
  line: number,
  charset: Charset,
): Result<LineBlock, FileProblem> {
  const text = decodeBytes(bytes, charset);
  if (text !== undefined) return ok({ line, text });
  return problem({ line: line + badLine(bytes, charset), reason: `not ${charset}` });
}

/** Number of lines before the first malformed one. */
function badLine(bytes: Uint8Array, charset: Charset): number {
  let before = 0;
  for (let start = 0; start < bytes.length; before++) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found < 0 ? bytes.length : found;
    if (decodeBytes(bytes.subarray(start, end), charset) === undefined) return before;
    start = end + 1;
  }
  return before;
}

function countLines(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0 && at < end; ) {
    count += 1;
    at = bytes.indexOf(lineFeed, at + 1);
  }
  return count;
}
