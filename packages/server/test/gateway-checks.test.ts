/**
 * Goal: a request is refused for its first fault, in the documented order.
 * Method: one request with all faults is corrected fault by fault; then each check by itself.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { hours, minutes, type PartnerId } from '@sampan/primitives';
import { cancel, close, payment, precreate, query, refund } from './gateway-asked.ts';
import {
  type Asked,
  type GatewayWorld,
  gatewayWorld,
  type Sending,
  signedRequest,
} from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let md5Only: PartnerId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  md5Only = await world.partner({ publicKey: undefined });
});
after(() => world.close());

const enveloped = (code: string, charset = 'UTF-8') =>
  `<?xml version="1.0" encoding="${charset}"?><alipay><is_success>F</is_success>` +
  `<error>${code}</error></alipay>`;

test('the order of the checks', async (t) => {
  const few = await world.partner({}, { services: ['alipay.acquire.cancel'] });
  const service = 'alipay.acquire.overseas.query';
  const wrong = { service: 'x', partner: '1', sign_type: 'DSA', sign: '', partner_trans_id: '' };
  const table: readonly (readonly [string, string, Record<string, string>, again?: string])[] = [
    ['charset', 'ILLEGAL_CHARSET', { _input_charset: 'latin1' }, 'memo=one&memo=two'],
    ['duplicates', 'ILLEGAL_ARGUMENT', {}, 'memo=one&memo=two'],
    ['service', 'ILLEGAL_SERVICE', {}],
    ['partner', 'ILLEGAL_PARTNER', { service }],
    ['contract', 'ILLEGAL_PARTNER_EXTERFACE', { service, partner: few }],
    ['sign_type', 'ILLEGAL_SIGN_TYPE', { service, partner: md5Only }],
    ['key', 'ILLEGAL_SECURITY_PROFILE', { service, partner: md5Only, sign_type: 'RSA2' }],
    ['signature', 'ILLEGAL_SIGN', { service, partner: md5Only, sign_type: 'MD5' }],
  ];
  for (const [what, code, change, again = ''] of table) {
    await t.test(`${what}: ${code}`, async () => {
      const form = new URLSearchParams({ ...wrong, ...change });
      const { status, text } = await world.send('', `${form}&${again}`);
      assert.equal(text, enveloped(code, 'GBK'));
      assert.equal(status, 200);
    });
  }
  await t.test('form: ILLEGAL_ARGUMENT', async () => {
    const answer = await world.ask(md5Only, query(''));
    assert.equal(answer.text, enveloped('ILLEGAL_ARGUMENT'));
  });
  await t.test('business, in a signed envelope', async () => {
    const answer = await world.ask(md5Only, query('never'));
    assert.equal(answer.fields.error, 'TRADE_NOT_EXIST');
    assert.ok(answer.signed);
  });
});

test('service and partner', async () => {
  const refusal = async (change: Asked) =>
    (await world.ask(partner, { ...query('x'), ...change })).reply.error;
  assert.equal(await refusal({ service: undefined }), 'ILLEGAL_SERVICE');
  assert.equal(await refusal({ service: 'ALIPAY.ACQUIRE.OVERSEAS.QUERY' }), 'ILLEGAL_SERVICE');
  assert.equal(await refusal({ service: '__proto__' }), 'ILLEGAL_SERVICE');
  for (const partner of [
    undefined,
    '',
    '2088',
    '2088000000000000',
    '20880000000000000',
    "2088' or 1=1",
  ]) {
    assert.equal(await refusal({ partner }), 'ILLEGAL_PARTNER', partner);
  }
});

test('every kind of signature, and the reply in the same kind', async (t) => {
  for (const signType of ['MD5', 'RSA', 'RSA2'] as const) {
    await t.test(signType, async () => {
      const answer = await world.ask(partner, query('never'), { signType });
      assert.equal(answer.fields.error, 'TRADE_NOT_EXIST');
      assert.equal(answer.reply.signType, signType);
      assert.ok(answer.signed);
    });
    await t.test(`${signType}, one character changed`, async () => {
      const { query: url, body = '' } = await signedRequest(
        { partner, ...query('never') },
        { signType },
      );
      const { reply } = await world.send(url, body.replace('never', 'nevor'));
      assert.equal(reply.error, 'ILLEGAL_SIGN');
    });
  }
  await t.test('a signature of another kind than it says', async () => {
    const { query: url, body = '' } = await signedRequest({ partner, ...query('never') });
    for (const signType of ['RSA', 'RSA2']) {
      const { reply } = await world.send(
        url,
        body.replace('sign_type=MD5', `sign_type=${signType}`),
      );
      assert.equal(reply.error, 'ILLEGAL_SIGN');
    }
    for (const signType of ['md5', 'DSA', 'SHA1', '']) {
      const { reply } = await world.send(
        url,
        body.replace('sign_type=MD5', `sign_type=${signType}`),
      );
      assert.equal(reply.error, 'ILLEGAL_SIGN_TYPE');
    }
  });
  await t.test('no signature at all', async () => {
    const { query: url, body = '' } = await signedRequest({ partner, ...query('never') });
    assert.equal(
      (await world.send(url, body.replace(/&sign=[0-9a-f]+/, ''))).reply.error,
      'ILLEGAL_SIGN',
    );
  });
  await t.test('the key of another partner', async () => {
    const other = await world.partner({ md5Key: 'o'.repeat(32) });
    assert.equal((await world.ask(other, query('never'))).reply.error, 'ILLEGAL_SIGN');
  });
  await t.test('RSA without a key of the partner', async () => {
    for (const signType of ['RSA', 'RSA2'] as const) {
      const { reply } = await world.ask(md5Only, query('never'), { signType });
      assert.equal(reply.error, 'ILLEGAL_SECURITY_PROFILE');
    }
  });
});

test('the age of a request counts only for a partner that wants it so', async () => {
  const strict = await world.partner({}, { timestampExpires: true });
  const now = world.machine.now();
  const at = (ms: number) => cancel('never', { timestamp: String(ms) });
  const answered = async (by: PartnerId, asked: Asked) => {
    const { reply, fields } = await world.ask(by, asked);
    return reply.error ?? fields.result_code;
  };
  assert.equal(await answered(partner, at(0 + 1_000_000_000_000)), 'SUCCESS', 'years ago');
  assert.equal(await answered(strict, at(now - minutes(30))), 'SUCCESS');
  assert.equal(await answered(strict, at(now - minutes(30) - 1)), 'ILLEGAL_ARGUMENT');
  assert.equal(await answered(strict, at(now + minutes(31))), 'ILLEGAL_ARGUMENT');
  const forms = ['2026-11-22 10:00:00', '2026-11-22 02:00:00', String(now / 1_000), String(now)];
  forms.push('20261122100000', '20261122020000');
  for (const timestamp of forms) {
    assert.equal(await answered(strict, cancel('never', { timestamp })), 'SUCCESS', timestamp);
  }
  world.machine.advance(hours(1));
  for (const timestamp of forms) {
    assert.equal(await answered(strict, cancel('never', { timestamp })), 'ILLEGAL_ARGUMENT');
  }
  for (const timestamp of [undefined, '']) {
    assert.equal(await answered(partner, cancel('never', { timestamp })), 'SUCCESS');
    for (const asked of [cancel('never'), precreate('never'), close('never')]) {
      assert.equal(await answered(strict, { ...asked, timestamp }), 'ILLEGAL_ARGUMENT');
    }
  }
  // Other services have no timestamp; what is sent is signed like the rest and means nothing.
  assert.equal(await answered(strict, query('never', { timestamp: '1' })), 'FAIL');
});

test('two tills in production cancel without a timestamp, and one writes it compactly', async () => {
  const till = await world.partner({
    id: '2088000000000001' as PartnerId,
    md5Key: '0123456789abcdef'.repeat(2),
  });
  const order = `_input_charset=UTF-8&out_trade_no=T-1001&partner=${till}`;
  const cancelled = `${order}&service=alipay.acquire.cancel&sign_type=MD5`;
  for (const rest of [
    'sign=5b0ffbe44217f9cab9d47f17fd320e55',
    'timestamp=&sign=5b0ffbe44217f9cab9d47f17fd320e55',
    'timestamp=20270108091500&sign=54dd7812fdcfeb9f7a9d36f5856634f8',
  ]) {
    const { fields } = await world.send(`${cancelled}&${rest}`);
    assert.equal(fields.result_code, 'SUCCESS', rest);
  }
  for (const timestamp of [undefined, '', '20270108091500']) {
    const asked = precreate(`order-${timestamp}`, { timestamp });
    const { fields } = await world.ask(partner, asked);
    assert.equal(fields.result_code, 'SUCCESS', timestamp);
  }
});

test('a required parameter that is missing or empty is refused, and nothing is stored', async () => {
  const wallet = await world.wallet('100.00');
  const code = await world.code(wallet);
  const before = await world.rows();
  const required: readonly [Asked, readonly string[]][] = [
    [
      payment(partner, code),
      [
        'alipay_seller_id',
        'trans_name',
        'partner_trans_id',
        'currency',
        'trans_amount',
        'buyer_identity_code',
        'identity_code_type',
        'biz_product',
      ],
    ],
    [refund('x'), ['partner_trans_id', 'partner_refund_id', 'refund_amount', 'currency']],
    [cancel('x'), ['out_trade_no']],
  ];
  for (const [asked, names] of required) {
    for (const name of names) {
      for (const value of [undefined, '']) {
        const answer = await world.ask(partner, { ...asked, [name]: value });
        assert.equal(answer.reply.error, 'ILLEGAL_ARGUMENT', `${asked.service} ${name}`);
      }
    }
  }
  assert.deepEqual(await world.rows(), before);
});

test('a failure of ours is SYSTEM_ERROR, which every client takes for open', async (t) => {
  // The lanes close, so that no command can be carried out any more.
  const own = await gatewayWorld();
  t.after(() => own.close());
  const by = await own.partner();
  await own.ask(by, query('never'));
  await own.acquiring.close();
  const open = { error: 'SYSTEM_ERROR', result_code: 'UNKNOW' };
  const table: readonly (readonly [Asked, Asked])[] = [
    [payment(by, '2'.repeat(18)), { ...open, partner_trans_id: 'order-1' }],
    [refund('x'), { ...open, partner_trans_id: 'x', partner_refund_id: 'x-refund' }],
    [
      cancel('x'),
      {
        detail_error_code: 'SYSTEM_ERROR',
        detail_error_des: 'System error; the outcome is not known',
        out_trade_no: 'x',
        result_code: 'FAIL',
        retry_flag: 'Y',
      },
    ],
    [
      { service: 'alipay.acquire.overseas.spot.reverse', partner_trans_id: 'x' },
      { ...open, partner_trans_id: 'x' },
    ],
    [
      { service: 'alipay.acquire.overseas.spot.cancel', partner_trans_id: 'x' },
      { ...open, partner_trans_id: 'x' },
    ],
  ];
  for (const [asked, fields] of table) {
    await t.test(String(asked.service), async () => {
      const answer = await own.ask(by, asked);
      assert.deepEqual(answer.fields, fields);
      assert.ok(answer.signed);
    });
  }
  await t.test('the database refuses every read', async () => {
    await own.sql('alter table trades rename to trades_gone');
    const { fields, text } = await own.ask(by, query('x'));
    assert.deepEqual(fields, {
      detail_error_code: 'SYSTEM_ERROR',
      detail_error_des: 'System error; the outcome is not known',
      error: 'SYSTEM_ERROR',
      out_trade_no: 'x',
      partner_trans_id: 'x',
      result_code: 'FAIL',
    });
    assert.doesNotMatch(text, /trades|relation|at .*\.ts/);
    await own.sql('alter table partners rename to partners_gone');
    const unknown = '2088000000000001' as PartnerId;
    assert.equal((await own.ask(unknown, query('x'))).text, enveloped('SYSTEM_ERROR'));
    assert.equal(own.failures.length, 2, 'and the operator is told');
  });
});

test('notify_verify answers bare words, signed or not', async (t) => {
  const table: readonly (readonly [string, string, Asked])[] = [
    ['an id that was never sent', 'false', { partner, notify_id: 'ac05099524730693a8b3' }],
    ['a partner that does not exist', 'false', { partner: '2088000000000000', notify_id: 'a' }],
    ['no id', 'invalid', { partner }],
    ['an empty id', 'invalid', { partner, notify_id: '' }],
    ['no partner', 'invalid', { notify_id: 'a' }],
    ['a malformed partner', 'invalid', { partner: '1', notify_id: 'a' }],
  ];
  for (const [what, word, asked] of table) {
    await t.test(`${what}: ${word}`, async () => {
      const parameters = { service: 'notify_verify', ...asked } as Record<string, string>;
      const unsigned = new URLSearchParams(parameters).toString();
      const { query: signedQuery } = await signedRequest(parameters, { method: 'GET' });
      const ask = async (url: string, path = '/gateway.do') => {
        const response = await fetch(`http://127.0.0.1:${world.port}${path}?${url}`);
        assert.equal(response.status, 200);
        assert.equal(response.headers.get('content-type'), 'text/plain;charset=UTF-8');
        return response.text();
      };
      assert.equal(await ask(unsigned), word, 'GET');
      assert.equal(await ask(signedQuery), word, 'signed');
      const form = { method: 'POST', body: new URLSearchParams(parameters) } satisfies RequestInit;
      const posted = await fetch(`http://127.0.0.1:${world.port}/gateway.do`, form);
      assert.equal(await posted.text(), word, 'POST');
      const withoutService = new URLSearchParams(asked as Record<string, string>).toString();
      assert.equal(await ask(withoutService, '/trade/notify_query.do'), word, 'the old address');
    });
  }
});

test('a partner may be asked about with everything it has sent, known to the service or not', async () => {
  const sending: Sending = { method: 'GET', path: '/cooperate/gateway.do' };
  const answer = await world.ask(
    partner,
    query('never', { sendFormat: 'normal', empty: '' }),
    sending,
  );
  assert.equal(answer.fields.error, 'TRADE_NOT_EXIST');
  assert.equal(answer.reply.echo.get('sendFormat'), 'normal');
  assert.equal(answer.reply.echo.get('empty'), '');
});
