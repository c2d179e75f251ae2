/**
 * Goal: a partner's terms take effect on the wire.
 * Method: signed requests over real sockets; each row has a partner with its own terms.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { minutes, type PartnerId, type WalletId } from '@sampan/primitives';
import type { ContractTerms } from '#partner';
import { hkd, time } from '#test-kit';
import {
  acquireQuery,
  cancel,
  close,
  createCode,
  payment,
  precreate,
  query,
  refund,
  refundQuery,
  reverse,
} from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let buyer: WalletId;
let asking: WalletId;
before(async () => {
  world = await gatewayWorld();
  buyer = await world.wallet('10000.00');
  asking = await world.wallet('1000.00', { passwordFreeLimit: hkd('1.00') });
});
after(() => world.close());

/** The code of a refusal wherever it stands, else the result. */
async function said(partner: PartnerId, asked: Asked): Promise<string | undefined> {
  const { fields, reply } = await world.ask(partner, asked);
  return reply.error ?? fields.error ?? fields.detail_error_code ?? fields.result_code;
}

const paid = async (partner: PartnerId, order: string, from = buyer, change: Asked = {}) =>
  said(partner, payment(partner, await world.code(from), { partner_trans_id: order, ...change }));

describe('a partner that is suspended', () => {
  let partner: PartnerId;
  before(async () => {
    partner = await world.partner();
    for (const order of ['paid', 'to-cancel', 'to-reverse']) await paid(partner, order);
    await world.ask(partner, refund('paid'));
    await world.ask(partner, precreate('pre-ordered'));
    await world.changePartner(partner, { status: 'suspended' });
  });

  type Row = readonly [
    what: string,
    answer: string | undefined,
    asked: () => Promise<Asked> | Asked,
  ];
  const rows: readonly Row[] = [
    [
      'a new payment',
      'SELLER_BEEN_BLOCKED',
      async () => payment(partner, await world.code(buyer), { partner_trans_id: 'new' }),
    ],
    [
      'a payment repeated',
      'SUCCESS',
      async () => payment(partner, await world.code(buyer), { partner_trans_id: 'paid' }),
    ],
    ['a new pre-order', 'SELLER_BEEN_BLOCKED', () => precreate('another')],
    ['a pre-order repeated', 'SUCCESS', () => precreate('pre-ordered')],
    ['a new refund', 'SELLER_BEEN_BLOCKED', () => refund('paid', { partner_refund_id: 'again' })],
    ['a refund repeated', 'SUCCESS', () => refund('paid')],
    ["a shop's code", 'SELLER_BEEN_BLOCKED', () => createCode()],
    ['a query', 'SUCCESS', () => query('paid')],
    ['the other query', 'SUCCESS', () => acquireQuery('paid')],
    ['the query of a refund', 'SUCCESS', () => refundQuery('paid', 'paid-refund')],
    ['a cancel', 'SUCCESS', () => cancel('to-cancel')],
    ['a reverse', 'SUCCESS', () => reverse('to-reverse')],
    ['a close', 'SUCCESS', () => close('pre-ordered')],
  ];
  for (const [what, answer, asked] of rows) {
    test(`${what}: ${answer}`, async () => {
      const { fields, reply } = await world.ask(partner, await asked());
      const code = reply.error ?? fields.error ?? fields.detail_error_code;
      assert.equal(code ?? fields.result_code ?? fields.refund_result_code, answer);
    });
  }

  test('and its pre-orders cannot be paid', async () => {
    const other = await world.partner();
    const { fields } = await world.ask(other, precreate('scanned-later'));
    await world.changePartner(other, { status: 'suspended' });
    const orderCode = String(fields.qr_code).split('/').at(-1) ?? '';
    const scanned = await world.acquiring.scan({ walletId: buyer, orderCode, partnerId: other });
    assert.deepEqual(scanned, { outcome: 'refused', refusal: 'partner-suspended' });
  });
});

