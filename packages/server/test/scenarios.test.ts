/**
 * Goal: a scenario decides what a partner is answered, and nothing about the money.
 * Method: scenarios are added as an operator adds them; a partner's program calls the gateway over
 * real sockets, and the replies are compared with what is booked.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Scenario } from '@sampan/api';
import { type PartnerId, required, type Timers } from '@sampan/primitives';
import { systemTimers } from '@sampan/primitives/node';
import type { Exchange as Recorded } from '#gateway';
import type { ScenarioRow, Scenarios } from '#scenarios';
import { payment, query } from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

const pay = 'alipay.acquire.overseas.spot.pay';

let world: GatewayWorld;
let scenarios: Scenarios;
let partner: PartnerId;
const records: Recorded[] = [];
/** The waits of scenarios are noted, and end at once. */
const waits: number[] = [];
const timers: Timers = {
  monotonicMs: () => systemTimers.monotonicMs(),
  async sleep(duration) {
    // Shorter ones are the server's own.
    if (duration < 1_000) return systemTimers.sleep(duration);
    waits.push(duration);
    // In this way the machine's own watches do not run.
    if (duration >= 4_000 && duration <= 10_000) return systemTimers.sleep(duration);
  },
};

before(async () => {
  world = await gatewayWorld({
    pretends: true,
    waits: timers,
    recording: { onExchange: (exchange) => records.push(exchange), timers },
  });
  scenarios = required(world.platform.scenarios, 'a sandbox has scenarios');
  partner = await world.partner();
});
after(() => world.close());
afterEach(async () => {
  await scenarios.clear();
  waits.length = 0;
});

async function add(scenario: Scenario): Promise<string> {
  const added = await scenarios.add(scenario);
  if (!added.ok) throw new Error(JSON.stringify(added.problem));
  return added.value.scenario_id;
}

const found = async (id: string): Promise<ScenarioRow> =>
  required(
    (await scenarios.list()).find(({ scenario_id }) => scenario_id === id),
    'it is listed',
  );

let orders = 0;
async function paying(
  change: Asked = {},
): Promise<{ readonly order: string; readonly asked: Asked }> {
  const order = `scenario-${++orders}`;
  const code = await world.code(await world.wallet('20000.00'));
  return { order, asked: payment(partner, code, { partner_trans_id: order, ...change }) };
}
const told = async (asked: Asked) => (await world.ask(partner, asked)).fields;
const status = async (order: string) => (await told(query(order))).alipay_trans_status;

test('two tries are answered SYSTEM_ERROR although paid, then it passes', async () => {
  const id = await add({
    when: { service: pay },
    then: [{ times: 2, answer: 'SYSTEM_ERROR', although: 'paid' }, 'pass'],
  });
  const { order, asked } = await paying();
  for (const expected of ['FAILED', 'FAILED', 'SUCCESS', 'SUCCESS']) {
    assert.equal((await told(asked)).result_code, expected);
  }
  assert.equal(await status(order), 'TRADE_SUCCESS');
  const record = required(
    records.find(({ pretended }) => pretended),
    'it is recorded',
  );
  const { really, ...pretended } = required(record.pretended?.[0], 'one scenario took part');
  assert.deepEqual(pretended, {
    scenario: id,
    step: 1,
    what: 'answer SYSTEM_ERROR, although paid',
  });
  const booked = new Map(really === 'not-done' ? [] : really.fields);
  assert.equal(booked.get('result_code'), 'SUCCESS');
  assert.equal(record.refusal?.reason, `scenario ${id}: answer SYSTEM_ERROR, although paid`);
  const { hits, passed, exchanges } = await found(id);
  assert.deepEqual([hits, passed, exchanges.length], [2, 2, 2]);
  assert.equal(exchanges.at(-1), record.id);
});
