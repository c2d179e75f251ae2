/**
 * Goal: a fault of a request names its field and says what the field must be.
 * Method: values that differ from a schema in one way each.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { findFault } from './fault.ts';
import { fields, oneOf, partnerId } from './kinds.ts';

const schema = fields({
  id: partnerId,
  contract: Type.Optional(oneOf(['hk', 'global'])),
  days: Type.Optional(Type.Integer()),
  rates: Type.Optional(Type.Array(fields({ rate: Type.String() }))),
  wait: Type.Optional(
    Type.Union([Type.String(), fields({ from: Type.String(), to: Type.Optional(Type.String()) })], {
      expected: 'a time, or from and to',
    }),
  ),
});
const id = '2088000000000016';

const table: readonly (readonly [unknown, string, string, string])[] = [
  [{ id: 7 }, 'invalid-field', 'id', '16 digits that begin with 2088'],
  [{}, 'invalid-field', 'id', '16 digits that begin with 2088'],
  [{ ids: id }, 'unknown-field', 'ids', ''],
  [{ id, contract: 'uk' }, 'invalid-field', 'contract', 'hk or global'],
  [{ id, days: '1' }, 'invalid-field', 'days', 'a whole number'],
  [{ id, rates: {} }, 'invalid-field', 'rates', 'a list'],
  [{ id, rates: ['x'] }, 'no-object', 'rates[0]', 'a JSON object'],
  [{ id, rates: [{ rate: 'x' }, { rate: 1 }] }, 'invalid-field', 'rates[1].rate', 'text'],
  [{ id, wait: 7 }, 'invalid-field', 'wait', 'a time, or from and to'],
  [{ id, wait: { until: '1s' } }, 'unknown-field', 'wait.until', ''],
  [{ id, wait: { from: 1 } }, 'invalid-field', 'wait.from', 'text'],
];
for (const [value, kind, field, expected] of table) {
  test(`${JSON.stringify(value)}: ${kind} ${field}`, () => {
    const fault = findFault(schema, value);
    assert.deepEqual([fault?.kind, fault?.field], [kind, field]);
    if (expected !== '') assert.equal(fault?.expected, expected);
  });
}

test('what is as declared has no fault', () => {
  assert.equal(findFault(schema, { id, contract: 'hk', rates: [{ rate: '1' }] }), undefined);
});
