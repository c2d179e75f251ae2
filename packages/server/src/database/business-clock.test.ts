/**
 * Goal: business time is bounded by the database's: a machine whose clock certainly differs is found
 * out, and no slow answer wrongs one that is right.
 * Method: a table of what the machine said before and after, what the database said in between, and
 * the time that really passed.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hours, instant, milliseconds, seconds } from '@sampan/primitives';
import { time } from '#test-kit';
import { BusinessClock, ClocksDiffer } from './business-clock.ts';

const noon = time('2026-11-22 12:00');
const day = 86_400_000;

interface Moment {
  readonly machine: number;
  readonly passed: number;
}

/** A machine that says `asked`, then `answered`; all in milliseconds from noon. */
function compare(asked: number, database: number, answered: Moment): void {
  let [machine, passed] = [asked, 0];
  const bound = { differenceMax: seconds(2), timers: { monotonicMs: () => passed } };
  const clock = new BusinessClock({ now: () => instant(noon + machine) }, { bound });
  const question = clock.ask();
  ({ machine, passed } = answered);
  clock.compare(question, instant(noon + database));
}

const agreeing: readonly [what: string, asked: number, database: number, answered: Moment][] = [
  ['at once, and the same', 0, 0, { machine: 0, passed: 0 }],
  ['two seconds ahead', 2_000, 0, { machine: 2_000, passed: 0 }],
  ['two seconds behind', -2_000, 0, { machine: -2_000, passed: 0 }],
  [
    'an answer that took a minute, given at its end',
    0,
    60_000,
    { machine: 60_000, passed: 60_000 },
  ],
  ['an answer that took a minute, given at its start', 0, 0, { machine: 60_000, passed: 60_000 }],
  ['a clock that NTP has moved by a second', 0, 0, { machine: 1_000, passed: 0 }],
];

const differing: readonly [
  what: string,
  asked: number,
  database: number,
  answered: Moment,
  said: RegExp,
][] = [
  ['a little more than two seconds ahead', 2_001, 0, { machine: 2_001, passed: 0 }, /2 s ahead of/],
  ['three days ahead', 3 * day, 0, { machine: 3 * day, passed: 5 }, /259200 s ahead of/],
  ['an hour behind', -3_600_000, 0, { machine: -3_600_000, passed: 9 }, /3600 s behind/],
  [
    'moved ahead while the answer was under way',
    0,
    0,
    { machine: day, passed: 1 },
    /86399 s ahead/,
  ],
  ['put right while the answer was under way', day, 0, { machine: 1, passed: 1 }, /86400 s ahead/],
];

describe('a machine and its database agree:', () => {
  for (const [what, asked, database, answered] of agreeing) {
    test(what, () => compare(asked, database, answered));
  }
});

describe('a machine decides nothing that is', () => {
  for (const [what, asked, database, answered, message] of differing) {
    test(what, () => {
      assert.throws(
        () => compare(asked, database, answered),
        (error) => error instanceof ClocksDiffer && message.test(error.message),
      );
    });
  }
});

test('an offset of the sandbox is no difference', () => {
  const bound = { differenceMax: seconds(2), timers: { monotonicMs: () => 0 } };
  const clock = new BusinessClock({ now: () => noon }, { bound });
  clock.follow({ offset: hours(50), closedThrough: undefined });
  clock.compare(clock.ask(), noon);
  assert.equal(clock.now(), noon + hours(50));
});

test('what is done for everybody goes by the earlier of both clocks', () => {
  const bound = { differenceMax: seconds(2), timers: { monotonicMs: () => 0 } };
  const clock = new BusinessClock({ now: () => noon }, { bound });
  clock.follow({ offset: hours(1), closedThrough: undefined });
  const reached = (database: number) => clock.reached(instant(noon + database)) - noon;
  assert.deepEqual([reached(-1_500), reached(1_500)], [hours(1) - 1_500, hours(1)]);
  // Not compared, as in tests: the machine's own.
  const free = new BusinessClock({ now: () => noon });
  assert.equal(free.reached(instant(noon - milliseconds(9))), noon);
});

test('a machine is certain of its time once it agreed, until it is moved or found to differ', () => {
  let [machine, passed] = [0, 0];
  const bound = { differenceMax: seconds(2), timers: { monotonicMs: () => passed } };
  const clock = new BusinessClock({ now: () => instant(noon + machine) }, { bound });
  assert.ok(!clock.isCertain(), 'it has not asked yet');
  clock.compare(clock.ask(), noon);
  [machine, passed] = [3_600_000, 3_600_000];
  assert.ok(clock.isCertain(), 'time has passed');
  machine += day;
  assert.ok(!clock.isCertain(), 'it was moved');
  assert.throws(() => clock.compare(clock.ask(), instant(noon + 3_600_000)), ClocksDiffer);
  machine -= day;
  assert.ok(!clock.isCertain(), 'it was put right, and has not asked since');
  clock.compare(clock.ask(), instant(noon + 3_600_000));
  assert.ok(clock.isCertain());
  // Not compared, as in tests.
  assert.ok(new BusinessClock({ now: () => noon }).isCertain());
});
