import { parseArgs } from 'node:util';

/** How long and how often is measured; everything that a run takes from its arguments. */
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
  readonly fileRows: number;
  readonly profile: boolean;
  readonly json: string | undefined;
  readonly svg: string | undefined;
  readonly markdown: string | undefined;
}

/** What is worth quoting, and takes about a quarter of an hour. */
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
  'file-rows': '1000000',
};

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
  'file-rows': '20000',
};

export function readSettings(args: readonly string[], isQuick: boolean): Settings {
  const usual = isQuick ? quick : thorough;
  const texts = Object.fromEntries(
    Object.entries(usual).map(
      ([name, value]) => [name, { type: 'string', default: value }] as const,
    ),
  );
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...texts,
      profile: { type: 'boolean', default: false },
      json: { type: 'string' },
      svg: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  const given = new Map<string, string | boolean | undefined>(Object.entries(values));
  const text = (name: string): string => String(given.get(name));
  const number = (name: string): number => toNumber(name, text(name));
  const numbers = (name: string): readonly number[] =>
    text(name)
      .split(',')
      .map((each) => toNumber(name, each));
  const file = (name: string): string | undefined => (given.has(name) ? text(name) : undefined);
  return {
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
    fileRows: number('file-rows'),
    profile: given.get('profile') === true,
    json: file('json'),
    svg: file('svg'),
    markdown: file('markdown'),
  };
}

function toNumber(name: string, text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} ${text} is no number above zero`);
  return number;
}
