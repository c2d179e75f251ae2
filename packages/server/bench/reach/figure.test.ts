/** Goal: a figure that falls short is never taken for reached. Method: a table of bounds and rounds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreadOf } from '../figures.ts';
import {
  allReached,
  type Bound,
  judge,
  type MeasuredFigure,
  reachRows,
  type Verdict,
} from './figure.ts';

const measured = (reach: Bound, rounds: readonly number[] | undefined): MeasuredFigure => [
  { id: 'x', title: 'payments ÷ pgbench', unit: '', digits: 2, reach },
  rounds && spreadOf(rounds),
];

test('the median of the rounds is judged, by its side of the bound', () => {
  const table: readonly (readonly [Bound, readonly number[] | undefined, Verdict])[] = [
    [['≥', 1.1], [1.1], 'reached'],
    [['≥', 1.1], [1.099, 2, 1], 'falls short'],
    [['≥', 1.1], [0.9, 1.2, 1.3], 'reached'],
    [['≤', 140], [140, 139, 200], 'reached'],
    [['≤', 140], [141], 'falls short'],
    [['≤', 140], [Number.NaN], 'not measured'],
    [['≤', 140], undefined, 'not measured'],
    [undefined, [0.5], 'shown'],
    [undefined, undefined, 'not measured'],
  ];
  for (const [reach, rounds, verdict] of table) {
    assert.equal(judge(measured(reach, rounds)), verdict, `${reach} ${rounds}`);
  }
});

test('all is reached only when nothing falls short or is missing', () => {
  const good = measured(['≥', 1], [2]);
  assert.equal(allReached([good, measured(undefined, [0])]), true);
  assert.equal(allReached([good, measured(['≥', 1], [0])]), false);
  assert.equal(allReached([good, measured(['≥', 1], undefined)]), false);
});

test('a row puts reach and measured side by side', () => {
  assert.deepEqual(reachRows([measured(['≥', 1.1], [0.7, 0.75, 0.72])])[1], [
    'payments ÷ pgbench',
    '≥ 1.10',
    '0.72',
    '0.70–0.75',
    '3',
    'falls short',
  ]);
});
