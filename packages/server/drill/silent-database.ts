/**
 * The database falls silent under load: first the network drops every packet and closes nothing, then
 * PostgreSQL is frozen where it stands. How soon after its return do payments, notifications, jobs and live
 * updates go on, and does a SIGTERM end the server, also while the database is still silent? In the end
 * `sampan audit` must find nothing.
 *
 *   npm run drill -- silent-database [--seconds 12] [--json]
 */
import { parseArgs } from 'node:util';
import { systemTimers } from '@sampan/primitives/node';
import { type Server, sampan } from '../test/system-kit/server.ts';
import { type DrillWorld, openDrillWorld } from './drill-world.ts';
import { openReport, type Report } from './report.ts';
import { type Sign, signs, watchSigns } from './signs-of-life.ts';

/** A server notices within 12 seconds; the server of the database, too, lets go of what it held by then. */
const resumesWithin = 20;
const stopsWithin = 20;

export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '12' },
      json: { type: 'boolean', default: false },
    },
  });
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 600)) {
    process.stderr.write('--seconds must be between 1 and 600\n');
    return 2;
  }
  const report = openReport('silent-database', { silentSeconds: seconds }, values.json);
  const world = await openDrillWorld();
  // Nothing of the drill stays behind, also when it is broken off.
  const interrupted = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new Error(`broken off by ${signal}`)));
    }
  });
  try {
    await Promise.race([drill(world, report, seconds), interrupted]);
  } catch (error) {
    report.fail('drill', error instanceof Error ? error.message : String(error));
  } finally {
    await world.close();
  }
  // Tills that were broken off may still wait.
  setTimeout(() => process.exit(), 1_000).unref();
  return report.end();
}

async function drill(world: DrillWorld, report: Report, seconds: number): Promise<void> {
  const server = await world.startServer();
  const life = await watchSigns(server, world.ownerUrl);
  const before = await life.next(60_000);
  for (const sign of signs) {
    if (before[sign] === undefined) throw new Error(`no ${sign} even before the silence`);
  }

  report.part('The network drops every packet and closes nothing');
  await resume('drop', () => {
    world.road.vanish();
    return () => world.road.heal();
  });
  report.part('PostgreSQL is frozen');
  await resume('freeze', () => world.freeze());

  report.part('The server is stopped');
  await audit(server, report, 'audit.running');
  await life.stop();
  await stop(server, report, { name: 'stop.alive', what: 'SIGTERM with a living database' });

  const second = await world.startServer();
  const load = await watchSigns(second, world.ownerUrl);
  await load.next(60_000);
  world.road.vanish();
  await pause(2_000);
  const what = 'SIGTERM while the database is silent, under load';
  const stopped = stop(second, report, { name: 'stop.silent', what });
  await Promise.all([stopped, load.stop()]);
  world.road.heal();

  const third = await world.startServer();
  await audit(third, report, 'audit.after');
  await stop(third, report, { name: 'stop.last', what: 'SIGTERM after that' });

  /** Silences the database for a while; notes how long after its return each sign is seen. */
  async function resume(name: string, silence: () => () => void): Promise<void> {
    const heal = silence();
    report.progress(`silent for ${seconds} s …`);
    await pause(seconds * 1_000);
    heal();
    const seen = await life.next(2 * resumesWithin * 1_000);
    for (const sign of signs) note(name, sign, seen[sign]);
  }

  function note(name: string, sign: Sign, ms: number | undefined): void {
    report.measure({
      name: `${name}.${sign.replace(' ', '-')}`,
      what: `first ${sign} after its return`,
      seconds: ms === undefined ? undefined : ms / 1_000,
      most: resumesWithin,
      more:
        ms === undefined ? '' : `${(seconds + ms / 1_000).toFixed(1)} s after the silence began`,
    });
  }
}

async function stop(
  server: Server,
  report: Report,
  { name, what }: { readonly name: string; readonly what: string },
): Promise<void> {
  const sinceMs = systemTimers.monotonicMs();
  server.terminate();
  const code = await Promise.race([server.ended, pause(60_000).then(() => 'never' as const)]);
  const seconds = code === 'never' ? undefined : (systemTimers.monotonicMs() - sinceMs) / 1_000;
  report.measure({ name, what, seconds, most: stopsWithin, more: `exit code ${code}` });
  if (code !== 0) report.fail(`${name}.exit-code`, `the exit code is ${code}`);
}

async function audit(server: Server, report: Report, name: string): Promise<void> {
  const { code, stdout, stderr } = await sampan('audit', '--data', server.folder);
  report.check(name, 'sampan audit finds nothing', code === 0, code === 0 ? '' : stdout + stderr);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
