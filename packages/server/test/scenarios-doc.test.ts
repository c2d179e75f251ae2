/**
 * Goal: docs/reference/scenarios.md describes every field of a scenario, and its examples do what they say.
 * Method: the tables are compared with the declaration; each example is added, met by a request or a
 * notification, and its effect is checked.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { scenario as declaration, findFault, type Scenario } from '@sampan/api';
import { required } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import { type Message, sandboxSettings } from '#notification';
import { magicScenarios } from '#scenarios';
import { cancel, query } from './gateway-asked.ts';
import { type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

const page = readFileSync(new URL('../../../docs/reference/scenarios.md', import.meta.url), 'utf8');

/** The examples by their headings. */
const examples = new Map(
  [...page.matchAll(/^### (.+)\n\n```json\n([\s\S]*?)```/gm)].map(
    ([, heading = '', text = '']) => [heading, JSON.parse(text) as Scenario] as const,
  ),
);

let world: ScenariosWorld;
before(async () => {
  world = await scenariosWorld();
});
after(() => world.close());
afterEach(async () => {
  await world.scenarios.clear();
  world.waits.length = 0;
});

/** All names of members in the declaration. */
function namesIn(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...namesIn(value),
  ]);
}

test('every field is described', () => {
  const names = new Set(namesIn(declaration));
  const described = new Set([...page.matchAll(/`"?([a-zA-Z]+)"?`/g)].map(([, name]) => name ?? ''));
  const parts = ['seed', 'name'];
  const missing = [...names].filter((name) => !described.has(name) && !parts.includes(name));
  assert.deepEqual(missing, []);
});

test('every magic amount has its row', () => {
  for (const [id] of magicScenarios) assert.match(page, new RegExp(`\\| ${id.slice(6)} \\|`));
});

test('every step and limit has an example', () => {
  const used = JSON.stringify([...examples.values()]);
  const unused = namesIn(declaration).filter((name) => !used.includes(`"${name}":`));
  assert.deepEqual(unused, []);
});

const status = async (order: string) => {
  const { alipay_trans_status, error } = await world.told(query(order));
  return alipay_trans_status ?? error;
};
const payment = () => world.paying({ trans_name: '奶茶' });

const hits = async () => (await world.scenarios.list())[0]?.hits;

/** Sends notifications of one order each; answers the orders that arrived. */
async function notify(orders: readonly string[]): Promise<readonly string[]> {
  const arrived: string[] = [];
  const sender = world.scenarios.around(() => ({
    async send({ about }) {
      arrived.push(new Map(about?.fields).get('out_trade_no') ?? '');
      return { status: 200, body: '', durationMs: 1, error: undefined, result: 'acknowledged' };
    },
    close: async () => undefined,
  }))({ settings: sandboxSettings, timers: systemTimers });
  const sending = orders.map((order) => {
    const fields = {
      notify_action_type: 'payByAccountAction',
      out_trade_no: order,
      total_fee: '9.00',
    };
    const message: Message = {
      url: 'http://127.0.0.1:9/notify',
      contentType: 'text/plain',
      body: 'sign=a',
      about: { partnerId: world.partner, notifyId: `n-${order}`, fields: Object.entries(fields) },
    };
    // The first one waits before the next is sent.
    return () => sender.send(message);
  });
  let last: Promise<unknown> = Promise.resolve();
  for (const send of sending) {
    const before = await hits();
    let isDone = false;
    const own = send().then(() => {
      isDone = true;
    });
    while ((await hits()) === before && !isDone);
    last = Promise.all([last, own]);
  }
  await last;
  return arrived;
}

