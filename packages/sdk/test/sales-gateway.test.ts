/**
 * Goal: sales end well at the real gateway: with and without a prompt, by order code, cancelled,
 * and after midnight, when a paid trade can only be refunded.
 * Method: the server on a database of its own; the buyer acts through the money path.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { hours, type PartnerId, type TradeId } from '@sampan/primitives';
import { createPartner, type FileStore, fileStore, type Partner } from '@sampan/sdk';
import { type GatewayWorld, gatewayWorld, md5Key } from '../../server/test/gateway-world.ts';
import { hkd } from '../../server/test-kit/index.ts';

let world: GatewayWorld;
let partnerId: PartnerId;
let folder: string;
let store: FileStore;
let partner: Partner;

before(async () => {
  world = await gatewayWorld();
  partnerId = await world.partner({});
  folder = await mkdtemp(join(tmpdir(), 'sampan-sales-'));
  store = await fileStore(join(folder, 'sales'));
  partner = createPartner({
    gateway: `http://127.0.0.1:${world.port}/gateway.do`,
    id: partnerId,
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    store,
    sales: { firstQueryMs: 20, queryEveryMs: 20, undoEveryMs: 20 },
  });
});
after(async () => {
  partner.close();
  await store.close();
  await rm(folder, { recursive: true });
  await world.close();
});

const terms = (id: string) =>
  ({
    id,
    amount: '39.25',
    currency: 'HKD',
    subject: 'Flat white',
    shop: { secondary_merchant_id: 'M_1', store_id: 'A101', store_name: 'Central' },
  }) as const;

const wallet = (asksFrom?: string) =>
  world.wallet('100.00', asksFrom === undefined ? {} : { passwordFreeLimit: hkd(asksFrom) });

test('collect: paid at once', async () => {
  const outcome = await partner.collect(terms('c-1'), await world.code(await wallet()));
  assert.equal(outcome.outcome, 'paid', JSON.stringify(outcome));
  assert.equal(outcome.wallet, 'ALIPAYHK');
});

test('collect: the buyer confirms, or does not', async () => {
  const walletId = await wallet('20.00');
  const code = await world.code(walletId);
  const collected = partner.collect(terms('c-2'), code);
  const tradeId = await waitingTrade('c-2');
  await world.acquiring.confirm({ walletId, partnerId, tradeId, answer: 'confirm' });
  assert.equal((await collected).outcome, 'paid');

  const left = { ...terms('c-3'), deadlineMs: 200 };
  const outcome = await partner.collect(left, await world.code(walletId));
  assert.ok(outcome.outcome === 'notPaid', JSON.stringify(outcome));
  assert.equal(outcome.why, 'cancelled');
  const asked = await partner.services.query({ partner_trans_id: 'c-3' });
  assert.equal(asked.outcome === 'success' && asked.reply.alipay_trans_status, 'TRADE_CLOSED');
});

test('collect: an expired code, and not enough money', async () => {
  const used = await world.code(await wallet());
  await partner.collect(terms('c-4'), used);
  const again = await partner.collect(terms('c-5'), used);
  assert.equal(again.outcome === 'notPaid' && again.code, 'SOUNDWAVE_PARSER_FAIL');
  const dear = { ...terms('c-6'), amount: '500.00' };
  const poor = await partner.collect(dear, await world.code(await wallet()));
  assert.equal(poor.outcome === 'notPaid' && poor.code, 'BUYER_BALANCE_NOT_ENOUGH');
});

test('charge: the buyer scans and pays, or does not come', async () => {
  const walletId = await wallet();
  const outcome = await partner.charge({
    ...terms('q-1'),
    show: ({ qrCode }) => void scanAndPay(walletId, qrCode),
  });
  assert.equal(outcome.outcome, 'paid', JSON.stringify(outcome));

  const alone = { ...terms('q-2'), deadlineMs: 100, show: () => undefined };
  const missed = await partner.charge(alone);
  assert.equal(missed.outcome === 'notPaid' && missed.why, 'cancelled');
});

test('after midnight a paid sale that is to be undone is refunded', async () => {
  const id = 'c-7';
  const paid = await partner.collect(terms(id), await world.code(await wallet()));
  assert.equal(paid.outcome, 'paid');
  // As if the program had died while it cancelled.
  const key = `sale/${partnerId}/${id}`;
  const sale = JSON.parse((await store.read(key)) ?? '');
  const state = { is: 'cancelling', why: 'deadline' };
  await store.write(key, JSON.stringify({ ...sale, state }), true);
  world.machine.advance(hours(24));
  const {
    sales: [settled],
  } = await partner.settleOpen();
  assert.equal(settled?.outcome === 'notPaid' && settled.why, 'refunded', JSON.stringify(settled));
  assert.deepEqual(await world.audit(), []);
});

/** The gateway's id of a trade whose buyer has been asked. */
async function waitingTrade(order: string): Promise<TradeId> {
  for (;;) {
    const asked = await partner.services.query({ partner_trans_id: order });
    const tradeId = asked.outcome === 'success' ? asked.reply.alipay_trans_id : undefined;
    if (tradeId !== undefined) return tradeId as TradeId;
  }
}

async function scanAndPay(walletId: Awaited<ReturnType<typeof wallet>>, qrCode: string) {
  const orderCode = new URL(qrCode).pathname.split('/').at(-1) ?? '';
  const opened = await world.acquiring.scan({ walletId, orderCode, partnerId });
  assert.ok(opened.outcome === 'opened');
  const { id: tradeId } = opened.trade;
  await world.acquiring.confirm({ walletId, partnerId, tradeId, answer: 'confirm' });
}
