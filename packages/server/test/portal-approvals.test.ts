/**
 * Goal: money that goes back above the limit needs a second person, is given back once, and is given back although the process
 * that was to do it is gone.
 * Method: two processes over one database, one of which stops between the answer and the refund; the trade and the ledger say
 * how much went back.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  hours,
  idSource,
  minutes,
  type PartnerId,
  required,
  type TradeId,
} from '@sampan/primitives';
import { readTrade } from '#acquiring';
import { Approvals, type CarriedOut, needsApproval } from '#staff';
import { hkd } from '#test-kit';
import { type Browser, type PortalWorld, portalWorld } from './portal-world.ts';

let world: PortalWorld;
let partner: PartnerId;
let asks: Awaited<ReturnType<PortalWorld['member']>>;
let finance: Browser;
let supervisor: Browser;
let orders = 0;

before(async () => {
  world = await portalWorld();
  partner = await world.partner({ name: 'Tea House' });
  asks = await world.member(partner, 'finance');
  finance = await world.signIn(asks);
  supervisor = await world.signIn(await world.member(partner, 'supervisor'));
});
after(() => world.close());

/** Approvals of a process whose refunds go as the test wants. */
const approvalsOf = (carryOut?: () => Promise<CarriedOut>): Approvals => {
  const { platform, errors } = world.first;
  return new Approvals({
    ...platform,
    reader: platform.readers.pages,
    writer: platform.writers.portal,
    ids: idSource(world.random),
    carryOut: carryOut ?? (async () => ({ outcome: 'done' })),
    onError: (error) => errors.push(error),
  });
};

async function paidTrade(): Promise<TradeId> {
  const wallet = await world.wallet('500.00');
  const order = `order-${++orders}`;
  await world.pay(partner, wallet, '100.00', order);
  const [row] = await world.sql('select trade_id from trades where partner_trans_id = $1', [order]);
  return String(row?.['trade_id']) as TradeId;
}

async function asked(tradeId: TradeId, amount = '60.00', kind: 'refund' | 'cancel' = 'refund') {
  const doer = { partnerId: partner, memberId: asks.id, who: asks.name };
  const commandId = idSource(world.random).next(world.machine.now());
  const wanted = { kind, tradeId, commandId, amount: hkd(amount), why: 'cracked cup' };
  return { doer, wanted, approval: await approvalsOf().ask(doer, wanted) };
}

async function returnedOf(tradeId: TradeId): Promise<bigint> {
  const trade = required(await readTrade(world.connection, tradeId), 'it was paid');
  return trade.payment?.refunded.minor ?? 0n;
}

const answer = (as: Browser, id: string, word: string, process = world.first) =>
  process.ask('POST', `/approvals/${id}`, { as, body: { answer: word, why: 'seen' } });

test('parts of a refund add up to the limit', () => {
  const [limit, none] = [hkd('100.00'), hkd('0.00')];
  assert.equal(needsApproval(limit, { amount: hkd('100.00'), returned: none }), false);
  assert.equal(needsApproval(limit, { amount: hkd('100.01'), returned: none }), true);
  assert.equal(needsApproval(limit, { amount: hkd('60.00'), returned: hkd('50.00') }), true);
  assert.equal(needsApproval(undefined, { amount: hkd('999.00'), returned: none }), false);
});

test('an owner sets the limit, others see it', async () => {
  const { ask } = world.first;
  const owner = await world.signIn(await world.member(partner, 'owner'));
  const set = (as: Browser, approveAbove: string) =>
    ask('PATCH', '/settings', { as, body: { approveAbove } });
  assert.deepEqual((await set(owner, '50.00')).body, { approveAbove: '50.00' });
  assert.deepEqual((await ask('GET', '/settings', { as: supervisor })).body, {
    approveAbove: '50.00',
  });
  assert.equal((await set(supervisor, '900.00')).code, 'not-allowed');
  assert.equal((await set(owner, '-1')).code, 'invalid-field');
  assert.deepEqual((await set(owner, 'none')).body, {});
});

test('another person approves, and the money goes back', async () => {
  const tradeId = await paidTrade();
  const { approval } = await asked(tradeId);
  assert.equal((await answer(finance, approval.id, 'approve')).code, 'own-approval');
  assert.equal((await answer(finance, approval.id, 'decline')).code, 'own-approval');
  assert.equal((await answer(supervisor, approval.id, 'take-back')).code, 'not-own-approval');
  assert.equal(await returnedOf(tradeId), 0n);
  const approved = await answer(supervisor, approval.id, 'approve');
  assert.equal(approved.status, 200, approved.text);
  assert.deepEqual([approved.body['state'], approved.body['own']], ['approved', false]);
  assert.equal(await returnedOf(tradeId), 6_000n);
  assert.equal((await answer(supervisor, approval.id, 'approve')).code, 'approval-answered');
  assert.equal(await returnedOf(tradeId), 6_000n);
});

