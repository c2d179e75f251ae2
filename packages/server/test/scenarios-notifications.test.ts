/**
 * Goal: a scenario loses, repeats, delays, reorders and corrupts notifications, and nothing else.
 * Method: messages as the notifier makes them go through the transport of scenarios to a transport that
 * keeps them.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { ScenarioStep } from '@sampan/api';
import { required } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { type Answer, type Message, sandboxSettings, type Transport } from '#notification';
import { type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

let world: ScenariosWorld;
let sent: string[] = [];

const acknowledged: Answer = {
  status: 200,
  body: 'success',
  durationMs: 1,
  error: undefined,
  result: 'acknowledged',
};

const keeping: Transport = () => ({
  async send({ body }) {
    sent.push(body);
    return acknowledged;
  },
  close: async () => undefined,
});

before(async () => {
  world = await scenariosWorld();
});
after(() => world.close());
afterEach(async () => {
  await world.scenarios.clear();
  sent = [];
});

const form = (order: string, action: string) =>
  `notify_action_type=${action}&out_trade_no=${order}&total_fee=39.25&sign=a1b2&sign_type=MD5`;

function messageOf(order: string, action = 'payByAccountAction'): Message {
  const body = form(order, action);
  return {
    url: 'http://127.0.0.1:9/notify',
    contentType: 'application/x-www-form-urlencoded;charset=UTF-8',
    body,
    about: {
      partnerId: world.partner,
      notifyId: `notify-${order}`,
      fields: [...new URLSearchParams(body)],
    },
  };
}

const sender = () =>
  world.scenarios.around(keeping)({ settings: sandboxSettings, timers: systemTimers });

const adding = (...then: ScenarioStep[]) => world.add({ when: { notification: 'paid' }, then });

test('without a scenario, and of another kind, it is sent as it is', async () => {
  assert.deepEqual(await sender().send(messageOf('one')), acknowledged);
  await adding({ lose: true });
  await sender().send(messageOf('one', 'refundFPAction'));
  assert.deepEqual(sent, [form('one', 'payByAccountAction'), form('one', 'refundFPAction')]);
});

test('the first attempt is lost, and says by which scenario; the next one arrives', async () => {
  const id = await adding({ lose: true }, 'pass');
  const { result, error, status } = await sender().send(messageOf('one'));
  assert.deepEqual([result, error, status], ['no-answer', `lost by scenario ${id}`, undefined]);
  assert.deepEqual(sent, []);
  assert.deepEqual(await sender().send(messageOf('one')), acknowledged);
  assert.equal(sent.length, 1);
  const { hits, passed, exchanges } = await world.found(id);
  assert.deepEqual([hits, passed, exchanges], [1, 1, ['notify-one']]);
});

test('it is sent three times with the same bytes', async () => {
  const scenario = await adding({ repeat: 2 });
  const { result, repeats } = await sender().send(messageOf('one'));
  const again = { ...acknowledged, pretended: { scenario, step: 1, what: 'repeat 2' } };
  assert.deepEqual([result, repeats], ['acknowledged', [again, again]]);
  assert.deepEqual(sent, Array(3).fill(form('one', 'payByAccountAction')));
});

test('it is late', async () => {
  await adding({ delay: '100ms' });
  const sinceMs = systemTimers.monotonicMs();
  await sender().send(messageOf('one'));
  assert.ok(systemTimers.monotonicMs() - sinceMs >= 99);
  assert.equal(sent.length, 1);
});

test('the next notification of the same partner passes it', async () => {
  await world.add({
    when: { notification: 'any', fields: { out_trade_no: 'one' } },
    then: [{ reorder: true }],
  });
  const one = sender();
  const first = one.send(messageOf('one'));
  // It waits once its scenario has counted it.
  const isWaiting = async () => (await world.scenarios.list())[0]?.hits === 1;
  while (!(await isWaiting()));
  await one.send(messageOf('two'));
  await first;
  assert.deepEqual(
    sent.map((body) => new URLSearchParams(body).get('out_trade_no')),
    ['two', 'one'],
  );
});

for (const [corrupt, changed] of [
  ['signature', form('one', 'payByAccountAction').replace('sign=a', 'sign=b')],
  ['amount', form('one', 'payByAccountAction').replace('total_fee=39.25', 'total_fee=939.25')],
  ['truncated', form('one', 'payByAccountAction').slice(0, 47)],
] as const) {
  test(`corrupted after it was signed: ${corrupt}`, async () => {
    const id = await adding({ corrupt });
    const { pretended } = await sender().send(messageOf('one'));
    assert.deepEqual(pretended, {
      ...{ scenario: id, step: 1, what: `corrupt ${corrupt}` },
      body: sent[0],
    });
    assert.equal(required(sent[0], 'it is sent').slice(0, 200), changed);
  });
}

test('a later rule loses the notification of an order that a payment has opened', async () => {
  await world.add({
    when: { service: 'alipay.acquire.overseas.spot.pay', fields: { trans_amount: '14.00' } },
    then: ['pass'],
    later: [{ when: { notification: 'paid' }, then: [{ lose: true }] }],
  });
  const { order, asked } = await world.paying({ trans_amount: '14.00' });
  await world.told(asked);
  assert.equal((await sender().send(messageOf(order))).result, 'no-answer');
  assert.equal((await sender().send(messageOf('another'))).result, 'acknowledged');
});
