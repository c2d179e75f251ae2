/**
 * What the record of exchanges costs a sandbox: barcode payments through two servers, one that keeps
 * the record and one that does not, in turn, so that a machine whose speed drifts slows both.
 */
import { median, table } from './figures.ts';
import type { Measurement } from './suite/measure.ts';
import { pay, warmUp } from './suite/pay-load.ts';
import { openWorld, type World } from './system/world.ts';

export interface RecordCostOptions {
  readonly rounds: number;
  readonly payments: number;
  readonly workers: number;
  readonly connections: number;
}

interface Round {
  readonly without: Measurement;
  readonly recorded: Measurement;
}

export async function measureRecord(options: RecordCostOptions): Promise<void> {
  const { rounds: count, payments, workers, connections } = options;
  const opened: World[] = [];
  const open = async (record: '0' | '1'): Promise<World> => {
    const world = await openWorld({ workers, environment: { SAMPAN_RECORD: record } });
    opened.push(world);
    await warmUp(world, Math.min(payments, 5_000));
    return world;
  };
  try {
    const [plain, recording] = [await open('0'), await open('1')];
    const rounds: Round[] = [];
    for (let round = 0; round < count; round++) {
      const without = await pay(plain, 'MD5', payments, connections);
      rounds.push({ without, recorded: await pay(recording, 'MD5', payments, connections) });
    }
    report(rounds);
    await Promise.all(opened.map((world) => world.audit()));
  } finally {
    await Promise.all(opened.map((world) => world.close()));
  }
}

function report(rounds: readonly Round[]): void {
  const row = (label: string, of: readonly Measurement[]): string[] => {
    const figure = (read: (each: Measurement) => number, digits: number) =>
      median(of.map(read)).toFixed(digits);
    return [
      label,
      ...of.map(({ perSecond }) => perSecond.toFixed(0)),
      figure(({ perSecond }) => perSecond, 0),
      figure(({ p99Ms }) => p99Ms, 1),
      figure(({ serverUs }) => serverUs, 0),
      figure(({ postgresUs }) => postgresUs, 0),
    ];
  };
  const header = ['per second', ...rounds.map((_, index) => `round ${index + 1}`)];
  const { without, recorded } = {
    without: rounds.map((round) => round.without),
    recorded: rounds.map((round) => round.recorded),
  };
  console.log(
    table([
      [...header, 'median', 'p99 ms', 'server µs', 'PostgreSQL µs'],
      row('spot.pay without record', without),
      row('spot.pay with record', recorded),
    ]),
  );
  const share = (read: (each: Measurement) => number): string =>
    `${((median(rounds.map((each) => read(each.recorded) / read(each.without))) - 1) * 100).toFixed(1)} %`;
  console.log(`payments per second: ${share(({ perSecond }) => perSecond)}`);
  console.log(
    `CPU per payment, server and PostgreSQL: ${share(({ serverUs, postgresUs }) => serverUs + postgresUs)}`,
  );
}
