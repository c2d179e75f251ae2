import { parseArgs } from 'node:util';

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
  readonly json: string | undefined;
  readonly markdown: string | undefined;
}

export function readReach(args: readonly string[]): {
  readonly names: readonly string[];
  readonly settings: ReachSettings;
} {
  const number = (value: number) => ({ type: 'string', default: String(value) }) as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rounds: number(5),
      payments: number(20_000),
      'warm-up': number(15_000),
      seconds: number(8),
      'pgbench-scale': number(50),
      seed: number(1),
      trades: number(10_000_000),
      'file-rows': number(1_000_000),
      'many-payments': number(1_000_000),
      'many-wallets': number(100_000),
      'many-partners': number(1_000),
      json: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  return {
    names: positionals,
    settings: {
      rounds: Number(values.rounds),
      payments: Number(values.payments),
      warmUp: Number(values['warm-up']),
      seconds: Number(values.seconds),
      pgbenchScale: Number(values['pgbench-scale']),
      seed: Number(values.seed),
      trades: Number(values.trades),
      fileRows: Number(values['file-rows']),
      manyPayments: Number(values['many-payments']),
      manyWallets: Number(values['many-wallets']),
      manyPartners: Number(values['many-partners']),
      json: values.json,
      markdown: values.markdown,
    },
  };
}
