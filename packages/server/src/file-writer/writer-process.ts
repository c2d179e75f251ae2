/**
 * Writes partners' files in a separate process, so that a file of a million rows takes neither time nor
 * memory from payments. The process starts with the first file and is ended after ten idle seconds.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { seconds, settlesWithin, type Timers } from '@sampan/primitives';
import { ChildFailure, LateAnswer, lineToChild, ParentEnd } from '#channel';
import { FileDiffers, type FileSum, type FileWriter, RowsNotAsBooked } from '#statement';
import { writerKinds } from './writer-kinds.ts';

export interface WriterProcess extends FileWriter {
  /** Ends the process; what it is writing is broken off. */
  close(): Promise<void>;
}

export interface WriterProcessOptions {
  readonly url: string;
  readonly folder: string;
  readonly timers: Timers;
}

/** Also the launcher of a clone that is not built yet. */
const launcher = fileURLToPath(new URL('../../bin/sampan.js', import.meta.url));

/** The command that it runs; the table of commands has it. */
const command = 'file-writer';

const idleMax = seconds(10);
const endMax = seconds(2);

export function writerProcess(options: WriterProcessOptions): WriterProcess {
  let running: Running | undefined;
  let asked = 0;

  async function ask(question: (channel: Channel) => Promise<FileSum>): Promise<FileSum> {
    asked += 1;
    if (!running?.channel.isOpen) running = start(options);
    const { channel, end } = running;
    try {
      return await question(channel);
    } catch (error) {
      // The process hangs; the next file gets another one.
      if (error instanceof LateAnswer) void end();
      throw error instanceof ChildFailure ? failureOf(error) : error;
    } finally {
      void endWhenIdle();
    }
  }

  async function endWhenIdle(): Promise<void> {
    const [then, before] = [running, asked];
    await options.timers.sleep(idleMax);
    if (running === then && asked === before && running?.channel.isIdle) await close();
  }

  async function close(): Promise<void> {
    const closing = running;
    running = undefined;
    await closing?.end();
  }

  return {
    write: (order, known) =>
      ask((channel) => channel.ask('write', { order, ...(known && { known }) })),
    sum: (order) => ask((channel) => channel.ask('sum', { order })),
    close,
  };
}

type Channel = ParentEnd<typeof writerKinds>;

interface Running {
  readonly channel: Channel;
  readonly end: () => Promise<void>;
}

function start({ url, folder, timers }: WriterProcessOptions): Running {
  const child = fork(launcher, [command], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve()).once('exit', () => resolve());
  });
  const channel = new ParentEnd({
    line: lineToChild(child),
    kinds: writerKinds,
    child: 'The process that writes files',
    timers,
  });
  channel.tell('open', { url, folder });
  return {
    channel,
    async end() {
      channel.close();
      // The process exits when its channel closes; a frozen one must be killed.
      if (!(await settlesWithin(endMax, ended, timers))) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The failures that file jobs tell apart. */
function failureOf(failure: ChildFailure): Error {
  if (failure.name === 'FileDiffers') return new FileDiffers(failure.message);
  if (failure.name === 'RowsNotAsBooked') return new RowsNotAsBooked(failure.message);
  return failure;
}
