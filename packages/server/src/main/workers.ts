/**
 * Several processes that serve one public port: the side of the first process, which starts them,
 * starts another for each that dies, and tells them when to stop.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { milliseconds, seconds, systemTimers } from '@sampan/primitives';
import type { PublicSettings } from './public-server.ts';
import { isWord, type WorkerWord } from './worker-words.ts';

export interface Workers {
  readonly port: number;
  stop(): Promise<void>;
}

/** A process that lived this long has not failed because of how it was started. */
const soundLifeMs = 10_000;
const pauseMaxMs = 5_000;
const patience = seconds(15);

export async function startWorkers(
  count: number,
  given: PublicSettings,
  log: (line: string) => void,
): Promise<Workers> {
  const living = new Set<Worker>();
  let settings = given;
  let stopping = false;

  try {
    const first = await launch();
    // All others, and those that come after them, listen where the first one does.
    settings = { ...given, port: { port: first.port, askedWith: '--port' } };
    const others = await Promise.all(Array.from({ length: count - 1 }, launch));
    for (const { worker } of [first, ...others]) void tend(worker);
    return { port: first.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }

  /** Starts a process; resolves when it listens. */
  async function launch(): Promise<{ worker: Worker; port: number }> {
    const worker = cluster.fork();
    living.add(worker);
    worker.once('exit', () => living.delete(worker));
    const ended = once(worker, 'exit').then(() => {
      throw new Error('A worker process ended before it listened');
    });
    return { worker, port: await Promise.race([listening(worker), ended]) };
  }

  function listening(worker: Worker): Promise<number> {
    return new Promise((resolve, reject) => {
      worker.on('message', (word: unknown) => {
        if (!isWord(word)) return;
        if (word.word === 'ready') say(worker, { word: 'serve', settings });
        if (word.word === 'listening') resolve(word.port);
        if (word.word === 'failed') reject(new Error(word.message));
      });
    });
  }

  /** Keeps the place of a process filled until all stop. */
  async function tend(first: Worker): Promise<void> {
    let worker: Worker | undefined = first;
    for (let failures = 0; ; ) {
      const sinceMs = systemTimers.monotonicMs();
      if (worker && !worker.isDead()) await once(worker, 'exit');
      if (stopping) return;
      const lifeMs = systemTimers.monotonicMs() - sinceMs;
      failures = lifeMs >= soundLifeMs ? 0 : failures + 1;
      log('A worker process ended; starting another');
      await systemTimers.sleep(milliseconds(Math.min(50 * 2 ** failures, pauseMaxMs)));
      if (stopping) return;
      worker = await launch().then(
        (launched) => launched.worker,
        (error: unknown) => {
          log(`It did not start: ${error instanceof Error ? error.message : error}`);
          return undefined;
        },
      );
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    await Promise.all(
      [...living].map(async (worker) => {
        const ended = once(worker, 'exit');
        say(worker, { word: 'stop' });
        const late = systemTimers.sleep(patience).then(() => worker.process.kill('SIGKILL'));
        await Promise.race([ended, late]);
        await ended;
      }),
    );
  }
}

function say(worker: Worker, word: WorkerWord): void {
  // One that is gone already needs to be told nothing.
  if (worker.isConnected()) worker.send(word, () => undefined);
}
