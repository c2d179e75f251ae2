/**
 * Goal: published rates never change, the newest rate of each currency is in effect, and a bad
 * import changes nothing, even with concurrent imports.
 * Method: the decision by a table; then imports into a real PostgreSQL, also from two connections.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  addDays,
  type BusinessDate,
  type Currency,
  instant,
  parseInstant,
  rate,
  rateText,
  required,
  startOfDay,
} from '@sampan/primitives';
import { type PublishedRate, writeRateFile } from '@sampan/protocol';
import pg from 'pg';
import { type Connection, connect } from '#database';
import { createTestDatabase, type TestDatabase, time } from '#test-kit';
import { decideImport, importRates, refuseByItself } from './import-rates.ts';
import { publishedText } from './published-text.ts';
import { countRateFileCall, rateFileCallsMax } from './rate-file-calls.postgres.ts';
import { readNewestRates } from './rate-rows.postgres.ts';
import { readRatesInEffect } from './rates-in-effect.postgres.ts';
import { sampleRates } from './sample-rates.ts';

const now = time('2026-11-22 10:30');
const today = '2026-11-22' as BusinessDate;

const published = (currency: Currency, text: string, at = '2026-11-22 10:00'): PublishedRate => ({
  at: time(at),
  currency,
  rate: rate(text),
});

describe('what is taken', () => {
  const known = [published('USD', '6.534600')];
  const table: readonly (readonly [string, PublishedRate, string])[] = [
    ['a currency not yet known', published('EUR', '7.491500'), 'added'],
    ['the same again', published('USD', '6.534600'), 'known'],
    ['the same with fewer zeros', published('USD', '6.5346'), 'known'],
    ['another time', published('USD', '6.600000', '2026-11-22 10:01'), 'added'],
    ['an earlier day', published('USD', '6.600000', '2026-11-20 10:00'), 'added'],
    ['a time later today', published('EUR', '7.491500', '2026-11-22 23:59'), 'added'],
    ['the greatest that fits', published('EUR', '999.999999'), 'added'],
    ['CNY', published('CNY', '1.000000'), 'currency-cny'],
    ['zero', published('EUR', '0.000000'), 'rate-zero'],
    ['zeros behind six decimals', published('EUR', '7.49150000'), 'added'],
    ['seven decimals', published('EUR', '7.4915001'), 'rate-too-long'],
    ['more than ten characters', published('EUR', '1000.000000'), 'rate-too-long'],
    [
      'a day of another millennium',
      published('EUR', '7.491500', '1999-12-31 23:59'),
      'day-too-early',
    ],
    ['tomorrow', published('EUR', '7.491500', '2026-11-23 00:00'), 'day-to-come'],
    ['another rate for the same time', published('USD', '6.534700'), 'published-otherwise'],
  ];
  for (const [what, given, expected] of table) {
    test(`${what}: ${expected}`, () => {
      const rates = [published('GBP', '9.476100'), given];
      const decided = refuseByItself(rates, today) ?? decideImport(rates, known);
      if (decided.outcome === 'imported') {
        assert.equal(decided.added.includes(given) ? 'added' : 'known', expected);
      } else {
        assert.equal(decided.refusal, expected);
        assert.equal(decided.index, 1, 'the second one is to blame');
      }
    });
  }

  test('a rate that stands twice counts once, unless it is another one', () => {
    const twice = [published('EUR', '7.491500'), published('EUR', '7.4915')];
    const decided = decideImport(twice, []);
    assert.equal(decided.outcome === 'imported' && decided.added.length, 1);
    const differing = [published('EUR', '7.491500'), published('EUR', '7.500000')];
    assert.deepEqual(decideImport(differing, []), {
      outcome: 'refused',
      refusal: 'published-otherwise',
      index: 1,
      known: rate('7.491500'),
    });
  });

  test('a rate is published with six decimals', () => {
    assert.equal(publishedText(rate('6.5346')), '6.534600');
    assert.equal(publishedText(rate('0.00000100')), '0.000001');
    assert.equal(publishedText(rate('0.00000001')), undefined);
  });
});

describe('in the database', () => {
  let database: TestDatabase;
  let connection: Connection;
  let other: Connection;
  let owner: pg.Client;
  before(async () => {
    database = await createTestDatabase();
    connection = await connect({ url: database.url, name: 'test import' });
    other = await connect({ url: database.url, name: 'test other import' });
    owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
  });
  beforeEach(() => owner.query(`truncate exchange_rates; update rates_in_effect set rates = '{}'`));
  after(async () => {
    await Promise.all([connection.close(), other.close(), owner.end()]);
    await database.drop();
  });

  const inEffect = async (currency: Currency): Promise<string | undefined> => {
    const found = (await readRatesInEffect(connection)).rateOf(currency);
    return found && rateText(found);
  };
  const stored = async (): Promise<number> =>
    Number((await owner.query('select count(*) from exchange_rates')).rows[0].count);

  test('the newest rate of each currency is in effect, in whatever order they come', async () => {
    await importRates(connection, [published('USD', '6.60', '2026-11-22 10:00')], now);
    await importRates(connection, [published('USD', '6.50', '2026-11-21 10:00')], now);
    assert.equal(await inEffect('USD'), '6.6');
    await importRates(connection, [published('EUR', '7.49', '2026-11-21 10:00')], now);
    assert.equal(await inEffect('USD'), '6.6', 'another currency does not touch it');
    assert.equal(await inEffect('EUR'), '7.49', 'a day without a new rate keeps the last');
    await importRates(connection, [published('USD', '6.70', '2026-11-22 10:01')], now);
    assert.equal(await inEffect('USD'), '6.7');
    assert.equal(await stored(), 4, 'nothing is forgotten');
  });

  test('a rate comes back as it was published, to the second', async () => {
    const at = required(parseInstant('2026-11-22T09:05:30+08:00'), 'a time');
    await importRates(connection, [{ at, currency: 'JPY', rate: rate('0.060934') }], now);
    assert.deepEqual(await readNewestRates(connection), [
      { at, currency: 'JPY', rate: rate('0.060934') },
    ]);
    const { rows } = await owner.query(`select day::text, time, rate from exchange_rates`);
    assert.deepEqual(rows, [{ day: '2026-11-22', time: '090530', rate: '0.060934' }]);
  });

  test('importing the same again changes nothing', async () => {
    const rates = sampleRates(today);
    const first = await importRates(connection, rates, now);
    assert.equal(first.outcome === 'imported' && first.added.length, 15);
    const again = await importRates(connection, rates, now);
    assert.deepEqual(again, { outcome: 'imported', added: [] });
    assert.equal(await stored(), 15);
  });

  test('a refused import leaves nothing behind', async () => {
    await importRates(connection, [published('USD', '6.60')], now);
    const refused = await importRates(
      connection,
      [published('EUR', '7.49'), published('USD', '6.61')],
      now,
    );
    assert.deepEqual(refused, {
      outcome: 'refused',
      refusal: 'published-otherwise',
      index: 1,
      known: rate('6.600000'),
    });
    assert.equal(await stored(), 1);
    assert.equal(await inEffect('EUR'), undefined);
    // The connection has no open transaction.
    await importRates(connection, [published('EUR', '7.49')], now);
    assert.equal(await inEffect('EUR'), '7.49');
  });

  test('two who import at once both succeed, and the newest counts', async () => {
    for (let round = 0; round < 10; round++) {
      await owner.query(`truncate exchange_rates; update rates_in_effect set rates = '{}'`);
      const [usd, eur] = await Promise.all([
        importRates(
          connection,
          [published('GBP', '9.4'), published('USD', '6.6', '2026-11-22 10:02')],
          now,
        ),
        importRates(
          other,
          [published('USD', '6.5', '2026-11-22 10:01'), published('GBP', '9.4')],
          now,
        ),
      ]);
      assert.equal(usd.outcome, 'imported');
      assert.equal(eur.outcome, 'imported');
      assert.equal(await stored(), 3, 'what both have brought is there once');
      assert.equal(await inEffect('USD'), '6.6');
      assert.equal(await inEffect('GBP'), '9.4');
    }
  });

  test('of two who publish different rates for one time, one is refused', async () => {
    const outcomes = await Promise.all([
      importRates(connection, [published('USD', '6.6')], now),
      importRates(other, [published('USD', '6.5')], now),
    ]);
    const [first, second] = outcomes.map(({ outcome }) => outcome).sort();
    assert.deepEqual([first, second], ['imported', 'refused']);
    assert.equal(await stored(), 1);
  });

  test('the published sample is written as it was published (15 §3.1)', async () => {
    await importRates(connection, sampleRates('2016-05-04' as BusinessDate), now);
    const lines = writeRateFile(await readNewestRates(connection)).split('\n');
    assert.equal(lines.length, 16, 'fifteen lines and the end of the last');
    assert.equal(lines[0], '20160504|100030|AUD|4.877600|');
    assert.ok(lines.includes('20160504|090530|USD|6.534600|'));
    assert.ok(lines.includes('20160504|100030|KRW|0.005814|'));
    assert.deepEqual(
      lines.slice(0, -1),
      lines.slice(0, -1).sort((a, b) => (key(a) < key(b) ? -1 : 1)),
    );
  });

  describe('calls for the file', () => {
    const partner = '2088000000000001' as never;
    const call = (day: BusinessDate, by = connection) => countRateFileCall(by, partner, day);

    test('a hundred a day, from all processes together, and a new day brings new ones', async () => {
      const asked = Array.from({ length: rateFileCallsMax + 20 }, (_, index) =>
        call(today, index % 2 === 0 ? connection : other),
      );
      const allowed = (await Promise.all(asked)).filter((each) => each);
      assert.equal(allowed.length, 100);
      assert.equal(await call(today), false);
      assert.ok(await countRateFileCall(connection, '2088000000000002' as never, today));
      const tomorrow = addDays(today, 1);
      assert.ok(await call(tomorrow));
      assert.ok(await call(today, other), 'a process that has not seen midnight yet');
      const { rows } = await owner.query(
        `select day::text, calls from rate_file_calls where partner_id = $1`,
        [partner],
      );
      assert.deepEqual(rows, [{ day: tomorrow, calls: 2 }]);
    });
  });
});

/** The currency of a line. */
const key = (line: string): string => line.split('|')[2] ?? '';

test('the sample says when it was published: the dollar earlier than the others', () => {
  const at = (currency: Currency) =>
    sampleRates(today).find((each) => each.currency === currency)?.at;
  assert.equal(at('USD'), instant(startOfDay(today) + ((9 * 60 + 5) * 60 + 30) * 1_000));
  assert.equal(at('HKD'), instant(startOfDay(today) + (10 * 60 * 60 + 30) * 1_000));
});
