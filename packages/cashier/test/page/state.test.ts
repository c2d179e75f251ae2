/**
 * Goal: what the page shows follows from what the till's server says; nothing in the page makes a payment paid.
 * Method: the reducer gets events as they come, and the stage is looked at.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OrderView, PaymentView } from '@sampan/cashier/api';
import { keyName } from '../../page/frame/keys.ts';
import { routeOf } from '../../page/frame/route.ts';
import { voiceFor } from '../../page/sound/voice.ts';
import { nextStep } from '../../page/stage/next-step.ts';
import { canTake, stageOf, startState, type TillState, tillAfter } from '../../page/store/state.ts';
import { type Mutable, newOrder, newPayment, startStatus, startTill } from './fake-data.ts';

function withPayment(
  change: Partial<Mutable<PaymentView>>,
  orderState = 'paying' as const,
): TillState {
  const order = newOrder('o', '0047');
  order.state = orderState;
  order.payments = [{ ...newPayment('p', 'o', 'scan', '46.00'), ...change }];
  let state = tillAfter(startState('o'), { is: 'till', till: startTill() });
  state = tillAfter(state, { is: 'order', order });
  return tillAfter(state, { is: 'show', shown: { orderId: 'o', paymentId: 'p' } });
}

function orderIn({ orders }: TillState): OrderView {
  const order = orders['o'];
  assert.ok(order);
  return order;
}

test('each state of a payment has its page', () => {
  const pages = (
    [
      [{ state: 'begun' }, 'waiting'],
      [{ state: 'waiting' }, 'waiting'],
      [{ state: 'waiting', kind: 'show' }, 'code'],
      [{ state: 'cancelling' }, 'cancelling'],
      [{ state: 'unknown' }, 'unknown'],
      [{ state: 'paid' }, 'paid'],
      [{ state: 'notPaid', why: 'refused' }, 'refused'],
      [{ state: 'notPaid', why: 'not-sent' }, 'refused'],
      [{ state: 'notPaid', why: 'cancelled' }, 'notPaid'],
    ] as const
  ).filter(([change, page]) => stageOf(withPayment(change)).is !== page);
  assert.deepEqual(pages, []);
});

test('a reply that comes after a later event changes nothing; one of the next run does', () => {
  const waiting = withPayment({ state: 'waiting' });
  const early = { ...orderIn(waiting), asOf: { run: 'a', step: 7 } };
  const paid = {
    ...early,
    ...{ state: 'paid' as const, asOf: { run: 'a', step: 9 } },
    payments: early.payments.map((payment) => ({ ...payment, state: 'paid' as const })),
  };
  const after = tillAfter(waiting, { is: 'order', order: paid });
  for (const late of [
    { is: 'order', order: early },
    { is: 'recent', orders: [early] },
  ] as const) {
    const state = tillAfter(after, late);
    assert.deepEqual([stageOf(state).is, state.recent[0]?.state], ['paid', 'paid'], late.is);
  }
  const restarted = { ...early, asOf: { run: 'b', step: 1 } };
  assert.equal(stageOf(tillAfter(after, { is: 'order', order: restarted })).is, 'waiting');
});

test('an order whose first payment began while the last ones were read stays in their list', () => {
  const old = { ...orderIn(withPayment({ state: 'paid' })), asOf: { run: 'a', step: 1 } };
  const fresh = { ...old, id: 'fresh', number: '0048', asOf: { run: 'a', step: 3 } };
  const read = { ...old, asOf: { run: 'a', step: 2 } };
  const known = tillAfter(startState('o'), { is: 'order', order: fresh });
  const ids = tillAfter(known, { is: 'recent', orders: [read] }).recent.map(({ id }) => id);
  assert.deepEqual(ids, ['fresh', 'o']);
  const other = { ...read, asOf: { run: 'b', step: 1 } };
  const next = tillAfter(known, { is: 'recent', orders: [other] }).recent.map(({ id }) => id);
  assert.deepEqual(next, ['o'], 'what another run says is all there is');
});

test('no action of the page turns an unknown payment into a paid one', () => {
  let state = withPayment({ state: 'unknown' });
  for (const action of [
    { is: 'beat' },
    { is: 'notice', notice: { is: 'noAnswer' } },
    { is: 'draft', change: { is: 'key', key: '1' } },
    { is: 'keepCode', code: '288412345678901234', until: 1 },
  ] as const) {
    state = tillAfter(state, action);
  }
  assert.equal(stageOf(state).is, 'unknown');
  assert.equal(stageOf(tillAfter(state, { is: 'newOrder', id: 'next' })).is, 'charge');
  assert.equal(
    tillAfter(state, { is: 'newOrder', id: 'next' }).orders['o']?.payments[0]?.state,
    'unknown',
  );
});

test('without a beat the till takes nothing; the first beat brings it back', () => {
  let state = tillAfter(withPayment({}), { is: 'beat' });
  assert.ok(canTake(state));
  state = tillAfter(tillAfter(state, { is: 'gone', at: 100 }), { is: 'gone', at: 1_100 });
  assert.ok(!canTake(state));
  assert.deepEqual([state.goneSince, state.lastTry], [100, 1_100]);
  assert.ok(canTake(tillAfter(state, { is: 'beat' })));
});

test('a basket of which a part is paid does not change', () => {
  const order = newOrder('o', '0047');
  order.state = 'partPaid';
  const state = tillAfter(startState('o'), { is: 'order', order });
  const after = tillAfter(state, { is: 'draft', change: { is: 'key', key: '9' } });
  assert.equal(after.draft.typed, '');
});

test('the last five are the newest, each once', () => {
  let state = startState('o');
  for (const number of ['0041', '0042', '0043', '0044', '0045', '0046', '0045']) {
    const order = newOrder(`id-${number}`, number);
    order.payments = [newPayment(`p-${number}`, order.id, 'scan', '1.00')];
    state = tillAfter(state, { is: 'order', order });
  }
  assert.deepEqual(
    state.recent.map(({ number }) => number),
    ['0046', '0045', '0044', '0043', '0042'],
  );
});

test('keys of the day, with Alt and a digit as the second way', () => {
  const key = (name: string, more: object = {}) =>
    keyName({ key: name, code: '', altKey: false, ctrlKey: false, metaKey: false, ...more });
  assert.equal(key('F2'), 'F2');
  assert.equal(key('F5'), 'F5');
  assert.equal(key('Escape'), 'Esc');
  assert.equal(key('2', { code: 'Digit2', altKey: true }), 'F2');
  assert.equal(key('0', { code: 'Numpad0', altKey: true }), 'F10');
  assert.equal(key('2'), undefined);
  assert.equal(key('F5', { ctrlKey: true }), undefined);
});

test('an address leads to its page, an unknown one to the counter', () => {
  assert.deepEqual(routeOf('#/order/abc'), { page: 'order', id: 'abc' });
  assert.deepEqual(routeOf(''), { page: 'counter', id: undefined });
  assert.deepEqual(routeOf('#/nothing'), { page: 'counter', id: undefined });
});

test('the next step after a refusal', () => {
  assert.equal(nextStep('balance-not-enough'), 'scan');
  assert.equal(nextStep('amount-above-limit'), 'split');
  assert.equal(nextStep('wallet-not-accepted'), 'otherwise');
});

test('Cantonese or English, never Mandarin for Hong Kong', () => {
  assert.deepEqual(voiceFor('zh-HK', [{ lang: 'zh-CN' }, { lang: 'en-GB' }]), {
    language: 'en',
    voice: 'en-GB',
  });
  assert.deepEqual(voiceFor('zh-HK', [{ lang: 'zh_HK' }]), { language: 'zh-HK', voice: 'zh_HK' });
  assert.deepEqual(voiceFor('zh-CN', [{ lang: 'zh-CN' }]), { language: 'zh-CN', voice: 'zh-CN' });
});

test('a status or a till that was read before the last event undoes neither strip nor shift', () => {
  const { shift } = startTill();
  const told = { ...startStatus(), asOf: { run: 'a', step: 5 } };
  const read = { ...told, printer: 'silent' as const, asOf: { run: 'a', step: 4 } };
  let state = tillAfter(startState('o'), { is: 'status', status: told });
  state = tillAfter(state, { is: 'status', status: read });
  assert.equal(state.status?.printer, told.printer);
  state = tillAfter(state, { is: 'status', status: { ...read, asOf: { run: 'b', step: 1 } } });
  assert.equal(state.status?.printer, 'silent', 'another run of the till begins anew');

  const opened = { ...startTill(), asOf: { run: 'a', step: 6 } };
  assert.ok(shift, 'the till that is read has a shift');
  state = tillAfter(startState('o'), { is: 'till', till: opened });
  state = tillAfter(state, { is: 'shift', shift: null, asOf: { run: 'a', step: 8 } });
  const late = { ...opened, till: 'Till 2', asOf: { run: 'a', step: 7 } };
  state = tillAfter(state, { is: 'till', till: late });
  assert.deepEqual([state.till?.till, state.shift], ['Till 2', null]);
  state = tillAfter(state, { is: 'till', till: opened });
  assert.equal(state.till?.till, 'Till 2');
});
