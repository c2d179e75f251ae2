// Goal: ids increase and never repeat, whatever the clock does.
// Method: properties and a burst.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { array, property as forAll, integer, assert as property } from 'fast-check';
import { idSource, instant, isPartnerId, isWalletId, seededRandom } from './index.ts';

const noon = Date.parse('2026-05-09T12:00:00+08:00');

test('an id has 28 digits and begins with the business day', () => {
  assert.match(idSource(seededRandom(1)).next(instant(noon)), /^20260509[0-9]{20}$/);
});

test('ids rise even when the clock stands still or steps back', () => {
  property(
    forAll(array(integer({ min: -5_000, max: 5_000 }), { maxLength: 50 }), (steps) => {
      const source = idSource(seededRandom(7));
      let now = noon;
      let last = '';
      for (const step of steps) {
        now += step;
        const id = source.next(instant(now));
        assert.ok(id > last && id.length === 28);
        last = id;
      }
    }),
  );
});

test('after a clock that was days ahead, ids return to the right time and never repeat', () => {
  const source = idSource(seededRandom(7));
  const ahead = instant(noon + 2 * 86_400_000);
  const ids = [source.next(instant(noon)), source.next(ahead), source.next(ahead)];
  const back = source.next(instant(noon));
  assert.match(back, /^20260509/);
  // When the clock reaches that time for real, ids of that time must not repeat.
  ids.push(back, source.next(instant(noon)), source.next(ahead), source.next(ahead));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(source.next(ahead) > (ids.at(-1) as string));
});

test('the last millisecond of a day runs over into the next day', () => {
  const source = idSource(seededRandom(7));
  const midnight = Date.parse('2026-05-10T00:00:00+08:00');
  let last = '';
  for (let count = 0; count < 10_001; count++) last = source.next(instant(midnight - 1));
  assert.match(last, /^2026051000000000/);
});

test('more ids than a millisecond holds still rise', () => {
  const source = idSource(seededRandom(7));
  let last = '';
  for (let count = 0; count < 25_000; count++) {
    const id = source.next(instant(noon));
    assert.ok(id > last);
    last = id;
  }
});

test('two sources do not meet', () => {
  const [left, right] = [idSource(seededRandom(1)), idSource(seededRandom(2))];
  const ids = new Set<string>();
  for (let count = 0; count < 1_000; count++) {
    ids.add(left.next(instant(noon))).add(right.next(instant(noon)));
  }
  assert.equal(ids.size, 2_000);
});

test('partners begin with 2088, wallets with 2088 or 2160', () => {
  assert.ok(isPartnerId('2088102012343978') && isWalletId('2088102012343978'));
  assert.ok(!isPartnerId('2160102012343978') && isWalletId('2160102012343978'));
  for (const text of ['', '2088', '20881020123439780', '208810201234397x']) {
    assert.ok(!isPartnerId(text) && !isWalletId(text));
  }
});
