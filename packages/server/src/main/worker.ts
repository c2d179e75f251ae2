/** A process that serves the public port for the first process, until that says stop or is gone. */
import { seconds } from '@sampan/primitives';
import { openSecretBox } from '#installation';
import type { Log } from '#log';
import { createMetrics } from '#platform';
import { Opened } from '#shutdown';
import { thisMachine as machine } from './machine.ts';
import { openPublicServer, type PublicSettings } from './public-server.ts';
import { isWord, type WorkerWord } from './worker-words.ts';

/** Sooner than the first process loses its patience. */
const limits = { orderly: seconds(10), broken: seconds(1), least: seconds(1) };

export async function runWorker(log: Log): Promise<number> {
  // A terminal sends Ctrl-C to every process; here the first one decides when it is time.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const told = new Promise<PublicSettings | undefined>((resolve) => {
    process.on('message', (word: unknown) => {
      if (isWord(word) && word.word === 'serve') resolve(word.settings);
    });
    void stopped().then(() => resolve(undefined));
  });
  say({ word: 'ready' });
  const settings = await told;
  const code = settings ? await serve(settings, log) : 0;
  if (process.connected) process.disconnect();
  return code;
}

async function serve(settings: PublicSettings, log: Log): Promise<number> {
  const opened = new Opened({ timers: machine.timers, log: log.warn, limits });
  try {
    void stopped().then(() => opened.hurry());
    const secrets = openSecretBox(settings.dataFolder, process.env);
    const metrics = createMetrics();
    await openPublicServer(settings, secrets, { machine, opened, log, metrics });
    process.on('message', (word: unknown) => {
      if (!isWord(word) || word.word !== 'measure') return;
      // A figure that cannot be read must not end a process that takes payments.
      metrics.figures().then(
        (figures) => say({ word: 'measured', figures }),
        (error: unknown) => log.warn(`It cannot tell its figures: ${error}`),
      );
    });
    say({ word: 'listening' });
    await stopped();
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : new Error(String(error));
    const portTaken = (cause as NodeJS.ErrnoException | undefined)?.code === 'EADDRINUSE';
    say({ word: 'failed', message, portTaken });
    await opened.close();
    return 1;
  }
  const givenUp = await opened.close();
  // What was given up may still hold the process.
  if (givenUp.length > 0) process.exit(1);
  return 0;
}

let stop: Promise<void> | undefined;

function stopped(): Promise<void> {
  stop ??= new Promise((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('disconnect', () => resolve());
    process.on('message', (word: unknown) => {
      if (isWord(word) && word.word === 'stop') resolve();
    });
  });
  return stop;
}

function say(word: WorkerWord): void {
  if (process.connected) process.send?.(word, undefined, undefined, () => undefined);
}
