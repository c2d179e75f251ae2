import {
  type CpuSpent,
  readCpu,
  shareBusy,
  shareOfNeighbours,
  spentBetween,
} from '../cpu/cpu-account.ts';
import { percentile, sorted } from '../figures.ts';
import type { Generator } from '../load/generator.ts';
import { type Load, type LoadResult, perSecond } from '../load/load.ts';

/** One phase of load, with what it cost. */
export interface Measurement {
  readonly count: number;
  readonly perSecond: number;
  /** CPU for each operation, in µs. */
  readonly serverUs: number;
  readonly postgresUs: number;
  readonly generatorUs: number;
  /** The share of all cores that worked, of what neighbours left. */
  readonly busy: number;
  /** The share of all cores that other programs took; where it is large, rates mean little. */
  readonly neighbours: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What is loaded: its load generator and the processes whose CPU time counts. */
export interface Target {
  readonly generator: Generator;
  readonly serverPid: number;
  readonly postgresPid: number;
}

/** Drives a load; the CPU time is read right before and after it. */
export async function measure(
  { generator, serverPid, postgresPid }: Target,
  load: Load,
): Promise<Measurement> {
  const accounts = { server: serverPid, postgres: postgresPid };
  const prepared = await generator.prepare(load);
  const before = readCpu(accounts);
  const result = await prepared.go();
  return measurement(result, spentBetween(before, readCpu(accounts)));
}

export function measurement(result: LoadResult, spent: CpuSpent): Measurement {
  const latencies = sorted(result.latenciesMs);
  const workUs = spent.serverUs + spent.postgresUs + result.generatorUs;
  const each = (us: number): number => us / result.answered;
  return {
    count: result.answered,
    perSecond: perSecond(result),
    serverUs: each(spent.serverUs),
    postgresUs: each(spent.postgresUs),
    generatorUs: each(result.generatorUs),
    busy: shareBusy(spent, workUs),
    neighbours: shareOfNeighbours(spent, workUs),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
  };
}