describe('limits', () => {
  type Row = readonly [
    what: string,
    answer: string,
    limits: ContractTerms['limits'],
    asked: (partner: PartnerId) => Promise<string | undefined>,
  ];
  const rows: readonly Row[] = [
    [
      'a payment above the one of a payment',
      'TOTAL_FEE_EXCEED',
      { payment: hkd('39.24') },
      (by) => paid(by, 'o'),
    ],
    ['a payment at it', 'SUCCESS', { payment: hkd('39.25') }, (by) => paid(by, 'o')],
    [
      'a pre-order above it',
      'TOTAL_FEE_EXCEED',
      { payment: hkd('29.99') },
      (by) => said(by, precreate('o')),
    ],
    ['a pre-order at it', 'SUCCESS', { payment: hkd('30.00') }, (by) => said(by, precreate('o'))],
    [
      'a payment above that of a day',
      'BEYOND_PAY_RESTRICTION',
      { day: hkd('39.24') },
      (by) => paid(by, 'o'),
    ],
    [
      'a payment above that of a month',
      'BEYOND_PAY_RESTRICTION',
      { month: hkd('39.24') },
      (by) => paid(by, 'o'),
    ],
  ];
  for (const [what, answer, limits, asked] of rows) {
    test(`${what}: ${answer}`, async () => {
      assert.equal(await asked(await world.partner({ ...(limits && { limits }) })), answer);
    });
  }

  const ofWallet = [
    ['BEYOND_PER_RECEIPT_RESTRICTION', { paymentLimit: hkd('39.24') }],
    ['BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', { dayLimit: hkd('39.24') }],
    ['BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR', { monthLimit: hkd('39.24') }],
    ['BUYER_ENABLE_STATUS_FORBID', { status: 'frozen' }],
  ] as const;
  for (const [answer, change] of ofWallet) {
    test(`of the wallet: ${answer}`, async () => {
      const wallet = await world.wallet('100.00');
      await world.changeWallet(wallet, change);
      assert.equal(await paid(await world.partner(), 'o', wallet), answer);
    });
  }
});

test('a service that the contract does not name: ILLEGAL_PARTNER_EXTERFACE', async () => {
  const partner = await world.partner({ services: ['alipay.acquire.overseas.query'] });
  assert.equal(await paid(partner, 'o'), 'ILLEGAL_PARTNER_EXTERFACE');
  assert.equal(await said(partner, query('o')), 'TRADE_NOT_EXIST');
});

test('the pause of synchronous refunds ends at 01:30, and asynchronous ones know none', async () => {
  world.machine.set(time('2026-11-23 10:00'));
  const [partner, without] = [
    await world.partner({ pausesSyncRefunds: true }),
    await world.partner(),
  ];
  for (const by of [partner, without]) await paid(by, 'o');
  const once = (id: string, change: Asked = {}) =>
    refund('o', { partner_refund_id: id, refund_amount: '1.00', ...change });
  world.machine.set(time('2026-11-23 23:59:59.999'));
  assert.equal(await said(partner, once('before')), 'SUCCESS');
  world.machine.set(time('2026-11-24 00:00'));
  assert.equal(await said(partner, once('r')), 'TRADE_STATUS_ERROR');
  assert.equal(await said(partner, once('before')), 'SUCCESS', 'a repeat tells what was done');
  assert.equal(await said(partner, once('later', { is_sync: 'N' })), 'SUCCESS');
  assert.equal(
    await said(partner, once('later')),
    'TRADE_STATUS_ERROR',
    'nor is it pulled forward',
  );
  assert.equal(await said(without, once('r')), 'SUCCESS');
  world.machine.set(time('2026-11-24 01:29:59.999'));
  assert.equal(await said(partner, once('r')), 'TRADE_STATUS_ERROR');
  world.machine.set(time('2026-11-24 01:30'));
  assert.equal(await said(partner, once('r')), 'SUCCESS');
});

