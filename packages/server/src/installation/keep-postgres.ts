/** Keeps the embedded PostgreSQL running: one that dies under a living server is started again. */

import { type EmbeddedPostgres, startEmbeddedPostgres } from '@sampan/embedded-postgres';
import { milliseconds, type Timers } from '@sampan/primitives';
import type { Log } from '#log';

export interface KeptPostgres {
  readonly url: string;
  readonly ownerUrl: string;
  /** Resolves when another server has taken the data folder over. */
  readonly lost: Promise<Error>;
  stop(): Promise<void>;
}

export interface KeepOptions {
  readonly folder: string;
  readonly log: Log;
  readonly timers: Timers;
  /** Called once, while the first start only waits; see `EmbeddedPostgresOptions`. */
  readonly onWaiting?: (isNew: boolean) => void;
  /** Breaks the first start off. */
  readonly signal?: AbortSignal;
}

const pauseMaxMs = 5_000;

/**
 * Starts PostgreSQL and starts it again, on the same port, whenever it is gone. The lanes find it
 * by themselves; what a client had not been answered, it repeats.
 */
export async function keepPostgres(options: KeepOptions): Promise<KeptPostgres> {
  const { folder, log, timers, onWaiting, signal } = options;
  let current = await startEmbeddedPostgres({
    folder,
    log: log.info,
    ...(onWaiting && { onWaiting }),
    ...(signal && { signal }),
  });
  const { url, ownerUrl } = current;
  const port = Number(new URL(url).port);
  let stopping = false;
  const lost = keep();
  return {
    url,
    ownerUrl,
    lost,
    async stop() {
      stopping = true;
      await current.stop();
    },
  };

  async function keep(): Promise<Error> {
    for (;;) {
      const cause = await current.lost;
      if (stopping) return cause;
      log.error(`PostgreSQL is gone (${cause.message}); starting it again`);
      const started = await startAgain();
      if (started instanceof Error) return started;
      current = started;
      // A stop during the restart has stopped only the previous one.
      if (stopping) await current.stop();
      else log.info('PostgreSQL runs again');
    }
  }

  async function startAgain(): Promise<EmbeddedPostgres | Error> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await startEmbeddedPostgres({ folder, log: log.info, port });
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (stopping || /already runs/.test(message)) return new Error(message, { cause: error });
        log.error(`PostgreSQL does not start: ${message}`);
      }
      await timers.sleep(milliseconds(Math.min(100 * 2 ** failures, pauseMaxMs)));
      if (stopping) return new Error('stopped');
    }
  }
}
