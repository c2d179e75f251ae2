/**
 * Goal: the log gives the reason of every refused request, and never contains a secret.
 * Method: requests of every kind of refusal, each with its line; then the whole log is searched for
 * all sent keys, signatures, payment codes, PINs and phone numbers.
 */
import assert from 'node:assert/strict';
import { connect as openSocket } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { hours, type PartnerId } from '@sampan/primitives';
import type { Refusal } from '#gateway';
import { openLog, refusalLog } from '#log';
import { testKeys } from '#test-kit';
import { payment, precreate, query, refund } from './gateway-asked.ts';
import {
  type Asked,
  type GatewayWorld,
  gatewayWorld,
  md5Key,
  type Sending,
  signedRequest,
} from './gateway-world.ts';

const phone = '852-51234567';
const pin = '135790';
const otherKey = 'c'.repeat(32);

let world: GatewayWorld;
let partner: PartnerId;
let md5Only: PartnerId;
let code: string;
before(async () => {
  world = await gatewayWorld({ sandbox: true });
  partner = await world.partner({}, { timestampExpires: true });
  md5Only = await world.partner({ publicKey: undefined });
  code = await world.code(await world.wallet('10.00', { loginId: phone }));
});
after(() => world.close());

/** The refusals that the request has left, and what it was answered. */
async function refusalsOf(send: () => Promise<unknown>): Promise<readonly Refusal[]> {
  const before = world.refusals.length;
  await send();
  return world.refusals.slice(before);
}

const kinds: readonly {
  readonly what: string;
  readonly code: string;
  readonly reason: RegExp;
  readonly asked?: () => Asked;
  readonly sending?: Sending;
  readonly send?: () => Promise<unknown>;
}[] = [
  {
    what: 'charset',
    code: 'ILLEGAL_CHARSET',
    reason: /^_input_charset: not one of ours$/,
    send: () => world.send(`_input_charset=${otherKey}`, 'a=b'),
  },
  {
    what: 'two values',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^two values of memo$/,
    send: () => world.send('', 'memo=one&memo=two'),
  },
  {
    what: 'two values of what is a key in truth',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^two values of a parameter whose name is none of ours$/,
    send: () => world.send('', `${otherKey}1=one&${otherKey}1=two`),
  },
  {
    what: 'a body that is too long',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^the body has more than 65536 bytes$/,
    send: () => world.send('', `memo=${'x'.repeat(70_000)}`),
  },
  {
    what: 'an address that cannot be read',
    code: 'ILLEGAL_ARGUMENT',
    reason: /address/,
    send: () => {
      const socket = openSocket(world.port, '127.0.0.1');
      socket.write(`GET /gateway.do?memo=\u0001${otherKey} HTTP/1.1\r\nHost: x\r\n\r\n`);
      return text(socket);
    },
  },
  {
    what: 'service',
    code: 'ILLEGAL_SERVICE',
    reason: /^service: unknown$/,
    asked: () => ({ ...query('x'), service: 'alipay.acquire.dance' }),
  },
  {
    what: 'partner',
    code: 'ILLEGAL_PARTNER',
    reason: /^partner: unknown$/,
    asked: () => ({ ...query('x'), partner: phone }),
  },
  {
    what: 'no partner',
    code: 'ILLEGAL_PARTNER',
    reason: /^partner: missing$/,
    asked: () => ({ ...query('x'), partner: undefined }),
  },
  {
    what: 'contract',
    code: 'ILLEGAL_PARTNER_EXTERFACE',
    reason: /contract lacks this service/,
    asked: () => ({ service: 'forex_rate_file' }),
  },
  {
    what: 'sign type',
    code: 'ILLEGAL_SIGN_TYPE',
    reason: /^sign_type: missing$/,
    asked: () => ({ ...query('x'), sign: otherKey }),
  },
  {
    what: 'no public key',
    code: 'ILLEGAL_SECURITY_PROFILE',
    reason: /^RSA2, but the partner has no public key here$/,
    asked: () => ({ ...query('x'), partner: md5Only }),
    sending: { signType: 'RSA2' },
  },
  {
    what: 'signature',
    code: 'ILLEGAL_SIGN',
    reason: /^sign does not match \(MD5, GBK\)$/,
    asked: () => ({ ...query('x'), sign_type: 'MD5', sign: otherKey }),
    sending: { charset: 'GBK' },
  },
  {
    what: 'no signature',
    code: 'ILLEGAL_SIGN',
    reason: /^sign is missing \(MD5, UTF-8\)$/,
    asked: () => ({ ...query('x'), sign_type: 'MD5', sign: '' }),
  },
  {
    what: 'field',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^partner_trans_id: one of the two ids is needed$/,
    asked: () => query(''),
  },
  {
    what: 'a field with a secret in it',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^currency: /,
    asked: () => ({ ...payment(partner, code), currency: `${pin}${phone}` }),
  },
  {
    what: 'old request',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^timestamp: not within 30 minutes/,
    asked: () => ({
      ...precreate('old-1'),
      timestamp: String(world.machine.now() - hours(1)),
    }),
  },
  {
    what: 'notify_verify',
    code: 'ILLEGAL_ARGUMENT',
    reason: /^notify_verify/,
    send: () =>
      fetch(
        `http://127.0.0.1:${world.port}/gateway.do?service=notify_verify&partner=${phone}&notify_id=${otherKey}`,
      ),
  },
  {
    what: 'unknown order',
    code: 'TRADE_NOT_EXIST',
    reason: /^no such order$/,
    asked: () => query('never'),
  },
  {
    what: 'balance, with a payment code for an order id',
    code: 'BUYER_BALANCE_NOT_ENOUGH',
    reason: /^balance-not-enough$/,
    asked: () => ({ ...payment(partner, code), partner_trans_id: code, trans_amount: '11.00' }),
  },
  {
    what: 'payment code',
    code: 'SOUNDWAVE_PARSER_FAIL',
    reason: /^payment-code-not-valid$/,
    asked: () => payment(partner, '289999999999999999'),
  },
  {
    what: 'refund of an unknown order',
    code: 'TRADE_NOT_EXIST',
    reason: /./,
    asked: () => refund('never'),
  },
];

