// Goal: a partner's program believes a reply only as far as the gateway's signature goes.
// Method: one row per kind of reply, rendered by the gateway's own half and sometimes damaged.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secret } from '@sampan/primitives';
import {
  cancel,
  contentType,
  createMerchantCode,
  type ErrorCode,
  type Parameter,
  readAnswer,
  refundQuery,
  renderError,
  renderReply,
  spotPay,
} from '../index.ts';

const keys = { md5Key: secret('k'.repeat(32)) };
const order: Parameter = ['partner_trans_id', 'T-1'];
const sent = new Map<string, string>([
  ['service', spotPay.name],
  ['partner', '2088000000000001'],
  order,
  ['trans_amount', '39.25'],
]);

const replyOf = async (
  fields: Readonly<Record<string, string>>,
  by: { readonly md5Key: typeof keys.md5Key } = keys,
  echo: readonly Parameter[] = [],
): Promise<Buffer> =>
  renderReply({
    parameters: new Map([...sent, ...echo]),
    node: 'alipay',
    fields: Object.entries(fields),
    charset: 'GBK',
    signType: 'MD5',
    keys: by,
  });

const read = async (bytes: Buffer) =>
  readAnswer(spotPay, sent, { bytes, contentType: contentType('GBK') }, keys);

const paid = { result_code: 'SUCCESS', partner_trans_id: 'T-1', trans_amount: '39.25' };

test('a signed success has its declared fields as texts, and the others in extra', async () => {
  const answer = await read(await replyOf({ ...paid, payment_inst: 'ALIPAYMO', new_field: '茶' }));
  assert.equal(answer.outcome, 'success');
  assert.deepEqual(answer.outcome === 'success' && answer.reply, {
    ...paid,
    payment_inst: 'ALIPAYMO',
    extra: { new_field: '茶' },
  });
});

test('what is decided, what is open, and what proves nothing', async () => {
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ['FAILED', await replyOf({ result_code: 'FAILED', error: 'BUYER_NOT_EXIST' }), 'refused'],
    ['FAIL', await replyOf({ result_code: 'FAIL', error: 'BUYER_NOT_EXIST' }), 'refused'],
    ['no code', await replyOf({ result_code: 'FAIL' }), 'refused'],
    ['UNKNOW', await replyOf({ result_code: 'UNKNOW' }), 'open'],
    ['UNKNOWN', await replyOf({ result_code: 'UNKNOWN' }), 'open'],
    ['SYSTEM_ERROR', await replyOf({ result_code: 'FAILED', error: 'SYSTEM_ERROR' }), 'open'],
    ['gateway’s SYSTEM_ERROR', renderError('SYSTEM_ERROR', 'GBK'), 'open'],
    ['gateway’s refusal', renderError('ILLEGAL_SIGN', 'GBK'), 'refused'],
    ['another word', await replyOf({ result_code: 'PERHAPS' }), 'no-result'],
    ['no word', await replyOf({ partner_trans_id: 'T-1' }), 'no-result'],
    [
      'another service',
      await replyOf(paid, keys, [['service', 'alipay.acquire.cancel']]),
      'other-order',
    ],
    [
      'another partner',
      await replyOf(paid, keys, [['partner', '2088000000000002']]),
      'other-order',
    ],
    ['another order', await replyOf({ ...paid, partner_trans_id: 'T-2' }), 'other-order'],
    ['another key', await replyOf(paid, { md5Key: secret('x'.repeat(32)) }), 'wrong-signature'],
    ['half a reply', (await replyOf(paid)).subarray(0, 300), 'not-an-envelope'],
    ['a page', Buffer.from('<html>busy</html>'), 'not-an-envelope'],
  ];
  for (const [name, bytes, expected] of cases) {
    const answer = await read(bytes);
    const told = answer.outcome === 'unbelievable' ? answer.why : answer.outcome;
    assert.equal(told, expected, name);
  }
});

test('a field named __proto__ is an ordinary one', async () => {
  const answer = await read(await replyOf({ ...paid, ['__proto__']: 'x' }));
  assert.ok(answer.outcome === 'success');
  assert.equal(JSON.stringify(answer.reply.extra), '{"__proto__":"x"}');
});

test('a changed byte of a signed field is noticed', async () => {
  const bytes = await replyOf(paid);
  const changed = Buffer.from(
    bytes.toString('latin1').replace('39.25</trans', '09.25</trans'),
    'latin1',
  );
  assert.notDeepEqual(changed, bytes);
  assert.deepEqual(await read(changed), { outcome: 'unbelievable', why: 'wrong-signature' });
});

test('a success without signature is not believed, whatever it says', async () => {
  const unsigned = (await replyOf(paid)).toString('latin1').replace(/<sign>.*<\/sign_type>/, '');
  const answer = await read(Buffer.from(unsigned, 'latin1'));
  assert.deepEqual(answer, { outcome: 'unbelievable', why: 'wrong-signature' });
});

test('a refusal says who refused, and whether the code is in the documents', async () => {
  const told = async (bytes: Buffer) => {
    const answer = await read(bytes);
    assert.ok(answer.outcome === 'refused');
    return [answer.by, answer.isSigned, answer.code, answer.known, answer.class];
  };
  const service = async (error: string) => told(await replyOf({ result_code: 'FAILED', error }));
  const gateway = async (code: ErrorCode) => told(renderError(code, 'GBK'));
  assert.deepEqual(await service('BUYER_NOT_EXIST'), [
    'service',
    true,
    'BUYER_NOT_EXIST',
    true,
    'final',
  ]);
  assert.deepEqual(await service('TRADE_HAS_SUCCESS'), [
    'service',
    true,
    'TRADE_HAS_SUCCESS',
    true,
    'already-done',
  ]);
  assert.deepEqual(await service('NEW_CODE'), ['service', true, 'NEW_CODE', false, 'unknown']);
  assert.deepEqual(await gateway('ILLEGAL_SIGN'), [
    'gateway',
    false,
    'ILLEGAL_SIGN',
    true,
    'final',
  ]);
});

test('each service has its refusal in its own place', async () => {
  const received = async (fields: Readonly<Record<string, string>>) => ({
    bytes: await replyOf(fields),
    contentType: contentType('GBK'),
  });
  const none = new Map<string, string>();
  const detail = { result_code: 'FAIL', detail_error_code: 'TRADE_CANCEL_TIME_OUT' };
  const cancelled = await readAnswer(cancel, none, await received(detail), keys);
  assert.equal(cancelled.outcome === 'refused' && cancelled.code, 'TRADE_CANCEL_TIME_OUT');
  const notFound = { response_code: 'NOT_FOUND' };
  const refunded = await readAnswer(refundQuery, none, await received(notFound), keys);
  assert.equal(refunded.outcome === 'refused' && refunded.code, 'NOT_FOUND');
  const code = { qrcode: 'https://pay.example/q/1' };
  const made = await readAnswer(createMerchantCode, none, await received(code), keys);
  assert.equal(made.outcome === 'success' && made.reply.qrcode, code.qrcode);
});