const effects: Readonly<Record<string, () => Promise<void>>> = {
  async 'Unsure twice'() {
    const { asked } = await payment();
    const words: unknown[] = [];
    for (let calls = 0; calls < 3; calls++) words.push((await world.told(asked)).error);
    assert.deepEqual(words, ['SYSTEM_ERROR', 'SYSTEM_ERROR', undefined]);
  },
  async 'Kept for later'() {
    const { asked } = await payment();
    assert.equal((await world.told(asked)).error, undefined);
  },
  async 'One shop, one wallet, some amounts'() {
    const { asked } = await world.paying({
      trans_amount: '12.00',
      extend_info: '{"store_id":"S_01"}',
    });
    // The page's partner and wallet are examples; the test of their conditions is elsewhere.
    assert.equal((await world.told(asked)).error, undefined);
  },
  async 'Only the third query'() {
    const { order, asked } = await payment();
    await world.told(asked);
    const states = [await status(order), await status(order), await status(order)];
    assert.deepEqual(states, ['TRADE_SUCCESS', 'TRADE_SUCCESS', 'TRADE_NOT_EXIST']);
  },
  async 'A refusal of the service'() {
    const { asked } = await payment();
    assert.equal((await world.told(asked)).error, 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR');
  },
  async 'A refusal of the gateway'() {
    const { order, asked } = await payment();
    await world.told(asked);
    const { reply } = await world.gateway.ask(world.partner, cancel(order));
    assert.deepEqual([reply.isSuccess, reply.error], [false, 'SYSTEM_ERROR']);
    assert.equal(await world.booked(order), 'closed');
  },
  async 'Silence, and paid'() {
    const { order, asked } = await payment();
    await assert.rejects(world.told(asked));
    assert.deepEqual([world.waits, await world.booked(order)], [[30_000], 'paid']);
  },
  async 'Cut before the commit, then after it'() {
    const { order, asked } = await payment();
    await assert.rejects(world.told(asked));
    assert.equal(await world.booked(order), undefined);
    await assert.rejects(world.told(asked));
    assert.equal(await world.booked(order), 'paid');
    assert.equal((await world.told(asked)).result_code, 'SUCCESS');
  },
  async 'Late by 11 to 30 seconds'() {
    const { asked } = await payment();
    assert.equal((await world.told(asked)).result_code, 'SUCCESS');
    const [hold, delay = 0] = world.waits;
    assert.ok(hold === 20_000 && delay >= 11_000 && delay <= 30_000, String(world.waits));
  },
  async 'Half a reply'() {
    const { order } = await payment();
    await assert.rejects(world.told(query(order)), /terminated|aborted|closed/);
  },
  async 'A wrong signature, then none'() {
    const { order } = await payment();
    for (let calls = 0; calls < 2; calls++) {
      assert.equal((await world.gateway.ask(world.partner, query(order))).signed, false);
    }
  },
  async 'GBK under the name of UTF-8'() {
    const { asked } = await payment();
    await assert.rejects(world.told(asked), /not-in-charset/);
  },
  async 'Another clock, and another state'() {
    const { order, asked } = await payment();
    await world.told(asked);
    assert.equal((await world.told(query(order))).alipay_pay_time, '20261122020000');
    assert.equal(await status(order), 'WAIT_BUYER_PAY');
  },
  async 'Lost, then sent twice'() {
    assert.deepEqual(await notify(['one', 'one']), ['one', 'one']);
  },
  async 'Out of order and late'() {
    assert.deepEqual(await notify(['one', 'two']), ['two', 'one']);
    assert.deepEqual(await notify(['one', 'one', 'one']), ['one', 'one', 'one']);
  },
  async 'Waiting until it is cancelled'() {
    const { order, asked } = await payment();
    assert.equal((await world.told(asked)).result_code, 'UNKNOW');
    assert.equal(await status(order), 'WAIT_BUYER_PAY');
    await world.told(cancel(order));
    assert.equal(await status(order), 'TRADE_NOT_EXIST');
  },
  async 'At most two, within five minutes'() {
    const errors: unknown[] = [];
    for (let calls = 0; calls < 3; calls++) {
      errors.push((await world.told((await payment()).asked)).error);
    }
    assert.deepEqual(errors, ['PAYMENT_FAIL', 'PAYMENT_FAIL', undefined]);
  },
};

test('every example has its effect here, and none is left over', () => {
  assert.deepEqual([...examples.keys()].sort(), Object.keys(effects).sort());
});

for (const [heading, example] of examples) {
  test(`the example "${heading}"`, async () => {
    assert.equal(findFault(declaration, example), undefined);
    await world.add(example);
    await required(effects[heading], 'it has an effect')();
  });
}