for (const { what, code: expected, reason, asked, sending, send } of kinds) {
  test(`${what}: ${expected}`, async () => {
    const [left, ...more] = await refusalsOf(
      send ?? (() => world.ask(partner, asked?.() ?? {}, sending)),
    );
    assert.ok(left, 'it was refused');
    assert.deepEqual(more, []);
    assert.equal(left.code, expected);
    assert.match(left.reason, reason);
    assert.notEqual(left.exchange, '');
  });
}

test('a partner is found by its id, an order only after the signature was verified', async () => {
  const [signed] = await refusalsOf(() => world.ask(partner, query('order-7')));
  assert.deepEqual(
    { partner: signed?.partner, service: signed?.service, order: signed?.order },
    { partner, service: 'alipay.acquire.overseas.query', order: 'order-7' },
  );
  const forged = { ...query('order-7'), sign_type: 'MD5', sign: otherKey };
  const [unsigned] = await refusalsOf(() => world.ask(partner, forged));
  assert.equal(unsigned?.order, undefined);
});

test('an order id that may be a payment code or a login is cut', async () => {
  const ids: Readonly<Record<string, string>> = {
    '51234567': '51…',
    '0085251234567': '00…',
    '852-51234567': '852-51…',
    'till-5123-4567': 'till-51…',
    'till-7-51234567': 'till-7-51…',
    '+86-139-1234-5678': '+86…',
    '2888-8888-8888-8888-88': '28…',
    'chan@example.hk': 'ch…',
    [md5Key]: '…',
    [`order-${md5Key.toUpperCase()}`]: '…',
    '2026-11-22-0001': '2026-11-22-0001',
    '20261122100000123456': '20261122100000123456',
  };
  for (const [id, logged] of Object.entries(ids)) {
    const [refusal] = await refusalsOf(() => world.ask(partner, query(id)));
    assert.equal(refusal?.order, logged, id);
  }
});

test('a key in the place of the service is not logged', async () => {
  const key = 'abcdefghijklmnopqrstuvwxyz012345';
  const [refusal] = await refusalsOf(() => world.ask(partner, { ...query('1'), service: key }));
  assert.equal(refusal?.code, 'ILLEGAL_SERVICE');
  assert.equal(refusal.service, undefined);
});

test('an accepted request leaves no line', async () => {
  const rich = await world.code(await world.wallet('100.00'));
  const refusals = await refusalsOf(() => world.ask(partner, payment(partner, rich)));
  assert.deepEqual(refusals, []);
});

test("a sandbox's response names the exchange", async () => {
  const { query: search, body } = await signedRequest({ partner, ...query('never') });
  const response = await fetch(`http://127.0.0.1:${world.port}/gateway.do?${search}`, {
    method: 'POST',
    ...(body !== undefined && { body }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.equal(response.headers.get('sampan-exchange'), world.refusals.at(-1)?.exchange);
});

test('no line holds a key, a signature, a code, a PIN or a phone number', () => {
  const lines: string[] = [];
  const tell = refusalLog(
    openLog({ level: 'debug', terminal: undefined, write: (l) => lines.push(l) }),
  );
  for (const refusal of world.refusals) tell(refusal);
  assert.ok(lines.length >= kinds.length);
  const log = lines.join('');
  for (const line of lines) {
    const { time, level, subject, code: said, message, exchange } = JSON.parse(line);
    assert.match(time, /^\d{4}-\d\d-\d\dT.*Z$/);
    for (const part of [level, subject, said, message, exchange]) assert.ok(part, line);
  }
  const keys = Object.values(testKeys).flatMap((pair) => [pair.privateKey, pair.publicKey]);
  const secrets = [md5Key, otherKey, code, '289999999999999999', pin, phone, '51234567', ...keys];
  for (const secret of secrets) assert.ok(!log.includes(secret), `the log holds ${secret}`);
});
