/**
 * Goal: a buyer's own limits only ever lower what the operator allows, and a change that lets more be paid
 * is seen as such.
 * Method: the decision on wallets in memory.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Money, money, secret } from '@sampan/primitives';
import { decideLimits, type LimitsWanted, limitsOf, noLimits, noOwnTerms } from './own-terms.ts';
import { isSimplePin } from './pin.ts';

const dollars = (amount: number): Money => money('HKD', BigInt(amount) * 100n);

const terms = (operators?: number, own?: number) => ({
  passwordFreeLimit: undefined,
  paymentLimit: undefined,
  dayLimit: operators === undefined ? undefined : dollars(operators),
  monthLimit: undefined,
  own: {
    ...noOwnTerms,
    limits: { ...noLimits, day: own === undefined ? undefined : dollars(own) },
  },
});

test('of two limits the lower one holds', () => {
  for (const [operators, own, holds] of [
    [undefined, undefined, undefined],
    [500, undefined, 500],
    [undefined, 300, 300],
    [500, 300, 300],
    // An operator has lowered it below the buyer's own.
    [200, 300, 200],
  ] as const) {
    const { day } = limitsOf(terms(operators, own));
    assert.deepEqual(day, holds === undefined ? undefined : dollars(holds));
  }
});

test('lower limits need no PIN, higher ones do, and those above the operator are refused', () => {
  const say = (operators: number | undefined, own: number | undefined, wanted: LimitsWanted) => {
    const decided = decideLimits(terms(operators, own), wanted);
    return decided.outcome === 'changed' ? decided.raises : decided.outcome;
  };
  assert.equal(say(undefined, undefined, { day: dollars(100) }), false);
  assert.equal(say(undefined, 100, { day: dollars(50) }), false);
  assert.equal(say(undefined, 100, { day: dollars(100) }), false);
  assert.equal(say(undefined, 100, { day: dollars(101) }), true);
  assert.equal(say(undefined, 100, { day: 'none' }), true);
  assert.equal(say(500, 100, { day: 'none' }), true);
  assert.equal(say(500, undefined, { day: 'none' }), false);
  assert.equal(say(500, undefined, { day: dollars(500) }), false);
  assert.equal(say(500, 100, { day: dollars(501) }), 'too-high');
  // Above the operator's limit nothing changes, whatever the own one says.
  assert.equal(say(200, 300, { day: 'none' }), false);
  // One that rises among others that fall.
  assert.equal(say(undefined, 100, { payment: dollars(5), day: dollars(101) }), true);
  assert.equal(say(undefined, 100, { passwordFree: dollars(0) }), false);
});

test('a PIN that a thief tries first is simple', () => {
  for (const pin of ['000000', '999999', '123456', '654321', '456789', '123123', '808808']) {
    assert.ok(isSimplePin(secret(pin)), pin);
  }
  for (const pin of ['246810', '123457', '112233', '901234', '135799', '100000']) {
    assert.ok(!isSimplePin(secret(pin)), pin);
  }
});
