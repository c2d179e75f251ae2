/**
 * Goal: of a conflict with an order or a refund, `sampan explain` says what was sent and what was stored before.
 * Method: a partner's requests through the gateway of a sandbox with a record; the command explains the refused one.
 */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import { type PartnerId, seconds } from '@sampan/primitives';
import { explainLines } from '../../cli/src/commands/explain-lines.ts';
import { recordedExchange } from '../../cli/src/commands/explain-recorded.ts';
import { explainRecorded } from '../../cli/src/commands/explained.ts';
import { cancel, payment, precreate, refund } from './gateway-asked.ts';
import type { Asked } from './gateway-world.ts';
import { type RecordWorld, recordWorld } from './record-world.ts';

let world: RecordWorld;
let partner: PartnerId;

before(async () => {
  world = await recordWorld();
  partner = await world.partner();
});
after(() => world.close());

async function explain(id: string) {
  const recorded = await recordedExchange(world.call, id);
  const explanation = await explainRecorded(recorded, undefined, undefined);
  const { cause, verdict, refusal } = explanation;
  const lines = explainLines(explanation, { stdout: new PassThrough(), environment: {} });
  return { id, cause, verdict, lines, differences: refusal?.differences, stored: refusal?.stored };
}

/** Sends it, and explains what has come of it. */
async function explained(asked: Asked) {
  await world.ask(partner, asked);
  world.machine.advance(seconds(5));
  const { items } = await world.call('GET /admin/exchanges', { query: { limit: 1 } });
  return explain(items[0]?.id ?? '');
}

async function paying(order: string, change: Asked = {}) {
  const code = await world.code(await world.wallet('100.00'));
  return payment(partner, code, { partner_trans_id: order, ...change });
}

test('a payment under a used id, with another amount and with another buyer', async () => {
  const asked = await paying('pay-1');
  const first = await explained(asked);
  assert.equal(first.verdict, 'valid');
  const amount = await explained({ ...asked, trans_amount: '39.30' });
  assert.deepEqual(
    [amount.cause, amount.differences],
    ['CONTEXT_INCONSISTENT', [{ parameter: 'trans_amount', sent: '39.30', stored: '39.25' }]],
  );
  assert.equal(amount.stored?.['status'], 'paid');
  assert.ok(amount.lines.includes('  stored     trans_amount=39.25  (differs)'));
  const buyer = await explained(await paying('pay-1'));
  assert.equal(buyer.cause, 'TRADE_BUYER_NOT_MATCH');
  assert.match(buyer.stored?.['alipay_buyer_user_id'] ?? '', /^2160/);
  assert.match(buyer.stored?.['alipay_buyer_login_id'] ?? '', /\*/);
});

test('what came later was not stored before', async () => {
  const asked = await paying('pay-2', { trans_amount: '500.00' });
  const refused = await explained(asked);
  assert.equal(refused.cause, 'BUYER_BALANCE_NOT_ENOUGH');
  await world.ask(partner, await paying('pay-2'));
  const later = await explain(refused.id);
  assert.deepEqual([refused.stored, later.stored], [undefined, undefined]);
});

test('a refund under a used id, and more than is left', async () => {
  await world.ask(partner, await paying('sale-1'));
  world.machine.advance(seconds(5));
  await world.ask(partner, refund('sale-1'));
  world.machine.advance(seconds(5));
  const other = await explained(refund('sale-1', { refund_amount: '11.00' }));
  assert.deepEqual(
    [other.cause, other.differences],
    ['DISCORDANT_REPEAT_REQUEST', [{ parameter: 'refund_amount', sent: '11.00', stored: '10.00' }]],
  );
  const more = { partner_refund_id: 'sale-1-more', refund_amount: '29.26' };
  const { cause, stored } = await explained(refund('sale-1', more));
  assert.equal(cause, 'RETURN_AMOUNT_EXCEED');
  assert.deepEqual([stored?.['trans_amount'], stored?.['refunded']], ['39.25', '10.00']);
});

test('a pre-order under a used id, which has no trade yet', async () => {
  await world.ask(partner, precreate('pre-1'));
  world.machine.advance(seconds(5));
  const { cause, differences, stored } = await explained(
    precreate('pre-1', { total_fee: '31.00' }),
  );
  assert.deepEqual(
    [cause, differences],
    ['CONTEXT_INCONSISTENT', [{ parameter: 'total_fee', sent: '31.00', stored: '30.00' }]],
  );
  assert.equal(stored?.['status'], 'pre-ordered');
  assert.match(stored?.['valid_until'] ?? '', /^2026-11-22T/);
});

test('a cancel of the day after', async () => {
  await world.ask(partner, await paying('late-1'));
  world.machine.advance(seconds(86_400));
  const { cause, stored } = await explained(cancel('late-1'));
  assert.equal(cause, 'TRADE_CANCEL_TIME_OUT');
  assert.deepEqual([stored?.['status'], stored?.['total_fee']], ['paid', '39.25']);
  assert.match(stored?.['paid_at'] ?? '', /^2026-11-22T/);
});
