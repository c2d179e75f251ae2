// Goal: fees match contracts and published files.
// Method: published numbers and tables; a property over many small refunds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatAmount, type Money, money, parseAmount, rate, required } from '@sampan/primitives';
import fc from 'fast-check';
import { type FeeTerms, feeInChargeOf, feeOn, feeReturnedWith } from './fee.ts';

const hkd = (text: string): Money => required(parseAmount(text, 'HKD'), 'an amount');
const byRate = (text: string, minimum = '0'): FeeTerms => ({
  by: 'rate',
  rate: rate(text),
  minimum: hkd(minimum),
});
const fixed = (text: string): FeeTerms => ({ by: 'payment', amount: hkd(text) });

describe('the fee of a payment', () => {
  type Row = readonly [what: string, gross: string, terms: FeeTerms, fee: string, byRate: boolean];
  const rows: readonly Row[] = [
    ['0.6 % of 369.30, half up', '369.30', byRate('0.006'), '2.22', true],
    ['1 % of 852.40', '852.40', byRate('0.01'), '8.52', true],
    ['a share of half a cent', '0.50', byRate('0.01'), '0.01', true],
    ['a share of less', '0.49', byRate('0.01'), '0.00', true],
    ['the minimum, when the share is less', '10.00', byRate('0.006', '0.30'), '0.30', false],
    ['the share, when it is the minimum', '50.00', byRate('0.006', '0.30'), '0.30', true],
    ['no more than the payment', '0.20', byRate('0.006', '0.30'), '0.20', false],
    ['a fixed one', '100.00', fixed('1.50'), '1.50', false],
    ['a fixed one of a small payment', '1.00', fixed('1.50'), '1.00', false],
    ['none', '100.00', byRate('0'), '0.00', true],
  ];
  for (const [what, gross, terms, amount, isByRate] of rows) {
    test(what, () => {
      const fee = feeOn(hkd(gross), terms);
      assert.equal(formatAmount(fee.amount), amount);
      assert.equal(fee.rate !== undefined, isByRate);
    });
  }

  test('JPY has none of its decimals', () => {
    const terms: FeeTerms = { by: 'rate', rate: rate('0.006'), minimum: money('JPY', 0n) };
    assert.equal(formatAmount(feeOn(money('JPY', 1_234n), terms).amount), '7');
  });
});

test('in CNY a fee is a share of what was charged; one without a share is converted', () => {
  const charge = money('CNY', 200_138n);
  const payoutRate = rate('5.4194');
  const share = feeOn(money('AUD', 36_930n), {
    by: 'rate',
    rate: rate('0.006'),
    minimum: money('AUD', 0n),
  });
  assert.equal(formatAmount(feeInChargeOf(share, charge, payoutRate)), '12.01');
  const flat = { amount: money('AUD', 100n), rate: undefined };
  assert.equal(formatAmount(feeInChargeOf(flat, charge, payoutRate)), '5.42');
});

test('however a payment is refunded in parts, its fee comes back once, and never too early', () => {
  const terms = fc.oneof(
    fc.bigInt({ min: 0n, max: 99_999n }).map((numerator): FeeTerms => {
      return { by: 'rate', rate: { numerator, scale: 5 }, minimum: hkd('0.50') };
    }),
    fc.constant(fixed('2.00')),
  );
  const parts = fc.array(fc.bigInt({ min: 1n, max: 5_000n }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(terms, parts, (terms, parts) => {
      const gross = money(
        'HKD',
        parts.reduce((sum, part) => sum + part),
      );
      const { amount: fee, rate } = feeOn(gross, terms);
      let feeReturned = hkd('0');
      let returned = hkd('0');
      for (const part of parts) {
        returned = money('HKD', returned.minor + part);
        const back = feeReturnedWith({ fee, rate, feeReturned, gross, returned });
        assert.ok(back.minor >= 0n);
        feeReturned = money('HKD', feeReturned.minor + back.minor);
        assert.ok(feeReturned.minor <= fee.minor);
      }
      assert.deepEqual(feeReturned, fee);
    }),
  );
});
