import { parseArgs } from 'node:util';

/** Every option of the suite and of the reach, with what it is by default: enough to be quoted. */
const thorough = {
  rounds: '5',
  payments: '20000',
  'warm-up': '15000',
  connections: '64,256',
  loads: '30,60,90',
  arrivals: 'poisson',
  seed: '1',
  'pgbench-seconds': '8',
  'pgbench-scale': '50',
  'openssl-seconds': '2',
  notifications: '10000',
  trades: '10000000',
  'file-rows': '1000000',
  'many-payments': '1000000',
  'many-wallets': '100000',
  'many-partners': '1000',
} as const;

/** Shows within a minute that everything still runs; its figures mean nothing. */
const quick = {
  ...thorough,
  rounds: '1',
  payments: '1000',
  'warm-up': '1000',
  connections: '64',
  loads: '60',
  'pgbench-seconds': '1',
  'pgbench-scale': '1',
  'openssl-seconds': '1',
  notifications: '500',
} as const;

export type OptionName = keyof typeof thorough;

export interface Options {
  readonly positionals: readonly string[];
  readonly profile: boolean;
  readonly json: string | undefined;
  readonly svg: string | undefined;
  readonly markdown: string | undefined;
  text(name: OptionName): string;
  /** Above zero. */
  number(name: OptionName): number;
  /** With commas between them. */
  numbers(name: OptionName): readonly number[];
}

export function readOptions(args: readonly string[], isQuick = false): Options {
  const usual = Object.entries(isQuick ? quick : thorough);
  const own = Object.fromEntries(usual.map(([name]) => [name, { type: 'string' }] as const));
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...own,
      profile: { type: 'boolean', default: false },
      json: { type: 'string' },
      svg: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  const given = new Map<string, unknown>([...usual, ...Object.entries(values)]);
  const text = (name: string): string => String(given.get(name));
  const file = (name: string): string | undefined => (given.has(name) ? text(name) : undefined);
  return {
    positionals,
    profile: given.get('profile') === true,
    json: file('json'),
    svg: file('svg'),
    markdown: file('markdown'),
    text,
    number: (name) => toNumber(name, text(name)),
    numbers: (name) =>
      text(name)
        .split(',')
        .map((each) => toNumber(name, each)),
  };
}

function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} ${text} is no number above zero`);
  return number;
}
