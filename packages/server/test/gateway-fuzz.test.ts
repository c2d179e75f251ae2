/**
 * Goal: the gateway answers every request with a well-formed envelope.
 * Method: random requests, from almost right to pure noise, signed and unsigned, over real sockets.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { services } from '@sampan/protocol';
import fc from 'fast-check';
import { type Asked, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
let codes: readonly string[];
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('1000.00');
  codes = await Promise.all([1, 2, 3, 4].map(() => world.code(wallet)));
});
after(() => world.close());

const names = [...new Set(services.flatMap(({ requestFields }) => Object.keys(requestFields)))];
const xmlServices = services.filter(({ node }) => node !== 'plain').map(({ name }) => name);

const value = fc.oneof(
  fc.constantFrom('1', '0.01', '39.25', 'HKD', 'Y', 'N', 'order', 'x', '{}', '{"store_id":"1"}'),
  fc.constantFrom('barcode', 'OVERSEAS_MBARCODE_PAY', '1456507704121', '20261122100000', 'null'),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const wellFormed = (text: string) => !/\p{Surrogate}/u.test(text);
const asked = fc.dictionary(fc.constantFrom(...names), value.filter(wellFormed), { maxKeys: 14 });
const sending = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  signType: fc.constantFrom('MD5', 'RSA2'),
  charsetIn: fc.constantFrom('url', 'body', 'both'),
} as const);

test('signed requests with drawn values', async () => {
  const drawn = fc.tuple(fc.constantFrom(...xmlServices), asked, sending, fc.nat(3));
  await fc.assert(
    fc.asyncProperty(drawn, async ([service, given, how, which]) => {
      const usual: Asked = { alipay_seller_id: partner, buyer_identity_code: codes[which] };
      const answer = await world.ask(partner, { ...usual, ...given, service }, how);
      assert.equal(answer.status, 200);
      const { isSuccess, error = '' } = answer.reply;
      if (isSuccess) {
        assert.match(answer.fields.result_code ?? 'SUCCESS', /^(SUCCESS|FAIL|FAILED|UNKNOW)$/);
        assert.ok(answer.signed);
      } else assert.match(error, /^(?!SYSTEM_ERROR)[A-Z_]+$/);
    }),
    { numRuns: 300, seed: 7 },
  );
  assert.deepEqual(world.failures, []);
  assert.deepEqual(await world.audit(), []);
});

test('query strings and bodies of noise', async () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '%',
          '&',
          '=',
          '+',
          '%4',
          '%00',
          '%ff',
          'a',
          'sign',
          'partner',
          '_input_charset=',
          'GBK',
          'service=',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(noise, noise, async (url, body) => {
      const query = url.replace(/[^\x21-\x7e]|#/g, '');
      const answer = await world.send(query, body);
      assert.equal(answer.status, 200);
      assert.equal(answer.reply.isSuccess, false);
    }),
    { numRuns: 300, seed: 7 },
  );
  assert.deepEqual(world.failures, []);
});
