/** Goal: what is kept, and for how long, is read from options, then the environment, then the defaults. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { days, hours } from '@sampan/primitives';
import { readRetention, usualRetention } from '../src/main/retention-settings.ts';

const read = (
  options: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
) => readRetention({ option: (name) => options[name] }, environment);

test('without settings the documented defaults apply', () => {
  assert.deepEqual(read({}), usualRetention);
  assert.deepEqual(usualRetention, {
    codes: days(1),
    deliveries: days(90),
    orders: days(30),
    files: days(400),
    worlds: days(1),
  });
});

test('an option stands over the environment; forever and 0 keep', () => {
  const environment = { SAMPAN_KEEP_FILES: '30d', SAMPAN_KEEP_CODES: '2h', SAMPAN_KEEP_ORDERS: '' };
  assert.deepEqual(read({ 'keep-files': '800d', 'keep-deliveries': 'forever' }, environment), {
    codes: hours(2),
    deliveries: undefined,
    orders: days(30),
    files: days(800),
    worlds: days(1),
  });
  assert.equal(read({ 'keep-orders': '0' }).orders, undefined);
});

test('what is no duration, or too short, is refused with the least', () => {
  const refused = [
    [{ 'keep-codes': '59m' }, {}, /--keep-codes must be a duration of at least 1h/],
    [{ 'keep-deliveries': '1d' }, {}, /--keep-deliveries .* at least 2d/],
    [{ 'keep-orders': '6d' }, {}, /--keep-orders .* at least 7d/],
    [{ 'keep-files': 'a year' }, {}, /--keep-files must be a duration/],
    [{}, { SAMPAN_KEEP_FILES: '-1d' }, /SAMPAN_KEEP_FILES must be a duration/],
  ] as const;
  for (const [options, environment, message] of refused) {
    assert.throws(() => read(options as never, environment as never), message);
  }
});
