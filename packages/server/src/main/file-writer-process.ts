/**
 * Writes partners' files in a process of its own: a file of a million rows takes neither time nor
 * memory from those who pay meanwhile. The process begins with the first file and ends when there
 * has been none for a while.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { required, seconds, settlesWithin, type Timers } from '@sampan/primitives';
import { FileDiffers, type FileSum, type FileWriter, RowsNotAsBooked } from '#statement';
import type { ToldFailure, WriterTask, WriterWord } from './file-writer-words.ts';

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

/** The command that it runs; see `file-commands.ts`. */
const command = 'file-writer';

const idleMax = seconds(10);
const endMax = seconds(2);

type Asked = Extract<WriterTask, { readonly id: number }>;

export function writerProcess(options: WriterProcessOptions): WriterProcess {
  let running: Running | undefined;
  let asked = 0;

  async function ask(question: Omit<Asked, 'id'>): Promise<FileSum> {
    asked += 1;
    if (!running?.lives()) running = start(options);
    try {
      return await running.ask({ ...question, id: asked });
    } finally {
      void endWhenIdle();
    }
  }

  async function endWhenIdle(): Promise<void> {
    const [then, before] = [running, asked];
    await options.timers.sleep(idleMax);
    if (running === then && asked === before && running?.isIdle()) await close();
  }

  async function close(): Promise<void> {
    const closing = running;
    running = undefined;
    await closing?.end();
  }

  return {
    write: (order, known) => ask({ word: 'write', order, ...(known && { known }) }),
    sum: (order) => ask({ word: 'sum', order }),
    close,
  };
}

interface Running {
  ask(question: Asked): Promise<FileSum>;
  isIdle(): boolean;
  lives(): boolean;
  end(): Promise<void>;
}

function start({ url, folder, timers }: WriterProcessOptions): Running {
  const child = fork(launcher, [command], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, PromiseWithResolvers<FileSum>>();
  const ended = new Promise<void>((resolve) => {
    const end = (cause?: Error): void => {
      const error = new Error('The process that writes files has ended', { cause });
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
      resolve();
    };
    child.once('error', end).once('exit', () => end());
  });
  // Whoever speaks can hear; what is said before might be lost.
  const hears = withResolvers<void>();
  child.on('message', (word: WriterWord) => {
    if (word.word === 'ready') {
      say(child, { word: 'open', url, folder });
      return hears.resolve();
    }
    const { resolve, reject } = required(waiting.get(word.id), 'what is answered was asked');
    waiting.delete(word.id);
    if (word.word === 'done') resolve(word.sum);
    else reject(errorOf(word.failure));
  });
  return {
    ask(question) {
      const answer = withResolvers<FileSum>();
      waiting.set(question.id, answer);
      void hears.promise.then(() => say(child, question));
      return answer.promise;
    },
    isIdle: () => waiting.size === 0,
    lives: () => child.connected,
    async end() {
      if (child.connected) child.disconnect();
      // It ends by itself when it is alone; one that is frozen does not.
      if (!(await settlesWithin(endMax, ended, timers))) child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Whoever cannot hear any more answers by its end. */
function say(child: ChildProcess, task: WriterTask): void {
  child.send(task, () => undefined);
}

interface PromiseWithResolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<Value>(): PromiseWithResolvers<Value> {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    [resolve, reject] = [yes, no];
  });
  return { promise, resolve, reject };
}

function errorOf({ name, message, code }: ToldFailure): Error {
  if (name === 'FileDiffers') return new FileDiffers(message);
  if (name === 'RowsNotAsBooked') return new RowsNotAsBooked(message);
  return Object.assign(new Error(message), code !== undefined && { code });
}
