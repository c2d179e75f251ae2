/**
 * Goal: charge and settlement of a price match the documents exactly, in whole minor units.
 * Method: the published numbers; then random prices and rates, each result compared with the exact
 * fraction.
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type Currency,
  convert,
  currencies,
  decimalsOf,
  formatAmount,
  formatRate,
  type Money,
  money,
  parseAmount,
  type Rate,
  rate,
  rateText,
  required,
} from '@sampan/primitives';
import fc from 'fast-check';
import { exchange, isAtPar, quote, quoteAtPar } from './quote.ts';
import { noRates, one, RateTable } from './rate-table.ts';

const tableOf = (rates: Partial<Record<Currency, string>>): RateTable =>
  new RateTable(
    new Map(Object.entries(rates).map(([name, text]) => [name as Currency, rate(text)])),
  );

const amountOf = (text: string, currency: Currency): Money =>
  required(parseAmount(text, currency), `an amount of ${currency}`);

/** What a buyer with a mainland wallet pays a partner. */
function comesTo(price: string, of: Currency, settlement: Currency, rates: RateTable) {
  const sides = { buyer: 'CNY', settlement } as const;
  return required(quote(amountOf(price, of), sides, rates), 'all rates are there');
}

const sample = tableOf({ USD: '6.534600', HKD: '0.838800', JPY: '0.060934', KRW: '0.005814' });

describe('published numbers', () => {
  test('the settlement row: AUD 369.30 at 5.4194 is CNY 2001.38 (14 §4.3)', () => {
    const found = comesTo('369.30', 'AUD', 'AUD', tableOf({ AUD: '5.4194' }));
    assert.equal(formatAmount(found.charge), '2001.38');
    assert.equal(formatAmount(found.settlement), '369.30');
    assert.equal(formatRate(found.payoutRate, 8), '5.41940000');
    assert.equal(rateText(found.settlementRate), '1', 'price and settlement are in one currency');
  });

  test('the recorded reply: USD 0.01 at 6.6464 is CNY 0.07 (04 §4)', () => {
    const found = comesTo('0.01', 'USD', 'USD', tableOf({ USD: '6.6464' }));
    assert.equal(formatAmount(found.charge), '0.07');
    assert.equal(formatRate(found.chargeRate, 8), '6.64640000');
  });
});

test('each pair of currencies, by the published sample rates', () => {
  const table: readonly (readonly [string, Currency, Currency, string, string, string])[] = [
    // price, in, settled in: charge in CNY, settlement, settlement for one unit of the price
    ['100.00', 'USD', 'USD', '653.46', '100.00', '1'],
    ['5000', 'JPY', 'JPY', '304.67', '5000', '1'],
    ['5001', 'JPY', 'JPY', '304.73', '5001', '1'],
    ['100.00', 'CNY', 'USD', '100.00', '15.30', '0.15303156'],
    ['100.00', 'CNY', 'JPY', '100.00', '1641', '16.41119900'],
    ['10.00', 'USD', 'HKD', '65.35', '77.90', '7.79041488'],
    ['10.00', 'USD', 'KRW', '65.35', '11239', '1123.94220846'],
    ['11239', 'KRW', 'USD', '65.34', '10.00', '0.00088973'],
    ['100.00', 'HKD', 'CNY', '83.88', '83.88', '0.8388'],
  ];
  const found = table.map(([price, of, settled]) => {
    const { charge, settlement, settlementRate } = comesTo(price, of, settled, sample);
    const said = settlementRate.scale === 8 ? formatRate(settlementRate, 8) : undefined;
    return [
      ...[price, of, settled, formatAmount(charge), formatAmount(settlement)],
      said ?? rateText(settlementRate),
    ];
  });
  assert.deepEqual(found, table);
});

test('one currency needs no rate, and nothing is exchanged', () => {
  const price = amountOf('39.25', 'HKD');
  const found = quote(price, { buyer: 'HKD', settlement: 'HKD' }, noRates);
  assert.deepEqual(found, quoteAtPar(price));
  assert.ok(found && isAtPar(found, price));
  const paidInCny = quote(price, { buyer: 'CNY', settlement: 'HKD' }, sample);
  assert.ok(paidInCny && !isAtPar(paidInCny, price));
});

test('a rate that was never published leaves no quote', () => {
  const price = amountOf('10.00', 'USD');
  const sides = [
    { buyer: 'CNY', settlement: 'EUR' },
    { buyer: 'EUR', settlement: 'USD' },
  ] as const;
  for (const side of sides) assert.equal(quote(price, side, sample), undefined);
  assert.equal(quote(price, { buyer: 'CNY', settlement: 'USD' }, noRates), undefined);
  assert.equal(exchange(price, 'EUR', sample), undefined);
});

test('less than half a minor unit is nothing; who asks must refuse it (17)', () => {
  assert.equal(comesTo('0.01', 'THB', 'THB', tableOf({ THB: '0.185877' })).charge.minor, 0n);
  assert.equal(comesTo('0.01', 'USD', 'JPY', sample).settlement.minor, 1n);
  assert.equal(comesTo('1', 'KRW', 'USD', sample).settlement.minor, 0n);
});

const drawnCurrency = fc.constantFrom(...currencies);
const drawnMinor = fc.bigInt({ min: 0n, max: 10n ** 24n });
/** As published: six decimals, up to ten characters. */
const drawnRate = fc
  .bigInt({ min: 1n, max: 999_999_999n })
  .map((numerator): Rate => ({ numerator, scale: 6 }));
