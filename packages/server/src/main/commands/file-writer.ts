/** Writes files for the server that has started it, until that says no more or is gone. */
import { once } from 'node:events';
import { setPriority } from 'node:os';
import { UsageError } from '@sampan/cli';
import { createFileWriter, FileFolder, type FileWriter } from '#statement';
import type { ToldFailure, WriterTask, WriterWord } from '../file-writer-words.ts';

/** Payments come first, also where processors are few. */
const niceness = 10;

export async function run(): Promise<undefined> {
  if (!process.send) throw new UsageError('Only the server starts this');
  // A terminal sends Ctrl-C to every process; here the server decides when it is time.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const)
    process.on(signal, () => undefined);
  setPriority(niceness);
  const gone = once(process, 'disconnect');
  let writer: FileWriter | undefined;
  process.on('message', (task: WriterTask) => {
    if (task.word === 'open') {
      const connection = { url: task.url, name: 'sampan files' };
      writer = createFileWriter({ connection, folder: new FileFolder(task.folder) });
    } else if (writer) void answer(writer, task);
  });
  say({ word: 'ready' });
  await gone;
  // Nobody waits for what is under way; it is begun again by whoever does.
  process.exit(0);
}

async function answer(
  writer: FileWriter,
  { word, id, order, known }: Extract<WriterTask, { readonly id: number }>,
): Promise<void> {
  try {
    const sum = await (word === 'write' ? writer.write(order, known) : writer.sum(order));
    say({ word: 'done', id, sum });
  } catch (error) {
    say({ word: 'failed', id, failure: told(error) });
  }
}

function told(error: unknown): ToldFailure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const { name, message, code } = error as NodeJS.ErrnoException;
  return { name, message, ...(code !== undefined && { code }) };
}

function say(word: WriterWord): void {
  if (process.connected) process.send?.(word, undefined, undefined, () => undefined);
}
