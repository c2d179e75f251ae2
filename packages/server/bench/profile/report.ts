import { table } from '../figures.ts';
import { markdownTable } from '../report/markdown.ts';
import type { ReportTable } from '../report/rows.ts';
import type { Measurement } from '../suite/measure.ts';
import type { Budget } from './budget.ts';
import type { StatementCost } from './statements.postgres.ts';

export interface Profiled {
  readonly budget: Budget;
  /** Undefined where PostgreSQL cannot count them. */
  readonly statements: readonly StatementCost[] | undefined;
  /** By `/proc`, with the profiler at work. */
  readonly measurement: Measurement;
}

function budgetTables({ budget, statements = [], measurement }: Profiled): readonly ReportTable[] {
  const us = (value: number): string => value.toFixed(1);
  const share = (value: number): string => `${((100 * value) / budget.busyUs).toFixed(1)} %`;
  const { serverUs, postgresUs } = measurement;
  return [
    {
      title: `Server, main thread, µs of wall time per payment (all its threads: ${serverUs.toFixed(0)} µs of CPU, with the profiler)`,
      rows: [
        ['line', 'µs', 'share', 'what'],
        ...budget.lines.map((each) => [each.line, us(each.us), share(each.us), each.means]),
        ['together', us(budget.busyUs), share(budget.busyUs), `idle: ${us(budget.idleUs)}`],
      ],
    },
    {
      title: 'The largest functions of other',
      rows: [['function', 'µs'], ...budget.others.map(({ name, us: each }) => [name, us(each)])],
    },
    {
      title: `PostgreSQL, execution by statement, µs per payment (${postgresUs.toFixed(0)} µs of CPU in all)`,
      rows: [
        ['statement', 'µs', 'calls per payment'],
        ...statements.map(({ statement, us: each, callsEach }) => [
          statement,
          us(each),
          callsEach.toFixed(3),
        ]),
        ['together', us(statements.reduce((sum, each) => sum + each.us, 0)), ''],
      ],
    },
  ];
}

export const budgetMarkdown = (found: Profiled): string =>
  budgetTables(found)
    .map(({ title, rows }) => `${title}:\n\n${markdownTable(rows)}\n`)
    .join('\n');

export const budgetText = (found: Profiled): string =>
  budgetTables(found)
    .map(({ title, rows }) => `\n${title}\n${table(rows)}`)
    .join('\n');
