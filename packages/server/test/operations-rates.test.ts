/**
 * Goal: an operator sees the rates in effect and imports new ones, all or none; an error names the
 * faulty line.
 * Method: requests over real sockets; after every refusal the tables are unchanged.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type BusinessDate, secret } from '@sampan/primitives';
import { writeRateFile } from '@sampan/protocol';
import { readRatesInEffect, sampleRates } from '#fx';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
before(async () => {
  world = await operationsWorld();
});
beforeEach(() =>
  world.sql(`with gone as (delete from exchange_rates) update rates_in_effect set rates = '{}'`),
);
after(() => world.close());

const sample = writeRateFile(sampleRates('2026-11-22' as BusinessDate));

const importing = (body: unknown) => world.post('/admin/rates', body);
const shown = async () => (await world.get('/admin/rates')).body['rates'];

test('before anything was imported there are none', async () => {
  const answer = await world.get('/admin/rates');
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body, { rates: [] });
});

test('a rate file is imported, and again, and is what payments are converted at', async () => {
  const answer = await importing({ file: sample });
  assert.equal(answer.status, 200);
  assert.equal(answer.body['added'], 15);
  assert.equal(answer.body['known'], 0);
  const rates = await shown();
  assert.deepEqual(answer.body['rates'], rates);
  assert.ok(Array.isArray(rates) && rates.length === 15);
  assert.deepEqual(rates[0], {
    currency: 'AUD',
    rate: '4.877600',
    day: '2026-11-22',
    time: '100030',
  });
  const again = await importing({ file: sample.replaceAll('\n', '\r\n') });
  assert.deepEqual([again.body['added'], again.body['known']], [0, 15]);
  const inEffect = await readRatesInEffect(world.connection);
  assert.deepEqual(inEffect.rateOf('KRW'), { numerator: 5814n, scale: 6 });
});

test('rates one by one: published now, at a time today, at a time of an earlier day', async () => {
  const answer = await importing({
    rates: [
      { currency: 'AUD', rate: '4.8776' },
      { currency: 'MYR', rate: '1.5', time: '235959' },
      { currency: 'USD', rate: '6.5346', day: '2026-11-20', time: '090530' },
      { currency: 'USD', rate: '6.50', day: '2026-11-19', time: '090530' },
    ],
  });
  assert.equal(answer.body['added'], 4);
  assert.deepEqual(await shown(), [
    { currency: 'AUD', rate: '4.877600', day: '2026-11-22', time: '100000' },
    { currency: 'MYR', rate: '1.500000', day: '2026-11-22', time: '235959' },
    { currency: 'USD', rate: '6.534600', day: '2026-11-20', time: '090530' },
  ]);
});

test('a list and a file at once', async () => {
  const answer = await importing({ file: sample, rates: [{ currency: 'MOP', rate: '0.8' }] });
  assert.equal(answer.body['added'], 16);
});

test('every refusal names what is wrong, and where', async (t) => {
  const line = (text: string) => ({ file: `20261121|100030|AUD|4.877600|\n${text}\n` });
  const one = (change: object) => ({
    rates: [
      { currency: 'AUD', rate: '4.877600', day: '2026-11-21', time: '100030' },
      { currency: 'EUR', rate: '7.491500', ...change },
    ],
  });
  const gbp = { currency: 'GBP', rate: '9.476100', day: '2026-11-22', time: '090000' };
  const table: readonly (readonly [string, unknown, number, string, string, RegExp])[] = [
    ['nothing', {}, 400, 'invalid-field', 'rates', /list of rates/],
    ['an empty list', { rates: [] }, 400, 'invalid-field', 'rates', /list of rates/],
    ['no list', { rates: 'AUD' }, 400, 'invalid-field', 'rates', /a list/],
    ['a list of texts', { rates: ['AUD'] }, 400, 'invalid-body', '', /rates\[0\]/],
    ['an empty file', { file: '' }, 400, 'invalid-field', 'file', /line 1: the file is empty/],
    ['another form', line('20261121,100030,EUR,7.49,'), 400, 'invalid-field', 'file', /line 2/],
    ['no such day', line('20261131|100030|EUR|7.491500|'), 400, 'invalid-field', 'file', /line 2/],
    [
      'no such currency',
      line('20261121|100030|XXX|7.491500|'),
      400,
      'invalid-field',
      'file',
      /line 2: XXX/,
    ],
    [
      'CNY in a file',
      line('20261121|100030|CNY|1.000000|'),
      400,
      'invalid-field',
      'file',
      /line 2: CNY/,
    ],
    [
      'zero in a file',
      line('20261121|100030|EUR|0.000000|'),
      400,
      'invalid-field',
      'file',
      /line 2/,
    ],
    ['too large', line('20261121|100030|EUR|7491.500000|'), 400, 'invalid-field', 'file', /Line 2/],
    ['the year 0', line('00000101|100030|EUR|7.491500|'), 400, 'invalid-field', 'file', /Line 2/],
    [
      'tomorrow',
      line('20261123|000000|EUR|7.491500|'),
      409,
      'date-to-come',
      'file',
      /Line 2 .*2026-11-23/,
    ],
    [
      'published otherwise',
      line('20261122|090000|GBP|9.476200|'),
      409,
      'rate-published-otherwise',
      'file',
      /Line 2 .*GBP was published for 2026-11-22 090000 as 9\.476100/,
    ],
    [
      'published otherwise',
      one({ ...gbp, rate: '9.5' }),
      409,
      'rate-published-otherwise',
      'rates[1]',
      /GBP/,
    ],
    [
      'no currency',
      one({ currency: undefined }),
      400,
      'invalid-field',
      'rates[1].currency',
      /missing/,
    ],
    [
      'an unknown currency',
      one({ currency: 'eur' }),
      400,
      'invalid-field',
      'rates[1].currency',
      /currency/,
    ],
    [
      'a rate that is a number',
      one({ rate: 7.4915 }),
      400,
      'invalid-field',
      'rates[1].rate',
      /text/,
    ],
    ['no rate', one({ rate: '7,49' }), 400, 'invalid-field', 'rates[1].rate', /text/],
    ['a negative rate', one({ rate: '-7.49' }), 400, 'invalid-field', 'rates[1].rate', /text/],
    ['zero', one({ rate: '0' }), 400, 'invalid-field', 'rates[1]', /0/],
    [
      'seven decimals',
      one({ rate: '7.4915001' }),
      400,
      'invalid-field',
      'rates[1]',
      /six decimals/,
    ],
    ['CNY', one({ currency: 'CNY' }), 400, 'invalid-field', 'rates[1]', /CNY/],
    [
      'a day without a time',
      one({ day: '2026-11-21' }),
      400,
      'invalid-field',
      'rates[1].time',
      /day/,
    ],
    ['a day that is none', one({ day: '21.11.2026' }), 400, 'invalid-field', 'rates[1].day', /day/],
    [
      'a time that is none',
      one({ time: '246000' }),
      400,
      'invalid-field',
      'rates[1].time',
      /HHMMSS/,
    ],
    ['tomorrow', one({ day: '2026-11-23', time: '000000' }), 409, 'date-to-come', 'rates[1]', /23/],
    [
      'a misspelt field',
      one({ date: '2026-11-22' }),
      400,
      'unknown-field',
      'rates[1].date',
      /date/,
    ],
    ['a misspelt field', { rate: [] }, 400, 'unknown-field', 'rate', /rate/],
  ];
  const everything = () =>
    world.sql(
      'select to_jsonb(e) from exchange_rates e union all select to_jsonb(r) from rates_in_effect r',
    );
  for (const [what, body, status, code, field, message] of table) {
    await t.test(`${what}: ${status} ${code}`, async () => {
      await importing({ rates: [gbp] });
      const before = await everything();
      const answer = await importing(body);
      assert.equal(answer.status, status, answer.text);
      assert.equal(answer.error?.['code'], code);
      assert.equal(answer.error?.['field'] ?? '', field);
      assert.match(String(answer.error?.['message']), message);
      assert.deepEqual(await everything(), before, 'nothing is stored');
    });
  }
  assert.deepEqual(world.failures, []);
});

test('a stranger neither sees nor brings rates', async () => {
  const guarded = await operationsWorld({ kind: 'token', token: secret('sesame') });
  try {
    assert.equal((await guarded.get('/admin/rates')).status, 401);
    assert.equal((await guarded.post('/admin/rates', { file: sample })).status, 401);
    const known = { authorization: 'Bearer sesame' };
    assert.equal((await guarded.post('/admin/rates', { file: sample }, known)).status, 200);
  } finally {
    await guarded.close();
  }
});