test('asking again under the same command asks once', async () => {
  const { doer, wanted, approval } = await asked(await paidTrade());
  const again = await approvalsOf().ask(doer, wanted);
  assert.equal(again.id, approval.id);
  const [row] = await world.sql('select count(*)::int as n from staff_log where detail like $1', [
    `%${approval.id}%`,
  ]);
  assert.equal(row?.['n'], 1);
});

test('what was taken back or declined, or has waited for 24 hours, is not approved any more', async () => {
  const tradeId = await paidTrade();
  const [taken, declined, late] = [
    await asked(tradeId),
    await asked(tradeId),
    await asked(tradeId),
  ];
  assert.equal((await answer(finance, taken.approval.id, 'take-back')).body['state'], 'taken-back');
  const no = await answer(supervisor, declined.approval.id, 'decline');
  assert.deepEqual([no.body['state'], no.body['answer']], ['declined', 'seen']);
  for (const { approval } of [taken, declined]) {
    assert.equal((await answer(supervisor, approval.id, 'approve')).code, 'approval-answered');
  }
  world.machine.advance(hours(12));
  await world.first.ask('GET', '/session', { as: finance });
  const again = await world.signIn(await world.member(partner, 'supervisor'));
  world.machine.advance(hours(11));
  world.machine.advance(minutes(61));
  const over = await world.signIn({ login: (await world.member(partner, 'supervisor')).login });
  assert.equal((await answer(over, late.approval.id, 'approve')).code, 'approval-ended');
  assert.equal((await answer(again, late.approval.id, 'approve')).status, 401);
  assert.equal(await returnedOf(tradeId), 0n);
  supervisor = over;
  finance = await world.signIn(asks);
});

test('two processes that answer at once carry it out once', async () => {
  const second = await world.openProcess();
  const tradeId = await paidTrade();
  const { approval } = await asked(tradeId);
  const other = await world.signIn(await world.member(partner, 'owner'), second);
  const both = await Promise.all([
    answer(supervisor, approval.id, 'approve'),
    answer(other, approval.id, 'approve', second),
  ]);
  const results = both.map(({ code, body }) => code ?? body['state']).sort();
  assert.deepEqual(results, ['approval-answered', 'approved']);
  assert.equal(await returnedOf(tradeId), 6_000n);
});

test('a process that dies between answer and refund has another one give the money back, once', async () => {
  const tradeId = await paidTrade();
  const { approval } = await asked(tradeId);
  let reached: () => void = () => undefined;
  const isAtRefund = new Promise<void>((resolve) => {
    reached = resolve;
  });
  // It gets as far as the refund, and no further.
  const dying = approvalsOf(() => {
    reached();
    return new Promise<never>(() => undefined);
  });
  const approver = await world.member(partner, 'owner');
  const doer = { partnerId: partner, memberId: approver.id, who: approver.name };
  void dying.answer(doer, approval.id, 'approve', undefined);
  await isAtRefund;
  const waiting = await world.first.ask('GET', '/approvals', { as: supervisor });
  assert.equal(await returnedOf(tradeId), 0n, 'its claim holds for a minute');
  assert.ok(waiting.text.includes(approval.id));
  world.machine.advance(minutes(1));
  await world.first.ask('GET', '/approvals', { as: supervisor });
  assert.equal(await returnedOf(tradeId), 6_000n);
  world.machine.advance(minutes(5));
  await world.first.ask('GET', '/approvals', { as: supervisor });
  assert.equal(await returnedOf(tradeId), 6_000n);
});

test('a process that dies between the refund and its note gives nothing back twice', async () => {
  const tradeId = await paidTrade();
  const { approval } = await asked(tradeId);
  await answer(supervisor, approval.id, 'approve');
  assert.equal(await returnedOf(tradeId), 6_000n);
  await world.sql('update approvals set carried_out_at = null where approval_id = $1', [
    approval.id,
  ]);
  world.machine.advance(minutes(2));
  await world.first.ask('GET', '/approvals', { as: supervisor });
  assert.equal(await returnedOf(tradeId), 6_000n);
  const [row] = await world.sql(
    'select carried_out_at is not null as done from approvals where approval_id = $1',
    [approval.id],
  );
  assert.equal(row?.['done'], true);
});

test('what cannot be done any more is shown as failed, with the code', async () => {
  const tradeId = await paidTrade();
  const [first, second] = [await asked(tradeId), await asked(tradeId)];
  await answer(supervisor, first.approval.id, 'approve');
  const failed = await answer(supervisor, second.approval.id, 'approve');
  // The code that the API answers when one person asks for as much.
  assert.deepEqual([failed.body['state'], failed.body['failure']], ['failed', 'refund-too-large']);
  assert.deepEqual(await world.audit(), []);
});

test('a partner sees and answers its own only', async () => {
  const { approval } = await asked(await paidTrade());
  const other = await world.partner({ name: 'Other House' });
  const stranger = await world.signIn(await world.member(other, 'owner'));
  assert.equal((await answer(stranger, approval.id, 'approve')).code, 'approval-unknown');
  const listed = await world.first.ask('GET', '/approvals', { as: stranger });
  assert.deepEqual(listed.body, { approvals: [] });
});
