/**
 * Goal: a scenario that is edited as a form says what its text says, near misses are mended, overlaps are found.
 * Method: scenarios there and back, and pairs that can and cannot be met by the same request.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Scenario } from '@sampan/api';
import { overlapsOf } from '../src/inspector/overlaps.ts';
import {
  askedBy,
  conditionsOf,
  draftOf,
  fieldsOf,
  mendingOf,
  movedTo,
  withConditions,
} from '../src/inspector/scenario-draft.ts';

const scenario = (when: Scenario['when'], more: Partial<Scenario> = {}): Scenario => ({
  when,
  then: ['pass'],
  ...more,
});

test('conditions as rows are the tests of the text', () => {
  const fields = {
    currency: 'HKD',
    trans_amount: { from: '10.00', to: '20.00' },
    trans_name: { matches: '^Tea' },
    store_id: { oneOf: ['one', 'two'] },
  };
  const rows = conditionsOf(fields);
  assert.equal(rows.length, 5);
  assert.deepEqual(fieldsOf(rows), fields);
  assert.deepEqual(conditionsOf(undefined), []);
  assert.deepEqual(withConditions(scenario({ service: 'a', fields }), []).when, { service: 'a' });
  assert.equal(askedBy(fields.trans_amount), '≥ 10.00, ≤ 20.00');
  assert.equal(askedBy(fields.store_id), 'one / two');
  assert.equal(draftOf('{"when": 1, "then": []}'), undefined);
  assert.equal(draftOf('{"when": {}'), undefined);
  assert.deepEqual(draftOf('{"when": {}, "then": ["pass"]}'), scenario({}));
});

test('a step moves to its place, and never out of the list', () => {
  const steps = ['a', 'b', 'c'];
  assert.deepEqual(movedTo(steps, 0, 2), ['b', 'c', 'a']);
  assert.deepEqual(movedTo(steps, 2, 0), ['c', 'a', 'b']);
  for (const [from, to] of [
    [0, -1],
    [0, 3],
    [3, 0],
  ] as const) {
    assert.deepEqual(movedTo(steps, from, to), steps);
  }
});

test('a near miss is mended by its value, or by leaving the test out', () => {
  const both = scenario({ partner: '2088', fields: { amount: '9901', name: { matches: '^T' } } });
  const mended = (field: string, was?: string) => mendingOf(both, { field, ...(was && { was }) });
  assert.deepEqual(mended('amount', '99.00')?.scenario.when.fields?.['amount'], {
    oneOf: ['9901', '99.00'],
  });
  assert.equal(mended('amount')?.kind, 'any');
  assert.deepEqual(mended('amount')?.scenario.when.fields, { name: { matches: '^T' } });
  assert.deepEqual(mended('name', 'Coffee')?.scenario.when.fields, { amount: '9901' });
  assert.equal(mended('partner', '2099')?.scenario.when.partner, undefined);
  assert.equal(mended('gone', 'x'), undefined);
  assert.equal(mended('wallet', 'x'), undefined);
});

test('of two that the same request may meet the newer one is first', () => {
  const listed = (id: string, when: Scenario['when'], more: object = {}) => ({
    id,
    name: '',
    scenario: scenario(when),
    ...more,
  });
  const list = [
    listed('newest', {}),
    listed('other-amount', { service: 'pay', fields: { amount: '12' } }),
    listed('own', { service: ['pay', 'query'], fields: { amount: '9901.00' } }),
    listed('same-amount', { fields: { amount: { oneOf: ['9901', '1'] } } }),
    listed('other-service', { service: 'cancel' }),
    listed('of-notifications', { notification: 'any' }),
    listed('like', { fields: { amount: { matches: '^9' } } }),
    listed('used-up', {}, { endedBy: 'uses' }),
    { ...listed('off', {}), scenario: scenario({}, { off: true }) },
  ];
  assert.deepEqual(
    overlapsOf('own', list).map(({ id, isFirst }) => [id, isFirst]),
    [
      ['newest', true],
      ['same-amount', false],
      ['like', false],
    ],
  );
  assert.deepEqual(overlapsOf('off', list), []);
  const notified = overlapsOf('of-notifications', list).map(({ id }) => id);
  assert.deepEqual(notified, []);
});
