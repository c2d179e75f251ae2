import type { Options } from '../suite/options.ts';

/** How long and how large; the defaults are those of the figures. */
export interface ReachSettings {
  readonly rounds: number;
  readonly payments: number;
  readonly warmUp: number;
  readonly seconds: number;
  readonly pgbenchScale: number;
  readonly seed: number;
  /** Of the larger of the two histories. */
  readonly trades: number;
  readonly fileRows: number;
  readonly manyPayments: number;
  readonly manyWallets: number;
  readonly manyPartners: number;
}

export const reachSettings = ({ number }: Options): ReachSettings => ({
  rounds: number('rounds'),
  payments: number('payments'),
  warmUp: number('warm-up'),
  seconds: number('pgbench-seconds'),
  pgbenchScale: number('pgbench-scale'),
  seed: number('seed'),
  trades: number('trades'),
  fileRows: number('file-rows'),
  manyPayments: number('many-payments'),
  manyWallets: number('many-wallets'),
  manyPartners: number('many-partners'),
});
