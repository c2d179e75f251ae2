/**
 * Goal: a standard partner fetches the published rates as bare text, a hundred times a day, after the
 * same checks as any other request.
 * Method: signed requests over real sockets; the body is compared byte for byte.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type BusinessDate, hours, type PartnerId, rate } from '@sampan/primitives';
import { readRateFile } from '@sampan/protocol';
import { importRates, sampleRates } from '#fx';
import { time } from '#test-kit';
import {
  type Asked,
  type GatewayWorld,
  gatewayWorld,
  type Sending,
  signedRequest,
} from './gateway-world.ts';

const today = '2026-11-22' as BusinessDate;

let world: GatewayWorld;
let partner: PartnerId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner({ contract: 'global', currency: 'USD' });
});
beforeEach(() =>
  world.sql(`with forgotten as (delete from exchange_rates), uncounted as (delete from rate_file_calls)
    update rates_in_effect set rates = '{}'`),
);
after(() => world.close());

async function fetchFile(by: PartnerId, change: Asked = {}, sending: Sending = {}) {
  const asked = { service: 'forex_rate_file', partner: by, ...change };
  const { query, body } = await signedRequest(asked, { method: 'GET', ...sending });
  const address = `http://127.0.0.1:${world.port}/gateway.do?${query}`;
  const response = await fetch(address, {
    ...(body !== undefined && {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    }),
  });
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    text: await response.text(),
  };
}

const file = `20261122|100030|AUD|4.877600|
20261122|100030|CAD|5.124900|
20261122|100030|CHF|6.829600|
20261122|100030|DKK|1.007800|
20261122|100030|EUR|7.491500|
20261122|100030|GBP|9.476100|
20261122|100030|HKD|0.838800|
20261122|100030|JPY|0.060934|
20261122|100030|KRW|0.005814|
20261122|100030|NOK|0.803000|
20261122|100030|NZD|4.496100|
20261122|100030|SEK|0.809800|
20261122|100030|SGD|4.815600|
20261122|100030|THB|0.185877|
20261122|090530|USD|6.534600|
`;

test('the newest rate of each currency, one line each, ordered by currency', async () => {
  await importRates(
    world.connection,
    sampleRates('2026-11-20' as BusinessDate),
    world.machine.now(),
  );
  await importRates(world.connection, sampleRates(today), world.machine.now());
  const answer = await fetchFile(partner);
  assert.deepEqual(answer, { status: 200, contentType: 'text/plain;charset=UTF-8', text: file });
  assert.ok(readRateFile(answer.text).ok, 'our own reader takes it');
});

test('a currency without a new rate keeps the line of its last day', async () => {
  const last = '2026-11-20 10:00';
  await importRates(
    world.connection,
    [
      { at: time(last), currency: 'EUR', rate: rate('7.5') },
      { at: time(last), currency: 'USD', rate: rate('6.5') },
      { at: time('2026-11-22 09:30'), currency: 'USD', rate: rate('6.6') },
    ],
    world.machine.now(),
  );
  const { text } = await fetchFile(partner);
  assert.equal(text, '20261120|100000|EUR|7.500000|\n20261122|093000|USD|6.600000|\n');
});

test('every way of asking and signing', async () => {
  await importRates(world.connection, sampleRates(today), world.machine.now());
  const ways: readonly (readonly [string, Sending, Asked?])[] = [
    ['GET, MD5', { method: 'GET' }],
    ['POST, MD5', { method: 'POST' }],
    ['RSA', { signType: 'RSA' }],
    ['RSA2', { signType: 'RSA2' }],
    ['GBK', { charset: 'GBK' }],
    ['without charset', { charset: 'GBK', charsetIn: 'nowhere' }],
    ['with a parameter that it does not know', {}, { sendFormat: 'normal' }],
  ];
  for (const [what, sending, change] of ways) {
    assert.equal((await fetchFile(partner, change, sending)).text, file, what);
  }
});

test('what the gateway refuses comes as XML and is not counted', async (t) => {
  await importRates(world.connection, sampleRates(today), world.machine.now());
  const hongKong = await world.partner();
  const few = await world.partner({ contract: 'global' }, { services: ['alipay.acquire.cancel'] });
  const md5Only = await world.partner({ contract: 'global', publicKey: undefined });
  const table: readonly (readonly [string, string, PartnerId, Asked?, Sending?])[] = [
    ['a partner that is none', 'ILLEGAL_PARTNER', '2088999999999999' as PartnerId],
    ['a partner in Hong Kong', 'ILLEGAL_PARTNER_EXTERFACE', hongKong],
    ['a contract without the service', 'ILLEGAL_PARTNER_EXTERFACE', few],
    [
      'a kind of signature that is none',
      'ILLEGAL_SIGN_TYPE',
      partner,
      { sign: '0', sign_type: 'X' },
    ],
    ['no key for it', 'ILLEGAL_SECURITY_PROFILE', md5Only, {}, { signType: 'RSA2' }],
    ['another signature', 'ILLEGAL_SIGN', partner, { sign: '0'.repeat(32), sign_type: 'MD5' }],
    ['no signature', 'ILLEGAL_SIGN', partner, { sign: '', sign_type: 'MD5' }],
    ['another service', 'ILLEGAL_SERVICE', partner, { service: 'FOREX_RATE_FILE' }],
  ];
  for (const [what, code, by, change, sending] of table) {
    await t.test(`${what}: ${code}`, async () => {
      const answer = await fetchFile(by, change, sending);
      assert.equal(answer.status, 200);
      assert.equal(answer.contentType, 'text/xml;charset=UTF-8');
      assert.match(answer.text, new RegExp(`<is_success>F</is_success><error>${code}</error>`));
    });
  }
  assert.deepEqual(await world.sql('select * from rate_file_calls'), []);
});

const failed = (reason: string) => ({
  status: 200,
  contentType: 'text/plain;charset=UTF-8',
  text: `File download failed: ${reason}`,
});

test('without any rates there is no file', async () => {
  assert.deepEqual(await fetchFile(partner), failed('empty file'));
});

test('a hundred calls a business day; further ones are refused until midnight', async () => {
  await importRates(world.connection, sampleRates(today), world.machine.now());
  const other = await world.partner({ contract: 'global' });
  for (let call = 1; call <= 100; call += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetchFile(partner)));
    for (const { text } of answers) assert.equal(text, file);
  }
  assert.deepEqual(await fetchFile(partner), failed('too many calls today'));
  assert.deepEqual(
    await fetchFile(partner, {}, { signType: 'RSA' }),
    failed('too many calls today'),
  );
  assert.equal((await fetchFile(other)).text, file, 'another partner has its own hundred');
  world.machine.advance(hours(13));
  assert.deepEqual(await fetchFile(partner), failed('too many calls today'), 'at 23:00');
  world.machine.advance(hours(1));
  assert.equal((await fetchFile(partner)).text, file, 'a new day begins at midnight');
});

test('when the rates cannot be read, the text says so and the failure is logged', async () => {
  await world.sql('alter table exchange_rates rename to hidden');
  try {
    assert.deepEqual(await fetchFile(partner), failed('system exception'));
  } finally {
    await world.sql('alter table hidden rename to exchange_rates');
  }
  assert.equal(world.failures.length, 1);
});