const drawnTable = fc
  .record(Object.fromEntries(currencies.map((each) => [each, drawnRate])))
  .map(({ CNY: _, ...rates }) => new RateTable(new Map(Object.entries(rates)) as never));

/** Whether `found` is `dividend / divisor` rounded half up. */
const isHalfUp = (found: bigint, dividend: bigint, divisor: bigint): boolean =>
  (2n * found - 1n) * divisor <= 2n * dividend && 2n * dividend < (2n * found + 1n) * divisor;

/** Minor units per unit of the currency. */
const unit = (currency: Currency): bigint => 10n ** BigInt(decimalsOf(currency));

/** Whether `found` is `from` converted at `at`, by the exact fraction. */
const isConverted = (from: Money, at: Rate, found: Money): boolean =>
  isHalfUp(
    found.minor,
    from.minor * at.numerator * unit(found.currency),
    10n ** BigInt(at.scale) * unit(from.currency),
  );

describe('for any price and rates', () => {
  const drawn = fc.record({
    of: drawnCurrency,
    buyer: drawnCurrency,
    settlement: drawnCurrency,
    minor: drawnMinor,
    rates: drawnTable,
  });

  test('charge and settlement are the exact fraction rounded half up, and never negative', () => {
    fc.assert(
      fc.property(drawn, ({ of, buyer, settlement, minor, rates }) => {
        const price = money(of, minor);
        const found = required(quote(price, { buyer, settlement }, rates), 'all rates are there');
        assert.ok(isConverted(price, found.chargeRate, found.charge));
        assert.ok(isConverted(price, found.settlementRate, found.settlement));
        assert.ok(found.charge.minor >= 0n && found.settlement.minor >= 0n);
        assert.equal(found.charge.currency, buyer);
        assert.equal(found.settlement.currency, settlement);
        assert.deepEqual(exchange(price, settlement, rates), found.settlement);
      }),
    );
  });

  test('a higher price never comes to less', () => {
    fc.assert(
      fc.property(drawn, drawnMinor, ({ of, buyer, settlement, minor, rates }, more) => {
        const sides = { buyer, settlement };
        const low = required(quote(money(of, minor), sides, rates), 'all rates are there');
        const high = required(quote(money(of, minor + more), sides, rates), 'all rates are there');
        assert.ok(high.charge.minor >= low.charge.minor);
        assert.ok(high.settlement.minor >= low.settlement.minor);
        assert.deepEqual(high.chargeRate, low.chargeRate, 'rates do not depend on the price');
      }),
    );
  });

  test('a rate to CNY is the published one, any other has eight decimals, rounded half up', () => {
    fc.assert(
      fc.property(drawn, ({ of, buyer, settlement, minor, rates }) => {
        const found = required(
          quote(money(of, minor), { buyer, settlement }, rates),
          'all rates are there',
        );
        const pairs = [
          [of, buyer, found.chargeRate],
          [of, settlement, found.settlementRate],
          [settlement, buyer, found.payoutRate],
        ] as const;
        for (const [from, to, at] of pairs) {
          if (from === to) {
            assert.equal(at, one);
            continue;
          }
          const source = required(rates.rateOf(from), 'published');
          const target = required(rates.rateOf(to), 'published');
          if (to === 'CNY') {
            assert.deepEqual(at, source);
            continue;
          }
          assert.equal(at.scale, 8);
          const dividend = source.numerator * 10n ** BigInt(8 + target.scale);
          assert.ok(
            isHalfUp(at.numerator, dividend, target.numerator * 10n ** BigInt(source.scale)),
          );
        }
      }),
    );
  });

  test('JPY and KRW have no decimals, everything else has two', () => {
    fc.assert(
      fc.property(drawn, ({ of, buyer, settlement, minor, rates }) => {
        const found = required(
          quote(money(of, minor), { buyer, settlement }, rates),
          'all rates are there',
        );
        for (const amount of [found.charge, found.settlement]) {
          const whole = ['JPY', 'KRW'].includes(amount.currency);
          assert.match(formatAmount(amount), whole ? /^[0-9]+$/ : /^[0-9]+\.[0-9]{2}$/);
        }
      }),
    );
  });
});

test('amounts that no floating-point number can hold are converted exactly', () => {
  // 2^53 + 1 is the first integer that floating point cannot represent.
  const lost = 2n ** 53n + 1n;
  assert.notEqual(BigInt(Number(lost)), lost);
  const atPar = tableOf({ USD: '1.000000', HKD: '1.000000' });
  const found = quote(money('USD', lost), { buyer: 'CNY', settlement: 'HKD' }, atPar);
  assert.equal(found?.charge.minor, lost);
  assert.equal(found?.settlement.minor, lost);
  const large = money('USD', 123_456_789_012_345_678_901n);
  assert.equal(
    formatAmount(convert(large, rate('6.534600'), 'CNY', 'half-up')),
    '8067407334800740733.46',
  );
  // 1.005 and 2.675 are classics that floating point rounds the wrong way.
  assert.equal(formatAmount(convert(money('USD', 100n), rate('1.005'), 'CNY', 'half-up')), '1.01');
  assert.equal(formatAmount(convert(money('USD', 100n), rate('2.675'), 'CNY', 'half-up')), '2.68');
});
