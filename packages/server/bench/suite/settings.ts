import type { Options } from './options.ts';

/** How long and how often the suite measures. */
export interface Settings {
  readonly rounds: number;
  /** Payments of one round; dearer operations make fewer. */
  readonly payments: number;
  readonly warmUp: number;
  readonly connections: readonly number[];
  /** Shares of the throughput at which latencies are measured in an open loop. */
  readonly loads: readonly number[];
  readonly arrivals: 'poisson' | 'fixed';
  /** Of the arrivals. */
  readonly seed: number;
  readonly pgbenchSeconds: number;
  readonly pgbenchScale: number;
  readonly opensslSeconds: number;
  readonly notifications: number;
}

export const settingsOf = ({ text, number, numbers }: Options): Settings => ({
  rounds: number('rounds'),
  payments: number('payments'),
  warmUp: number('warm-up'),
  connections: numbers('connections'),
  loads: numbers('loads').map((percent) => percent / 100),
  arrivals: text('arrivals') === 'fixed' ? 'fixed' : 'poisson',
  seed: number('seed'),
  pgbenchSeconds: number('pgbench-seconds'),
  pgbenchScale: number('pgbench-scale'),
  opensslSeconds: number('openssl-seconds'),
  notifications: number('notifications'),
});
