// Goal: a request that a partner's program signs is the one that the gateway reads and verifies.
// Method: the published MD5 vector; every sign type, charset and place through the gateway's own
// reader.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { secret } from '@sampan/primitives';
import {
  type CharsetPlace,
  type Parameter,
  readRequest,
  type SignType,
  signRequest,
  verifyRequest,
} from '../index.ts';

const md5Key = secret('10000000000000000000000000000000');
const keys = { md5Key, ...generateKeyPairSync('rsa', { modulusLength: 1_024 }) };

const query: readonly Parameter[] = [
  ['service', 'alipay.acquire.overseas.query'],
  ['partner', '1000000000000000'],
  ['partner_trans_id', '2010121000000002'],
];

test('the published vector of a query', async () => {
  const parameters: readonly Parameter[] = [['_input_charset', 'utf-8'], ...query];
  const signing = { signType: 'MD5', charset: 'UTF-8', keys } as const;
  const { body } = await signRequest(parameters, signing, 'nowhere');
  assert.match(body, /&sign=2a7f598bbb13d02f7de819ae689f80ba&sign_type=MD5$/);
});

test('the charset is sent in the URL, and signed', async () => {
  const signing = { signType: 'MD5', charset: 'UTF-8', keys } as const;
  const request = await signRequest(query, signing);
  assert.equal(request.query, '_input_charset=UTF-8');
  assert.doesNotMatch(request.body, /_input_charset/);
  assert.equal(request.contentType, 'application/x-www-form-urlencoded;charset=UTF-8');
  assert.deepEqual(request.parameters[0], ['_input_charset', 'UTF-8']);
});

test('the gateway verifies every sign type, charset and place', async () => {
  const text: Parameter = ['trans_name', '測試 a+b&c=d'];
  for (const signType of ['MD5', 'RSA', 'RSA2'] satisfies SignType[]) {
    for (const charset of ['UTF-8', 'GBK'] as const) {
      for (const place of ['url', 'body', 'both'] satisfies CharsetPlace[]) {
        const signing = { signType, charset, keys };
        const {
          query: url,
          body,
          contentType,
        } = await signRequest([...query, text], signing, place);
        const read = readRequest({
          method: 'POST',
          query: url,
          contentType,
          body: Buffer.from(body, 'latin1'),
        });
        assert.ok(read.ok);
        const verified = await verifyRequest(read.value, keys);
        assert.equal(verified?.get('trans_name'), text[1], `${signType} ${charset} ${place}`);
      }
    }
  }
});
