/**
 * Goal: what cannot succeed is refused before it is sent, and the sentence says what to change;
 * nothing that an observer gets shows a secret.
 * Method: a transport that records; every result and event is searched for secrets.
 */
import assert from 'node:assert/strict';
import diagnostics from 'node:diagnostics_channel';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type CallEvent,
  createPartner,
  type OutgoingRequest,
  type PartnerOptions,
  type Transport,
} from '@sampan/sdk';
import { build } from 'esbuild';

const key = 'a-secret-key-of-this-very-partner';
const sent: OutgoingRequest[] = [];
const transport: Transport = {
  send: async (request) => {
    sent.push(request);
    return { isAnswered: false, failure: 'broken', isSent: true, message: 'ECONNRESET' };
  },
  close: () => undefined,
};
const usual: PartnerOptions = {
  gateway: 'test',
  id: '2088000000000001',
  contract: 'hk',
  sign: { type: 'MD5', key },
  retry: { tries: 1 },
  transport,
};

const payment = {
  alipay_seller_id: '2088000000000001',
  trans_name: 'Tea',
  partner_trans_id: 'T-1',
  currency: 'HKD',
  trans_amount: '39.25',
  buyer_identity_code: '289216843756120934',
  identity_code_type: 'barcode',
  biz_product: 'OVERSEAS_MBARCODE_PAY',
} as const;

test('wrong fields are not sent', async () => {
  const partner = createPartner({ ...usual, charset: 'GBK' });
  const refused = async (change: object) => {
    sent.length = 0;
    const result = await partner.services.spotPay({ ...payment, ...change });
    assert.ok(result.outcome === 'refused' && result.by === 'sdk');
    assert.equal(sent.length, 0);
    assert.deepEqual(JSON.parse(JSON.stringify(result)), result);
    return `${result.code}: ${result.means}`;
  };
  assert.deepEqual(
    [
      await refused({ trans_amount: '39.255' }),
      await refused({ trans_amount: undefined }),
      await refused({ partner_trans_id: 'T 1' }),
      await refused({ trans_name: '😀' }),
      await refused({ currency: 'USD' }),
      await refused({ buyer_identity_code: '134567890123456789' }),
      await refused({ buyer_identity_code: '6212345678901234567' }),
      await refused({ buyer_identity_code: '4006381333931' }),
    ],
    [
      'ILLEGAL_ARGUMENT: trans_amount: not an amount of its currency',
      'ILLEGAL_ARGUMENT: trans_amount: missing',
      'ILLEGAL_ARGUMENT: partner_trans_id: a character that ids may not have',
      'ILLEGAL_ARGUMENT: trans_name: a character that GBK does not have',
      'INVALID_PARAMETER: currency: only HKD under this contract',
      'notOurCode: buyer_identity_code: a code of WeChat Pay',
      'notOurCode: buyer_identity_code: a code of UnionPay',
      'notOurCode: buyer_identity_code: not a payment code',
    ],
  );
});

test('a timestamp is added where the service has one, as its documents write it', async () => {
  const dates = async (options: Partial<PartnerOptions>): Promise<string | null> => {
    sent.length = 0;
    await createPartner({ ...usual, ...options }).services.cancel({ out_trade_no: 'T-1' });
    return new URLSearchParams(sent[0]?.body).get('timestamp');
  };
  assert.match((await dates({})) ?? '', /^[0-9]{13}$/);
  assert.match((await dates({ contract: 'global' })) ?? '', /^[0-9-]{10} [0-9:]{8}$/);
});

test('each environment has its address, by contract', async () => {
  const addressOf = async (options: Partial<PartnerOptions>): Promise<string | undefined> => {
    sent.length = 0;
    const partner = createPartner({ ...usual, ...options });
    await partner.services.query({ partner_trans_id: 'T-1' });
    return sent[0]?.url.split('?')[0];
  };
  assert.equal(await addressOf({}), 'https://mapi.alipaydev.com/gateway.do');
  assert.equal(
    await addressOf({ gateway: 'production' }),
    'https://intlmapi.alipay.com/gateway.do',
  );
  assert.equal(
    await addressOf({ gateway: 'production', contract: 'global' }),
    'https://globalmapi.alipay.com/gateway.do',
  );
});

test('wrong options throw at once, name the option, and show no key', () => {
  const wrong = (options: Partial<PartnerOptions>) => {
    try {
      createPartner({ ...usual, ...options });
    } catch (error) {
      assert.ok(error instanceof TypeError);
      assert.ok(!error.message.includes(key));
      return error.message;
    }
    return 'accepted';
  };
  assert.deepEqual(
    [
      wrong({ gateway: 'prod' }),
      wrong({ gateway: 'http://127.0.0.1/gateway.do?a=b' }),
      wrong({ id: '2088' }),
      wrong({ sign: { type: 'MD5', key: `${key}\n` } }),
      wrong({ sign: { type: 'RSA2', privateKey: key, gatewayKey: key } }),
    ],
    [
      'createPartner: gateway must be "production", "test", or an http(s) address',
      'createPartner: gateway must be "production", "test", or an http(s) address',
      'createPartner: id must be the 16 digits of a partner id',
      'createPartner: sign.key must be the shared key, without white space around it',
      'createPartner: sign.privateKey must be an RSA private key: not-a-key',
    ],
  );
});

test('observers get each request without key, signature, payment code and login', async () => {
  const events: CallEvent[] = [];
  const subscriber = (event: unknown) => void events.push(event as CallEvent);
  diagnostics.subscribe('sampan:call', subscriber);
  const hooks = { onCall: (event: CallEvent) => void events.push(event) };
  await createPartner({ ...usual, hooks }).services.spotPay(payment);
  diagnostics.unsubscribe('sampan:call', subscriber);
  const [first, second] = events;
  assert.equal(events.length, 2);
  assert.equal(first, second);
  assert.equal(first?.service, 'alipay.acquire.overseas.spot.pay');
  assert.equal(first?.reason, 'broken');
  assert.equal(first?.request['buyer_identity_code'], '28****************');
  assert.equal(first?.request['sign'], undefined);
  const text = JSON.stringify(events);
  assert.ok(!text.includes(key) && !text.includes(payment.buyer_identity_code));
});

test('an observer that throws does not disturb a payment', async () => {
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  const hooks = {
    onCall: () => {
      throw new Error('from a hook');
    },
  };
  const result = await createPartner({ ...usual, hooks }).services.spotPay(payment);
  assert.equal(result.outcome, 'unknown');
  assert.equal((await warned).message, 'from a hook');
});

test('in a web worker the import says why it does not work', async () => {
  const source = fileURLToPath(new URL('../src/no-workers.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [source], write: false, format: 'esm' });
  const code = `data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? '')}`;
  await assert.rejects(import(code), /runs on Node, not in web workers/);
});
