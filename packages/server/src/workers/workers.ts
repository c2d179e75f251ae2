/**
 * Several processes that serve one public port: the side of the first process, which starts them,
 * starts another for each that dies, and tells them when to stop.
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { milliseconds, seconds, type Timers } from '@sampan/primitives';
import { LateAnswer, lineToChild, ParentEnd } from '#channel';
import type { Log } from '#log';
import type { Figures } from '#platform';
import { listenNear } from '#ports';
import type { PublicSettings } from './public-settings.ts';
import { type Measured, WorkerFigures } from './worker-figures.ts';
import { workerKinds } from './worker-kinds.ts';

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

/**
 * A larger young generation: what a payment needs is garbage when the next collection runs, and fewer
 * collections copy less. Costs up to 64 MB of memory. The process's own flags follow and win.
 */
const workerFlags = ['--max-semi-space-size=32'];

/** A worker process, from the first process. */
interface Running extends Measured {
  readonly process: Worker;
  readonly channel: ParentEnd<typeof workerKinds>;
}

export interface WorkersOptions {
  readonly count: number;
  readonly settings: PublicSettings;
  readonly log: Log;
  readonly timers: Timers;
}

export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { count, log, timers } = options;
  const living = new Set<Running>();
  const counted = new WorkerFigures(timers);
  // Workers share a port only when they all ask for the same one, so the first finds it for all.
  let { settings } = options;
  let stopping = false;

  // Each worker takes connections from the port itself. When this process hands them out, one that is
  // under way to a worker that is killed stays open here for ever, and its client waits in vain.
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ execArgv: [...workerFlags, ...process.execArgv] });
  try {
    const workers: Running[] = [];
    const port = await listenNear(
      settings.port,
      async (wanted) => {
        const found = wanted === 0 ? await freePort(settings.host) : wanted;
        settings = { ...settings, port: { port: found, askedWith: '--port' } };
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
  async function launch(): Promise<Running> {
    const worker = running(cluster.fork(), timers);
    living.add(worker);
    worker.process.once('exit', () => {
      living.delete(worker);
      counted.ended(worker);
    });
    try {
      await worker.channel.ask('serve', { settings });
      return worker;
    } catch (error) {
      // A worker that fails exits; one that hangs must be killed.
      if (error instanceof LateAnswer) worker.process.process.kill('SIGKILL');
      throw error;
    }
  }

  /** Keeps the place of a process filled until all stop. */
  async function tend(first: Running): Promise<void> {
    let worker: Running | undefined = first;
    for (let failures = 0; ; ) {
      const sinceMs = timers.monotonicMs();
      if (worker && !worker.process.isDead()) await once(worker.process, 'exit');
      if (stopping) return;
      const lifeMs = timers.monotonicMs() - sinceMs;
      failures = lifeMs >= soundLifeMs ? 0 : failures + 1;
      log.warn('A worker process ended; starting another');
      await timers.sleep(milliseconds(Math.min(50 * 2 ** failures, pauseMaxMs)));
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
      [...living].map(async ({ process, channel }) => {
        const ended = once(process, 'exit');
        channel.tell('stop', {});
        const late = timers.sleep(patience).then(() => process.process.kill('SIGKILL'));
        await Promise.race([ended, late]);
        await ended;
      }),
    );
  }
}

function running(worker: Worker, timers: Timers): Running {
  const line = lineToChild(worker.process);
  const channel = new ParentEnd({ line, kinds: workerKinds, child: 'The worker process', timers });
  return {
    process: worker,
    channel,
    measure: async () => (await channel.ask('measure', {})).figures,
  };
}

async function freePort(host: string): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
