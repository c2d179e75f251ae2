import { availableParallelism, totalmem } from 'node:os';
import { type Spread, spreadOf } from '../figures.ts';

/** What was measured of one thing, round by round, and what is quoted of it. */
export interface Figures {
  readonly name: string;
  /** `operation` is ours, `rival` is measured beside it. */
  readonly kind: 'operation' | 'rival';
  readonly connections: number;
  readonly perSecond: Spread;
  /** CPU for each operation, in µs; undefined where there is no such process. */
  readonly serverUs: Spread | undefined;
  readonly postgresUs: Spread | undefined;
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

/** Latency at a share of the throughput. */
export interface Latency {
  readonly name: string;
  readonly load: number;
  readonly perSecond: number;
  /** CPU for each operation, in µs; undefined where there is no such process. */
  readonly serverUs: number | undefined;
  readonly postgresUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Results {
  readonly machine: { readonly cores: number; readonly memoryGb: number; readonly node: string };
  readonly rounds: number;
  readonly payments: number;
  /** The share of the cores that other programs took, by the median of all phases. */
  readonly neighbours: number;
  readonly figures: readonly Figures[];
  readonly latencies: readonly Latency[];
}

/** A machine is named by its cores and its memory, and by nothing else. */
export const machine = (): Results['machine'] => ({
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
});

/** One round, as measurements and rivals know it. */
export interface Sample {
  readonly perSecond: number;
  readonly serverUs?: number | undefined;
  readonly postgresUs?: number | undefined;
  readonly p50Ms?: number | undefined;
  readonly p99Ms?: number | undefined;
  readonly neighbours?: number | undefined;
}

export function figuresOf(
  { name, kind, connections }: Pick<Figures, 'name' | 'kind' | 'connections'>,
  samples: readonly Sample[],
): Figures {
  const spread = (read: (sample: Sample) => number | undefined): Spread | undefined => {
    const values = samples.map(read).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : spreadOf(values);
  };
  return {
    name,
    kind,
    connections,
    perSecond: spreadOf(samples.map(({ perSecond }) => perSecond)),
    serverUs: spread(({ serverUs }) => serverUs),
    postgresUs: spread(({ postgresUs }) => postgresUs),
    p50Ms: spread(({ p50Ms }) => p50Ms)?.median,
    p99Ms: spread(({ p99Ms }) => p99Ms)?.median,
  };
}