test('a restricted cancel of an unpaid order ends with its day, or 15 minutes after it was made', async () => {
  const [partner, without] = [
    await world.partner({ restrictsCancel: true }),
    await world.partner(),
  ];
  // An order waits two hours for its buyer, a password prompt three minutes.
  async function scanned(by: PartnerId, order: string): Promise<void> {
    const { fields } = await world.ask(by, precreate(order));
    const orderCode = String(fields.qr_code).split('/').at(-1) ?? '';
    await world.acquiring.scan({ walletId: asking, orderCode, partnerId: by });
  }
  world.machine.set(time('2026-11-25 23:30'));
  for (const by of [partner, without]) await scanned(by, 'early');
  world.machine.set(time('2026-11-25 23:50'));
  for (const order of ['late', 'too-late']) await scanned(partner, order);
  await world.ask(partner, precreate('never-scanned'));
  world.machine.set(time('2026-11-26 00:00'));
  const refused = (await world.ask(partner, cancel('early'))).fields;
  assert.deepEqual([refused.detail_error_code, refused.retry_flag], ['TRADE_CANCEL_TIME_OUT', 'N']);
  assert.equal(await said(without, cancel('early')), 'SUCCESS');
  world.machine.set(time('2026-11-26 00:04:59.999'));
  assert.equal(await said(partner, cancel('late')), 'SUCCESS');
  world.machine.advance(minutes(1));
  assert.equal(await said(partner, cancel('too-late')), 'TRADE_CANCEL_TIME_OUT');
  assert.equal(await said(partner, cancel('never-scanned')), 'SUCCESS');
  // What has closed by itself is closed, on any day.
  world.machine.set(time('2026-11-26 03:00'));
  assert.equal(await said(partner, cancel('too-late')), 'SUCCESS');
});

describe('the notification address of a partner', () => {
  const configured = 'https://partner.example/all';
  const own = { notify_url: 'https://till.example/one' };
  const addressOf = async (order: string, by: PartnerId) => {
    const [row] = await world.sql(
      'select details from trades where partner_id = $1 and partner_trans_id = $2',
      [by, order],
    );
    return JSON.parse(String(row?.['details'])).notify;
  };

  test("overrides the request's, and stands in when there is none", async () => {
    const partner = await world.partner({ notifyUrl: configured });
    await world.ask(partner, precreate('with', own));
    await world.ask(partner, precreate('without'));
    for (const order of ['with', 'without']) {
      const told = { url: configured, charset: 'UTF-8', signType: 'MD5' };
      assert.deepEqual(await addressOf(order, partner), told, order);
    }
    const plain = await world.partner();
    await world.ask(plain, precreate('with', own));
    assert.equal((await addressOf('with', plain)).url, own.notify_url);
  });

  test('is also that of refunds, and not of the Hong Kong payment, which has none', async () => {
    const partner = await world.partner({ notifyUrl: configured });
    await paid(partner, 'o', buyer, own);
    assert.equal(await addressOf('o', partner), undefined);
    await world.ask(partner, refund('o', { is_sync: 'N', ...own }));
    const text = 'select r::text as row from refunds r where partner_id = $1';
    const [refunded] = await world.sql(text, [partner]);
    assert.match(String(refunded?.['row']), /partner\.example\/all/);
  });

  test("overrides a shop code's, however long ago that was made", async () => {
    const partner = await world.partner();
    const made = await world.ask(partner, createCode({}, own));
    const code = String(made.fields.qrcode).split('/').at(-1) ?? '';
    const opened = async (partnerTransId: string) => {
      const scan = { walletId: buyer, partnerId: partner, code, typed: hkd('1.00') };
      await world.acquiring.scanMerchantCode({ ...scan, partnerTransId });
      return (await addressOf(partnerTransId, partner)).url;
    };
    assert.equal(await opened('before'), own.notify_url);
    await world.changePartner(partner, { notifyUrl: configured });
    assert.equal(await opened('since'), configured);
    await world.changePartner(partner, { notifyUrl: 'none' });
    assert.equal(await opened('again'), own.notify_url);
  });
});
