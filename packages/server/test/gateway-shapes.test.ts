/**
 * Goal: requests are understood in every form that public clients really send (09 §1).
 * Method: the same payment, written as each of them writes it, over real sockets.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId, WalletId } from '@sampan/primitives';
import { decodeForm, encodeForm, encodeText, type Parameter } from '@sampan/protocol';
import { payment, query, refund } from './gateway-asked.ts';
import {
  type Asked,
  type GatewayWorld,
  gatewayWorld,
  type Sending,
  signedRequest,
} from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
let wallet: WalletId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  wallet = await world.wallet('100000.00');
});
after(() => world.close());

let orders = 0;
const fresh = async (change: Asked = {}): Promise<Asked> =>
  payment(partner, await world.code(wallet), { partner_trans_id: `shape-${++orders}`, ...change });

const official = 'application/x-www-form-urlencoded; text/html; charset=utf-8';
const chinese = { trans_name: '測試 a+b&c=d' };

test('method, address, place of the charset, media type', async (t) => {
  const shapes: readonly (readonly [string, Sending, Asked?])[] = [
    ['GET', { method: 'GET' }],
    ['GET on the address of the oldest demos', { method: 'GET', path: '/cooperate/gateway.do' }],
    ['POST, charset in the URL', { charsetIn: 'url' }, chinese],
    ['POST, charset in URL and body', { charsetIn: 'both' }, chinese],
    ['POST, charset in the body only', { charsetIn: 'body' }, chinese],
    ['POST on the address of the oldest demos', { path: '/cooperate/gateway.do' }],
    ['no charset at all: GBK', { charsetIn: 'nowhere', charset: 'GBK' }, chinese],
    ['GBK in the URL', { charset: 'GBK' }, chinese],
    ['GBK by GET', { charset: 'GBK', method: 'GET' }, chinese],
    ['GB2312', { charset: 'GB2312' }, { trans_name: '咖啡' }],
    ['charset in lower case', {}, { _input_charset: 'utf-8', ...chinese }],
    ['bare media type', { contentType: 'application/x-www-form-urlencoded' }, chinese],
    ['the media type of the official demos', { contentType: official }, chinese],
    ['upper-case media type', { contentType: 'Application/X-WWW-Form-URLEncoded;charset=GBK' }],
    ['RSA', { signType: 'RSA' }, chinese],
    ['RSA2', { signType: 'RSA2' }, chinese],
    ['empty parameters are not signed', {}, { memo: '', extend_info: '', notify_url: '' }],
    ['unknown parameters are signed', {}, { sendFormat: 'normal', password: 'x' }],
    ['a code read as QRcode', {}, { identity_code_type: 'QRcode' }],
    ['a code read as qrcode', {}, { identity_code_type: 'qrcode' }],
    ['a code heard', {}, { identity_code_type: 'soundwave' }],
  ];
  for (const [what, sending, change] of shapes) {
    await t.test(what, async () => {
      const answer = await world.ask(partner, await fresh(change), sending);
      assert.equal(answer.fields.result_code, 'SUCCESS', answer.text);
      assert.ok(answer.signed);
      const inUrl =
        sending.method === 'GET' || !['body', 'nowhere'].includes(sending.charsetIn ?? 'url');
      const charset =
        inUrl && change?._input_charset === undefined ? (sending.charset ?? 'UTF-8') : 'GBK';
      assert.equal(answer.contentType, `text/xml;charset=${charset}`);
      assert.ok(answer.text.startsWith(`<?xml version="1.0" encoding="${charset}"?>`));
      const [row] = await world.sql('select subject from trades where partner_trans_id = $1', [
        `shape-${orders}`,
      ]);
      assert.equal(row?.subject, change?.trans_name ?? 'Flat white');
    });
  }
});

test('the URL’s charset beats the body’s header, and a GBK body beats it, too', async () => {
  const asked = await fresh(chinese);
  const sending = {
    charset: 'GBK',
    contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
  };
  assert.equal((await world.ask(partner, asked, sending as Sending)).fields.result_code, 'SUCCESS');
});

test('the reply echoes everything received; what GBK cannot hold goes by its number', async () => {
  const asked = await fresh({ trans_name: '咖啡 😀', memo: '<&">' });
  const { reply, bytes } = await world.ask(partner, asked, { charsetIn: 'body' });
  assert.equal(reply.charset, 'GBK');
  assert.equal(reply.echo.get('trans_name'), '咖啡 😀');
  assert.equal(reply.echo.get('memo'), '<&">');
  assert.ok(bytes.includes('&#128512;'));
  assert.ok(bytes.includes(Buffer.from([0xbf, 0xa7, 0xb7, 0xc8])), '咖啡 in GBK');
  assert.deepEqual([...reply.echo.keys()].slice(-2), ['sign', 'sign_type']);
});

test('a plus sign of a signature that became a blank is repaired', async () => {
  for (let tries = 0; tries < 64; tries++) {
    const { query: url, body = '' } = await signedRequest(
      { partner, ...query(`plus-${tries}`) },
      { signType: 'RSA2' },
    );
    if (!/[?&]sign=[^&]*%2B/.test(`&${body}`)) continue;
    const { fields } = await world.send(url, body.replaceAll('%2B', '+'));
    assert.equal(fields.error, 'TRADE_NOT_EXIST');
    return;
  }
  assert.fail('no signature with a plus sign');
});

test('a member that is null may be signed or not', async () => {
  const asked = await fresh({ memo: 'null' });
  assert.equal((await world.ask(partner, asked)).fields.result_code, 'SUCCESS');

  const { memo, ...rest } = await fresh({ memo: 'null' });
  const { query: url, body } = await signedRequest({ partner, ...rest });
  const unsigned = await world.send(url, `memo=${memo}&${body}`);
  assert.equal(unsigned.fields.result_code, 'SUCCESS');
});

test('the reason of a refund under either name', async () => {
  for (const name of ['refund_reason', 'refund_reson']) {
    const asked = await fresh();
    await world.ask(partner, asked);
    const order = asked.partner_trans_id ?? '';
    await world.ask(partner, refund(order, { [name]: 'cold' }));
    const rows = await world.sql('select reason from refunds where partner_trans_id = $1', [order]);
    assert.deepEqual(rows, [{ reason: 'cold' }], name);
  }
});

test('the same parameter in URL and body counts once, and is signed once', async () => {
  const asked: Asked = { partner, ...(await fresh()) };
  const { query: url, body } = await signedRequest(asked, { charsetIn: 'both' });
  const { fields } = await world.send(`${url}&service=${asked.service}&partner=${partner}`, body);
  assert.equal(fields.result_code, 'SUCCESS');
});

const boundary = '------------------------d74496d66958873e';
const multipart = { contentType: `multipart/form-data; boundary=${boundary}` };

/** The body that PHP's cURL makes of an array; an extra header line for every part. */
const multipartOf = (
  parameters: readonly Parameter[],
  charset: 'UTF-8' | 'GBK' = 'UTF-8',
  more = '',
): Buffer =>
  Buffer.concat([
    ...parameters.flatMap(([name, value]) => [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`),
      encodeText(value, charset),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

/** The parameters of a signed request in their order. */
async function signedParameters(asked: Asked, charset: 'UTF-8' | 'GBK' = 'UTF-8') {
  const given = { partner, _input_charset: charset, ...asked };
  const { query: all } = await signedRequest(given, { method: 'GET', charset });
  const read = decodeForm(all, charset);
  assert.ok(read.ok);
  return read.value;
}

test('multipart/form-data, as the official PHP demo sends it', async (t) => {
  const unicode = await signedParameters(await fresh(chinese));
  const gbk = await signedParameters(await fresh(chinese), 'GBK');
  const inUrl = (charset: string) => `_input_charset=${charset}`;
  const rows: readonly (readonly [string, string, Buffer])[] = [
    ['charset in URL and body', inUrl('UTF-8'), multipartOf(unicode)],
    ['charset in the body', '', multipartOf(unicode)],
    ['GBK, charset in the URL', inUrl('GBK'), multipartOf(gbk, 'GBK')],
    ['GBK, charset in the body', '', multipartOf(gbk, 'GBK')],
    ['split between URL and body', encodeForm(unicode.slice(0, 4), 'UTF-8'), multipartOf(unicode)],
  ];
  for (const [what, url, body] of rows) {
    await t.test(what, async () => {
      const { fields, reply, signed } = await world.send(url, body, multipart);
      assert.equal(fields.result_code, 'SUCCESS');
      assert.ok(signed);
      assert.equal(reply.echo.get('trans_name'), chinese.trans_name);
      assert.equal(reply.echo.size, unicode.length);
    });
  }
  await t.test('empty parts are not signed', async () => {
    const body = multipartOf([...unicode, ['memo', ''], ['notify_url', '']]);
    assert.equal((await world.send('', body, multipart)).fields.result_code, 'SUCCESS');
  });
  const refused: readonly (readonly [string, string, Buffer, string?])[] = [
    ['cut off', '', multipartOf(unicode).subarray(0, -20)],
    ['another boundary', '', multipartOf(unicode), 'multipart/form-data; boundary=other'],
    ['no boundary', '', multipartOf(unicode), 'multipart/form-data'],
    ['a file', '', multipartOf(unicode, 'UTF-8', '; filename="a.txt"')],
    ['a part twice with two values', '', multipartOf([...unicode, ['memo', '1'], ['memo', '2']])],
    ['another value than the URL', 'partner=1', multipartOf(unicode)],
    ['GBK bytes in a UTF-8 request', inUrl('UTF-8'), multipartOf(gbk, 'GBK')],
  ];
  for (const [what, url, body, contentType = multipart.contentType] of refused) {
    await t.test(`${what}: ILLEGAL_ARGUMENT`, async () => {
      const { reply } = await world.send(url, body, { contentType });
      assert.equal(reply.error, 'ILLEGAL_ARGUMENT');
    });
  }
  await t.test('one part more than was signed: ILLEGAL_SIGN', async () => {
    const { reply } = await world.send('', multipartOf([...unicode, ['memo', '1']]), multipart);
    assert.equal(reply.error, 'ILLEGAL_SIGN');
  });
});

test('a complete, rightly signed URL: a body that is no form does not matter', async (t) => {
  const strays: readonly (readonly [string, string | Buffer, string])[] = [
    ['JSON', '{}', 'application/json'],
    ['JSON with a value', '{"total_fee":"0.01"}', 'application/json;charset=utf-8'],
    ['text', 'nothing', 'text/plain'],
    ['multipart with another part', multipartOf([['a', 'b']]), multipart.contentType],
    [
      'multipart with a file',
      multipartOf([['a', 'b']], 'UTF-8', '; filename="x"'),
      multipart.contentType,
    ],
    ['multipart with no part', multipartOf([]), multipart.contentType],
    ['multipart cut off', multipartOf([['a', 'b']]).subarray(0, -8), multipart.contentType],
    ['multipart that is none', '{}', 'multipart/form-data'],
  ];
  for (const [what, body, contentType] of strays) {
    await t.test(what, async () => {
      const parameters = await signedParameters(await fresh(chinese));
      const url = encodeForm(parameters, 'UTF-8');
      const { fields, reply } = await world.send(url, body, { contentType });
      assert.equal(fields.result_code, 'SUCCESS');
      assert.deepEqual(
        [...reply.echo.keys()].sort(),
        parameters.map(([name]) => name).sort(),
        'the echo is what was asked',
      );
    });
    await t.test(`${what}, with another signature: ILLEGAL_SIGN`, async () => {
      const asked = await signedParameters(await fresh());
      const url = encodeForm(asked, 'UTF-8').replace(/sign=\w+/, `sign=${'0'.repeat(32)}`);
      assert.equal((await world.send(url, body, { contentType })).reply.error, 'ILLEGAL_SIGN');
    });
    await t.test(`${what}, and no signature in the URL: ILLEGAL_ARGUMENT`, async () => {
      const { reply } = await world.send(`service=x&partner=${partner}`, body, { contentType });
      const known = contentType === multipart.contentType && typeof body !== 'string';
      if (!known) assert.equal(reply.error, 'ILLEGAL_ARGUMENT');
      else assert.match(reply.error ?? '', /^ILLEGAL_(ARGUMENT|SERVICE)$/);
    });
  }
  await t.test('a part that says otherwise than the URL: ILLEGAL_ARGUMENT', async () => {
    const url = encodeForm(await signedParameters(await fresh()), 'UTF-8');
    const body = multipartOf([['trans_amount', '0.01']]);
    assert.equal((await world.send(url, body, multipart)).reply.error, 'ILLEGAL_ARGUMENT');
  });
  await t.test('notify_verify needs no signature', async () => {
    const url = `service=notify_verify&partner=${partner}&notify_id=abc`;
    const address = `http://127.0.0.1:${world.port}/gateway.do?${url}`;
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(address, { method: 'POST', body: '{}', headers });
    assert.equal(await response.text(), 'false');
  });
});

test('parameters may be split between URL and body as a client likes', async () => {
  const { query: all } = await signedRequest({ partner, ...(await fresh()) }, { method: 'GET' });
  const parameters = all.split('&');
  const url = parameters.slice(0, 5).join('&');
  const { fields } = await world.send(url, parameters.slice(5).join('&'));
  assert.equal(fields.result_code, 'SUCCESS');
});
