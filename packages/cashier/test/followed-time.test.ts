/**
 * Goal: the till's days, shifts and countdowns follow the gateway's clock, also one that was moved.
 * Method: a gateway in memory whose answers say another time, in virtual time.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memoryGateway, virtualTime } from '@sampan/sdk/testing';
import { followGateway } from '../src/followed-time.ts';
import {
  code,
  isDecided,
  key,
  last,
  partnerAt,
  type TillWorld,
  tillWorld,
} from '../test-kit/till-world.ts';

const hourMs = 3_600_000;
const aheadMs = 30 * hourMs;
const time = virtualTime();
let world: TillWorld;

before(async () => {
  const gateway = memoryGateway({ key, time });
  const send: typeof gateway.transport.send = async (request) => ({
    ...(await gateway.transport.send(request)),
    date: new Date(time.now() + aheadMs).toUTCString(),
  });
  const partner = { ...partnerAt(gateway), transport: { ...gateway.transport, send } };
  world = await tillWorld({}, { time, partner });
  gateway.script({ pay: ['pending'], query: ['waiting', 'paid'] });
});
after(async () => {
  await world.close();
  assert.deepEqual(world.errors, []);
});

const tillNow = () => Date.parse(world.till.status().at);

test('a payment under way keeps its time when the till learns that the clock was moved', async () => {
  world.till.shifts.begin({ id: 'shift-01', float: '0.00' }, world.cashier);
  world.order('order-a1', '46.00');
  world.till.payments.scan('order-a1', { id: 'payment-a1', code }, world.cashier);
  const waiting = await world.when('order-a1', (order) => last(order).state === 'waiting');
  const left = Date.parse(last(waiting).deadlineAt ?? '') - tillNow();
  assert.ok(left > 50_000 && left <= 60_000, `${left} ms are left`);
  assert.equal((await world.when('order-a1', isDecided)).state, 'paid');
});

test('the time of the gateway is that of the till, also after a restart', async () => {
  const isAhead = () => Math.abs(tillNow() - time.now() - aheadMs) < 3_000;
  assert.ok(isAhead());
  await world.restart();
  assert.ok(isAhead());
  world.till.shifts.close({ id: 'shift-01', counts: [] }, world.cashier);
  world.till.shifts.begin({ id: 'shift-02', float: '0.00' }, world.cashier);
  const [open] = [world.till.shifts.open()].flatMap((shift) => shift ?? []);
  assert.ok(open && Math.abs(open.openedAt - time.now() - aheadMs) < 3_000);
});

test('what an answer takes on its way is no difference', async () => {
  const moves: number[] = [];
  const followed = followGateway({
    machine: time,
    aheadMs: 0,
    onMoved: (by) => moves.push(by),
  });
  const answers = [undefined, 'no date', new Date(time.now() - 2_000).toUTCString()];
  for (const date of answers) {
    const transport = followed.follow({
      close: () => undefined,
      send: async () => ({
        ...{ isAnswered: true, status: 200, contentType: undefined, bytes: new Uint8Array(), date },
      }),
    });
    await transport.send({ url: '', body: '', contentType: '', connectMs: 1, replyMs: 1 });
  }
  assert.deepEqual(moves, []);
  assert.equal(followed.time.now(), time.now());
});
