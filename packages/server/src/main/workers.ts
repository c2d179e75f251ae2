/**
 * Several processes that serve one public port: the side of the first process, which starts them,
 * starts another for each that dies, and tells them when to stop.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { milliseconds, seconds } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import type { Log } from '#log';
import type { Figures } from '#platform';
import { listenNear } from '#ports';
import type { PublicSettings } from './public-server.ts';
import { WorkerFigures } from './worker-figures.ts';
import { isWord, type WorkerWord } from './worker-words.ts';

export interface Workers {
  readonly port: number;
  /** What the processes have counted, also those that have ended. */
  figures(): Promise<readonly Figures[]>;
  stop(): Promise<void>;
}

/** A process that lived this long has not failed because of how it was started. */
const soundLifeMs = 10_000;
const pauseMaxMs = 5_000;
const patience = seconds(14);

// Each worker takes connections from the port itself. When this process hands them out, one that is
// under way to a worker that is killed stays open here for ever, and its client waits in vain.
cluster.schedulingPolicy = cluster.SCHED_NONE;

export async function startWorkers(
  count: number,
  given: PublicSettings,
  log: Log,
): Promise<Workers> {
  const living = new Set<Worker>();
  const counted = new WorkerFigures();
  // Workers share a port only when they all ask for the same one, so the first finds it for all.
  let settings = given;
  let stopping = false;

  try {
    const workers: Worker[] = [];
    const port = await listenNear(
      given.port,
      async (wanted) => {
        const found = wanted === 0 ? await freePort(given.host) : wanted;
        settings = { ...given, port: { port: found, askedWith: '--port' } };
        workers.push(await launch());
        return found;
      },
      log.warn,
    );
    workers.push(...(await Promise.all(Array.from({ length: count - 1 }, launch))));
    for (const worker of workers) void tend(worker);
    return { port, stop, figures: () => counted.ask([...living]) };
  } catch (error) {
    await stop();
    throw error;
  }

  /** Starts a process; resolves when it listens. */
  async function launch(): Promise<Worker> {
    const worker = cluster.fork();
    living.add(worker);
    worker.once('exit', () => {
      living.delete(worker);
      counted.ended(worker);
    });
    const ended = once(worker, 'exit').then(() => {
      throw new Error('A worker process ended before it listened');
    });
    await Promise.race([listening(worker), ended]);
    return worker;
  }

  function listening(worker: Worker): Promise<void> {
    return new Promise((resolve, reject) => {
      worker.on('message', (word: unknown) => {
        if (!isWord(word)) return;
        // What was said before it could hear is said again.
        if (stopping) say(worker, { word: 'stop' });
        if (word.word === 'ready') say(worker, { word: 'serve', settings });
        if (word.word === 'listening') resolve();
        if (word.word === 'failed') reject(failure(word));
        if (word.word === 'measured') counted.take(worker, word.figures);
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
      log.warn('A worker process ended; starting another');
      await systemTimers.sleep(milliseconds(Math.min(50 * 2 ** failures, pauseMaxMs)));
      if (stopping) return;
      worker = await launch().catch((error: unknown) => {
        log.error(`It did not start: ${error instanceof Error ? error.message : error}`);
        return undefined;
      });
      if (worker) log.info('It listens');
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

function failure({ message, portTaken }: WorkerWord & { word: 'failed' }): Error {
  return Object.assign(new Error(message), portTaken && { code: 'EADDRINUSE' });
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function say(worker: Worker, word: WorkerWord): void {
  // One that is gone already needs to be told nothing.
  if (worker.isConnected()) worker.send(word, () => undefined);
}
