/**
 * Goal: a till takes each payment once, says what is known, and loses nothing.
 * Method: the till without its HTTP server, over a gateway in memory, in virtual time.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { code, isDecided, last, type TillWorld, tillWorld } from '../test-kit/till-world.ts';

let world: TillWorld;
before(async () => {
  world = await tillWorld({ paymentMax: '5000.00' });
  world.till.shifts.begin({ id: 'shift-01', float: '500.00' }, world.cashier);
});
after(async () => {
  await world.close();
  assert.deepEqual(world.errors, []);
});

const codeOf = (number: number): string => `28${String(number).padStart(16, '0')}`;
const refusal = (code: string) => (error: unknown) => Object(error).code === code;

test('a payment from a scanned code: paid, once, however often it is asked for', async () => {
  world.order('order-a1', '46.00');
  const { payments } = world.till;
  const first = payments.scan('order-a1', { id: 'payment-a1', code }, world.cashier);
  assert.deepEqual(payments.scan('order-a1', { id: 'payment-a1', code }, world.cashier), first);
  assert.deepEqual(payments.scan('order-a1', { id: 'payment-a2', code }, world.cashier), {
    paymentId: first.paymentId,
    isSameScan: true,
  });
  const order = await world.when('order-a1', isDecided);
  assert.equal(order.state, 'paid');
  assert.equal(order.number, '0001');
  assert.equal(last(order).codeTail, '0934');
  assert.equal(world.gateway.orders.find(first.paymentId)?.charges, 1);
  // The phone of this customer is still in front of the scanner.
  world.order('order-a2', '20.00');
  assert.throws(
    () => payments.scan('order-a2', { id: 'payment-a3', code }, world.cashier),
    refusal('code-just-used'),
  );
  assert.throws(
    () => payments.scan('order-a1', { id: 'payment-a4', code: codeOf(1) }, world.cashier),
    refusal('order-over'),
  );
});

test('a refused payment leaves the order open; a new code is a new payment of it', async () => {
  world.order('order-b1', '46.00');
  world.gateway.script({ pay: [{ refuse: 'BUYER_BALANCE_NOT_ENOUGH' }] });
  const refused = world.till.payments.scan(
    'order-b1',
    { id: 'payment-b1', code: codeOf(2) },
    world.cashier,
  );
  const order = await world.when('order-b1', isDecided);
  assert.equal(order.state, 'open');
  assert.equal(last(order).text, 'balance-not-enough');
  assert.equal(last(order).why, 'refused');
  const paid = world.till.payments.scan(
    'order-b1',
    { id: 'payment-b2', code: codeOf(3) },
    world.cashier,
  );
  assert.notEqual(paid.paymentId, refused.paymentId);
  assert.equal((await world.when('order-b1', isDecided)).state, 'paid');
});

test('the code of another wallet is never sent, and the wallet is named', async () => {
  world.order('order-c1', '46.00');
  const calls = world.gateway.calls.length;
  world.till.payments.scan(
    'order-c1',
    { id: 'payment-c1', code: '134567890123456789' },
    world.cashier,
  );
  const order = await world.when('order-c1', isDecided);
  assert.equal(last(order).text, 'wrong-wallet');
  assert.equal(last(order).otherWallet, 'WeChat Pay');
  assert.equal(world.gateway.calls.length, calls);
});

test('a customer who does not confirm: cancelled by time, and it is the customer who was silent', async () => {
  world.order('order-d1', '46.00');
  world.gateway.script({ pay: ['pending'] });
  const { paymentId } = world.till.payments.scan(
    'order-d1',
    { id: 'payment-d1', code: codeOf(4) },
    world.cashier,
  );
  await world.when('order-d1', (order) => last(order).state === 'waiting');
  const order = await world.when('order-d1', isDecided);
  const { why, cancelledBy, silent, trail } = last(order);
  assert.deepEqual(
    { why, cancelledBy, silent },
    { why: 'cancelled', cancelledBy: 'time', silent: 'customer' },
  );
  assert.ok(trail.length > 5);
  assert.equal(world.gateway.orders.find(paymentId)?.charges, 0);
});

test('a code to scan: shown, opened, and cancelled by the cashier', async () => {
  world.order('order-e1', '46.00');
  const { paymentId } = world.till.payments.show('order-e1', { id: 'payment-e1' }, world.cashier);
  const shown = await world.when('order-e1', (order) => last(order).qrCode !== undefined);
  assert.equal(last(shown).qrCode, `https://pay.example/q/${paymentId}`);
  await world.when('order-e1', (order) => last(order).isOpened);
  world.till.payments.cancel(paymentId);
  const order = await world.when('order-e1', isDecided);
  assert.equal(last(order).cancelledBy, 'cashier');
  assert.equal(last(order).qrCode, undefined);
});

test('unknown stays unknown until the gateway says what it is, and the next customer is served', async () => {
  const lost = Array.from({ length: 60 }, () => 'lost' as const);
  world.order('order-f1', '128.00');
  world.gateway.script({ pay: ['lost-reply'], query: lost, cancel: lost });
  const { paymentId } = world.till.payments.scan(
    'order-f1',
    { id: 'payment-f1', code: codeOf(5) },
    world.cashier,
  );
  const unknown = await world.when('order-f1', ({ state }) => state === 'unknown');
  assert.equal(last(unknown).silent, 'gateway');
  assert.ok(world.till.status().gateway.silentSince);
  // The customer's screen does not call unpaid what may be paid.
  assert.equal(world.till.displays.choose('tablet', { orderId: 'order-f1' }).is, 'wait');
  assert.equal(world.till.status().strip[0]?.state, 'unknown');
  assert.throws(
    () =>
      world.till.payments.otherwise(
        'order-f1',
        { id: 'payment-f2', method: 'cash' },
        world.cashier,
      ),
    refusal('payment-open'),
  );
  assert.throws(() => world.till.payments.acknowledge(paymentId), refusal('payment-open'));
  const closed = world.till.payments.closeWithDiscrepancy(
    paymentId,
    world.supervisor,
    'customer left',
  );
  assert.equal(closed.state, 'unknown');
  assert.equal(world.till.orders.get('order-f1').state, 'discrepancy');
  assert.equal(world.till.shifts.x().discrepancies[0]?.reason, 'customer left');
  // The next customer pays meanwhile.
  world.order('order-f3', '10.00');
  world.till.payments.otherwise('order-f3', { id: 'payment-f3', method: 'card' }, world.cashier);
  assert.equal(world.till.orders.get('order-f3').state, 'paid');
  // The gateway answers again: the charge is found, and undone by the cancel that was under way.
  world.gateway.script({});
  const order = await world.when('order-f1', isDecided);
  assert.equal(order.state, 'open');
  assert.equal(last(order).discrepancy?.clearedBy, 'gateway');
  assert.equal(world.gateway.orders.find(paymentId)?.isReturned, true);
  assert.deepEqual(world.till.shifts.x().discrepancies, []);
  assert.equal(world.till.status().strip[0]?.state, 'notPaid');
  assert.equal(world.till.payments.acknowledge(paymentId).state, 'notPaid');
  assert.deepEqual(world.till.status().strip, []);
});

test('a sale is split between wallet and cash, and the change is right', async () => {
  const order = world.order('order-g1', '100.00', {
    discount: { percent: '10' },
    tip: { amount: '5.00' },
  });
  assert.equal(order.totals.total, '95.00');
  const { payments } = world.till;
  payments.otherwise(
    'order-g1',
    { id: 'payment-g1', method: 'cash', amount: '45.00', given: '50.00' },
    world.cashier,
  );
  const part = world.till.orders.get('order-g1');
  assert.equal(part.state, 'partPaid');
  assert.equal(part.totals.due, '50.00');
  assert.equal(last(part).change, '5.00');
  assert.throws(() => world.order('order-g1', '1.00'), refusal('order-has-payment'));
  assert.throws(
    () =>
      payments.scan(
        'order-g1',
        { id: 'payment-g2', code: codeOf(6), amount: '50.01' },
        world.cashier,
      ),
    refusal('more-than-due'),
  );
  payments.scan('order-g1', { id: 'payment-g3', code: codeOf(6) }, world.cashier);
  const paid = await world.when('order-g1', ({ state }) => state === 'paid');
  assert.equal(paid.totals.paid, '95.00');
});

test('refunds: in parts, above the limit with a second person, never more than is left', async () => {
  world.order('order-h1', '268.00');
  const { payments, refunds } = world.till;
  const { paymentId } = payments.scan(
    'order-h1',
    { id: 'payment-h1', code: codeOf(7) },
    world.cashier,
  );
  await world.when('order-h1', isDecided);
  const by = { cashierId: world.cashier };
  const refund = (id: string, amount: string, approvedBy?: string) =>
    refunds.refund(paymentId, { id, amount, reason: 'cold' }, { ...by, approvedBy });
  const first = refund('refund-h1', '68.00');
  assert.equal(refund('refund-h1', '68.0').id, first.id);
  assert.throws(() => refund('refund-h1', '69.00'), refusal('id-reused'));
  const part = await world.when('order-h1', ({ state }) => state === 'partRefunded');
  assert.equal(last(part).left, '200.00');
  assert.throws(() => refund('refund-h2', '200.01'), refusal('more-than-left'));
  assert.throws(() => refund('refund-h2', '200.00'), refusal('approval-needed'));
  refund('refund-h2', '200.00', world.supervisor);
  const whole = await world.when('order-h1', ({ state }) => state === 'refunded');
  assert.equal(last(whole).refunds[1]?.approvedBy, 'Ng');
  assert.equal(world.gateway.orders.find(paymentId)?.isReturned, true);
});

test('after a crash every open payment and refund goes on', async () => {
  world.order('order-i1', '46.00');
  world.gateway.script({ pay: ['pending'] });
  const { paymentId } = world.till.payments.scan(
    'order-i1',
    { id: 'payment-i1', code: codeOf(8) },
    world.cashier,
  );
  await world.when('order-i1', (order) => last(order).state === 'waiting');
  await world.restart();
  world.gateway.orders.confirm(paymentId);
  const order = await world.when('order-i1', isDecided);
  assert.equal(order.state, 'paid');
  assert.equal(world.gateway.orders.find(paymentId)?.charges, 1);
});

test('what may not be paid is refused, in order', () => {
  const { payments } = world.till;
  world.order('order-j1', '0.00');
  const cash = (order: string, id: string, amount?: string) =>
    payments.otherwise(order, { id, method: 'cash', amount }, world.cashier);
  assert.throws(() => cash('order-none', 'payment-j1'), refusal('order-unknown'));
  assert.throws(() => cash('order-j1', 'payment-j1'), refusal('amount-zero'));
  world.order('order-j2', '5000.01');
  assert.throws(() => cash('order-j2', 'payment-j2'), refusal('amount-above-limit'));
  assert.throws(() => cash('order-j2', 'payment-j2', 'x'), refusal('invalid-field'));
  assert.equal(world.till.orders.abandon('order-j2').state, 'abandoned');
  assert.throws(() => cash('order-j2', 'payment-j3'), refusal('order-over'));
});
