import { readFile } from 'node:fs/promises';

/** A text and whether it must be settled. */
export interface Kept {
  readonly text: string;
  readonly isOpen: boolean;
}

/** `[key, text, 1]` as JSON, and a line end; the last part is 0 for a settled text. */
export const writeLine = (key: string, { text, isOpen }: Kept): string =>
  `${JSON.stringify([key, text, isOpen ? 1 : 0])}\n`;

export interface FoundLines {
  /** The last text of each key, the newest last. */
  readonly texts: Map<string, Kept>;
  readonly lines: number;
  /** The length of the whole lines, in bytes. */
  readonly length: number;
}

/**
 * Reads the lines of a store. The last one may be torn by a crash and is left out: its write had
 * not resolved. A damaged line before it was durable once, so the file is refused.
 */
export async function readLines(path: string): Promise<FoundLines> {
  const bytes = await readFile(path).catch(unlessMissing);
  const texts = new Map<string, Kept>();
  let lines = 0;
  let length = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, length)) {
    const line = parseLine(bytes.toString('utf8', length, end));
    if (!line) {
      // A torn batch may have line ends in it, but nothing whole follows.
      if (hasWholeLine(bytes.toString('utf8', end + 1))) {
        throw new Error(`${path}: line ${lines + 1} is damaged`);
      }
      break;
    }
    const [key, kept] = line;
    texts.delete(key);
    texts.set(key, kept);
    lines += 1;
    length = end + 1;
  }
  return { texts, lines, length };
}

function parseLine(line: string): readonly [key: string, kept: Kept] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [key, text, open]: readonly unknown[] = parts;
  if (typeof key !== 'string' || typeof text !== 'string') return undefined;
  return [key, { text, isOpen: open === 1 }];
}

const hasWholeLine = (rest: string): boolean =>
  rest
    .split('\n')
    .slice(0, -1)
    .some((line) => parseLine(line) !== undefined);

function unlessMissing(error: NodeJS.ErrnoException): Buffer {
  if (error.code !== 'ENOENT') throw error;
  return Buffer.alloc(0);
}
