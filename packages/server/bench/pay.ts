/**
 * How many barcode payments a second the gateway takes, beside the transactions of pgbench's TPC-B
 * on the same PostgreSQL. Each round runs pgbench, then MD5, then RSA2, so that a machine whose
 * speed drifts slows all three; quote the medians and the ratio.
 *
 *   npm run bench -- pay [--rounds 3] [--payments 20000] [--workers 1] [--connections 64]
 *
 * With `--record` it measures instead what the record of exchanges costs a sandbox.
 */
import { parseArgs } from 'node:util';
import { median, table } from './figures.ts';
import {
  type PgbenchResult,
  pgbenchClients,
  preparePgbench,
  runPgbench,
} from './rivals/pgbench.ts';
import type { Measurement } from './suite/measure.ts';
import { pay, warmUp } from './suite/pay-load.ts';
import { openWorld } from './system/world.ts';

const pgbenchSeconds = 8;

interface Round {
  readonly pgbench: PgbenchResult | undefined;
  readonly MD5: Measurement;
  readonly RSA2: Measurement;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      payments: { type: 'string', default: '20000' },
      workers: { type: 'string', default: '1' },
      connections: { type: 'string', default: '64' },
      record: { type: 'boolean', default: false },
    },
  });
  const [payments, connections] = [Number(values.payments), Number(values.connections)];
  const [rounds, workers] = [Number(values.rounds), Number(values.workers)];
  if (values.record) {
    const { measureRecord } = await import('./record-cost.ts');
    return measureRecord({ rounds, payments, workers, connections });
  }
  const world = await openWorld({ workers });
  try {
    const hasPgbench = await preparePgbench(world.databaseUrl);
    await warmUp(world, 15_000);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      const { databaseUrl, postgresPid } = world;
      const given = {
        databaseUrl,
        postgresPid,
        script: 'tpcb-like',
        seconds: pgbenchSeconds,
      } as const;
      measured.push({
        pgbench: hasPgbench ? await runPgbench(given) : undefined,
        MD5: await pay(world, 'MD5', payments, connections),
        RSA2: await pay(world, 'RSA2', payments, connections),
      });
    }
    report(measured);
    await world.audit();
  } finally {
    await world.close();
  }
}

function report(rounds: readonly Round[]): void {
  const row = (label: string, of: readonly (Measurement | PgbenchResult)[]): string[] => {
    const figure = (read: (each: Measurement | PgbenchResult) => number, digits: number) =>
      median(of.map(read)).toFixed(digits);
    return [
      label,
      ...of.map(({ perSecond }) => perSecond.toFixed(0)),
      figure(({ perSecond }) => perSecond, 0),
      figure(({ p50Ms }) => p50Ms, 1),
      figure(({ p99Ms }) => p99Ms, 1),
      figure((each) => ('serverUs' in each ? each.serverUs : 0), 0),
      figure(({ postgresUs }) => postgresUs, 0),
    ];
  };
  const header = ['per second', ...rounds.map((_, index) => `round ${index + 1}`)];
  const lines = [[...header, 'median', 'p50 ms', 'p99 ms', 'server µs', 'PostgreSQL µs']];
  lines.push(
    row(
      'spot.pay MD5',
      rounds.map(({ MD5 }) => MD5),
    ),
  );
  lines.push(
    row(
      'spot.pay RSA2',
      rounds.map(({ RSA2 }) => RSA2),
    ),
  );
  const rival = rounds.flatMap(({ pgbench }) => (pgbench ? [pgbench] : []));
  if (rival.length > 0) lines.push(row(`pgbench TPC-B, ${pgbenchClients} clients`, rival));
  console.log(table(lines));
  if (rival.length === 0) {
    console.log('pgbench is not installed; there is no comparison.');
    return;
  }
  const ratios = rounds.map(
    ({ pgbench, MD5 }) => MD5.perSecond / (pgbench?.perSecond ?? Number.NaN),
  );
  console.log(`MD5 payments for each pgbench transaction, median: ${median(ratios).toFixed(2)}`);
}
