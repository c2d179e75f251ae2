/** Writes files for the server that started this process, until the channel closes. */
import { setPriority } from 'node:os';
import { type Input, UsageError } from '@sampan/cli';
import { required } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { lineToParent, openChildEnd } from '#channel';
import { createFileWriter, FileFolder, type FileWriter } from '#statement';
import { processorTime } from './processors.system.ts';
import { writerKinds } from './writer-kinds.ts';
import { yieldingToOthers } from './yield-to-others.ts';

/** Payments come first, also where processors are few. */
const niceness = 10;

export async function writeFiles({ stderr }: Pick<Input, 'stderr'>): Promise<undefined> {
  const line = lineToParent();
  if (!line) throw new UsageError('Only the server starts this');
  // A terminal sends Ctrl-C to every process; here the server decides when it is time.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const)
    process.on(signal, () => undefined);
  setPriority(niceness);
  let opened: FileWriter | undefined;
  const writer = () => required(opened, 'the server names database and folder first');
  const channel = openChildEnd(line, writerKinds, {
    open({ url, folder }) {
      const connection = { url, name: 'sampan files' };
      const giveWay = yieldingToOthers({ timers: systemTimers, processorTime });
      opened = createFileWriter({ connection, folder: new FileFolder(folder), giveWay });
      return undefined;
    },
    write: ({ order, known }) => writer().write(order, known),
    sum: ({ order }) => writer().sum(order),
  });
  const problem = await channel.closed;
  if (problem) stderr.write(`sampan file-writer: ${problem.message}\n`);
  // A file under way is broken off; the server makes it again.
  process.exit(problem ? 1 : 0);
}
