/** A worker process: serves the public port until the first process stops it or ends. */
import { required, seconds, type Timers } from '@sampan/primitives';
import { lineToParent, openChildEnd } from '#channel';
import type { Log } from '#log';
import type { Figures } from '#platform';
import { Opened } from '#shutdown';
import type { PublicSettings } from './public-settings.ts';
import { workerKinds } from './worker-kinds.ts';

/** Shorter than the time after which the first process kills a worker. */
const limits = { orderly: seconds(10), broken: seconds(1), least: seconds(1) };

/** The port that a worker has opened. */
export interface Served {
  figures(): Promise<Figures>;
}

export interface WorkerOptions {
  readonly log: Log;
  readonly timers: Timers;
  /** Opens the public port; the worker closes everything in `opened`. */
  readonly open: (settings: PublicSettings, opened: Opened) => Promise<Served>;
}

export async function runWorker({ log, timers, open }: WorkerOptions): Promise<number> {
  // A terminal sends Ctrl-C to every process; here the first one decides when it is time.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const opened = new Opened({ timers, log: log.warn, limits });
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  const stopped = new Promise<void>((resolve) => {
    stopping.signal.addEventListener('abort', () => resolve());
  });
  let serving: Promise<Served> | undefined;
  let code = 0;
  process.once('SIGTERM', stop);
  const line = required(lineToParent(), 'the first process has started a worker');
  const channel = openChildEnd(line, workerKinds, {
    async serve({ settings }) {
      stopping.signal.addEventListener('abort', () => opened.hurry());
      serving = open(settings, opened);
      try {
        await serving;
        return {};
      } catch (error) {
        code = 1;
        stop();
        throw withPortTaken(error);
      }
    },
    async measure() {
      try {
        const served = await required(serving, 'it serves what it measures');
        return { figures: await served.figures() };
      } catch (error) {
        // A figure that cannot be read must not end a process that takes payments.
        log.warn(`It cannot tell its figures: ${error}`);
        throw error;
      }
    },
    stop() {
      stop();
      return undefined;
    },
  });
  void channel.closed.then((problem) => {
    if (problem) log.error(problem.message);
    stop();
  });
  await stopped;
  await serving?.catch(() => undefined);
  const givenUp = await opened.close();
  await channel.close();
  // What was given up may still hold the process.
  if (givenUp.length > 0) process.exit(1);
  return code;
}

/** The first process tries another port after EADDRINUSE. */
function withPortTaken(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { cause } = error;
  const isTaken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
  return isTaken ? Object.assign(new Error(error.message), { code: cause.code }) : error;
}
