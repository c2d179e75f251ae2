import type { Spread } from '../figures.ts';
import type { Results } from '../suite/results.ts';

/** The tables of a report as cells; text and Markdown only line them up differently. */
export interface ReportTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

export function tablesOf({ figures, latencies }: Results): readonly ReportTable[] {
  return [
    {
      title: 'Throughput, closed loop (median of the rounds, least to most)',
      rows: [
        ['', 'at once', 'a second', 'least–most', 'server µs', 'PostgreSQL µs', 'p50 ms', 'p99 ms'],
        ...figures.map((each) => [
          each.name,
          String(each.connections),
          whole(each.perSecond.median),
          range(each.perSecond),
          each.serverUs ? whole(each.serverUs.median) : '–',
          each.postgresUs ? whole(each.postgresUs.median) : '–',
          each.p50Ms === undefined ? '–' : each.p50Ms.toFixed(1),
          each.p99Ms === undefined ? '–' : each.p99Ms.toFixed(1),
        ]),
      ],
    },
    {
      title: 'Latency, open loop (from the arrival, whatever was answered by then)',
      rows: [
        ['', 'load', 'a second', 'server µs', 'PostgreSQL µs', 'p50 ms', 'p99 ms'],
        ...latencies.map(({ name, load, perSecond, serverUs, postgresUs, p50Ms, p99Ms }) => [
          name,
          `${(100 * load).toFixed(0)} %`,
          whole(perSecond),
          serverUs === undefined ? '–' : whole(serverUs),
          whole(postgresUs),
          p50Ms.toFixed(1),
          p99Ms.toFixed(1),
        ]),
      ],
    },
  ];
}

const whole = (value: number): string => value.toFixed(0);
const range = ({ least, most }: Spread): string => `${whole(least)}–${whole(most)}`;

/** Where and how the figures came about. */
export const conditions = ({ machine, rounds, payments, neighbours }: Results): string =>
  `${machine.cores} cores, ${machine.memoryGb} GB of memory, Node ${machine.node}; ` +
  `${rounds} ${rounds === 1 ? 'round' : 'rounds'} of ${payments} payments; ` +
  `other programs took ${(100 * neighbours).toFixed(0)} % of the cores`;
