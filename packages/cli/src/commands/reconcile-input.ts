import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { UsageError } from '../command.ts';

/** Opened only when it is its turn. */
export async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const piece of createReadStream(path)) {
    const bytes: Uint8Array = piece;
    yield bytes;
  }
}

export async function mustBeReadable(path: string, name: string): Promise<void> {
  const unusable = (cause?: unknown) =>
    new UsageError(`${name}: ${path} cannot be read`, { cause });
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw unusable(cause);
  });
  // A pipe can be read like a file; a folder cannot.
  if ((await stat(path)).isDirectory()) throw unusable();
}

export const countedRows = (count: number): string => `${count} ${count === 1 ? 'row' : 'rows'}`;
