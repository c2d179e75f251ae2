import { seededRandom } from '@sampan/primitives';
import { arrivals } from '../load/schedule.ts';
import { type PgbenchResult, pgbenchClients, runPgbench } from '../rivals/pgbench.ts';
import type { World } from '../system/world.ts';
import { type Measurement, measure } from './measure.ts';
import { operations } from './operations.ts';
import type { Figures, Latency } from './results.ts';
import type { Settings } from './settings.ts';

/** More than ever wait at once below the throughput, so that what waits, waits in the server. */
export const openConnections = 256;

export interface LoadAt {
  readonly operation: string;
  readonly perSecond: number;
  readonly count: number;
}

/** Requests that arrive at a rate, whatever is answered. */
export async function openLoop(
  world: World,
  { operation: name, perSecond, count }: LoadAt,
  { arrivals: kind, seed }: Pick<Settings, 'arrivals' | 'seed'>,
) {
  const operation = operations.find((each) => each.name === name);
  if (!operation) throw new Error(`there is no operation ${name}`);
  const requests = await operation.prepare(world, count);
  const random = seededRandom(seed);
  const arrivalsMs = arrivals({ kind, perSecond, count: requests.requests.length, random });
  return measure(world, { ...requests, connections: openConnections, arrivalsMs });
}

/** Latencies of payments, and of pgbench, at shares of the throughput that each has shown. */
export async function measureLatencies(
  world: World,
  settings: Settings,
  figures: readonly Figures[],
): Promise<readonly Latency[]> {
  const found: Latency[] = [];
  const throughput = (name: string): number | undefined =>
    figures.find((each) => each.name === name)?.perSecond.median;
  for (const load of settings.loads) {
    for (const operation of ['spot.pay MD5', 'spot.pay RSA2', 'query'] as const) {
      const perSecond = (throughput(operation) ?? 0) * load;
      if (!(perSecond > 0)) continue;
      const count = Math.ceil(settings.payments / 2);
      found.push({
        name: operation,
        load,
        ...timesOf(await openLoop(world, { operation, perSecond, count }, settings)),
      });
    }
    const rate = (throughput('pgbench TPC-B') ?? 0) * load;
    if (!(rate > 0)) continue;
    const { databaseUrl, postgresPid } = world;
    const seconds = settings.pgbenchSeconds;
    const run = { databaseUrl, postgresPid, script: 'tpcb-like', seconds, rate } as const;
    const name = `pgbench TPC-B, ${pgbenchClients} clients`;
    found.push({ name, load, ...timesOf(await runPgbench(run)) });
  }
  return found;
}

const timesOf = ({
  perSecond,
  serverUs,
  postgresUs,
  p50Ms,
  p99Ms,
}: Measurement | (PgbenchResult & { readonly serverUs?: undefined })) => ({
  perSecond,
  serverUs,
  postgresUs,
  p50Ms,
  p99Ms,
});
