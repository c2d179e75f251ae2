/**
 * Goal: a program that asks `notify_verify` meets every answer that it must be ready for.
 * Method: one scenario lists the answers as its steps; the plain question is asked once for each.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { ScenarioStep } from '@sampan/api';
import { businessErrors, gatewayErrors } from '@sampan/protocol';
import { type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

let world: ScenariosWorld;
before(async () => {
  world = await scenariosWorld();
});
after(() => world.close());
afterEach(() => world.scenarios.clear());

const service = 'notify_verify';
const unknownId = 'ac05099524730693a8b330c5ecf72da9';

const ask = (partner: string = world.partner, path = `gateway.do?service=${service}&`) =>
  fetch(`http://127.0.0.1:${world.gateway.port}/${path}partner=${partner}&notify_id=${unknownId}`);

/** The bare word, or the code of an envelope. */
async function answer(): Promise<string> {
  const text = await (await ask()).text();
  return text.startsWith('<') ? `error ${/<error>(.*?)<\/error>/.exec(text)?.[1]}` : text;
}

const words: Readonly<Record<string, string>> = {
  SUCCESS: 'true',
  TRADE_NOT_EXIST: 'false',
  ILLEGAL_ARGUMENT: 'invalid',
  UNKNOW: 'error SYSTEM_ERROR',
};

test('each answer, in the words of the service where it has one', async () => {
  const answers = [...Object.keys({ ...businessErrors, ...gatewayErrors }), 'SUCCESS', 'UNKNOW'];
  const steps: ScenarioStep[] = [
    ...answers.map((each) => ({ answer: each })),
    { answer: 'ILLEGAL_ARGUMENT', level: 'gateway' },
    'pass',
  ];
  await world.add({ when: { service }, then: steps });
  for (const each of answers) assert.equal(await answer(), words[each] ?? `error ${each}`);
  assert.equal(await answer(), 'error ILLEGAL_ARGUMENT');
  assert.equal(await answer(), 'false');
});

test('the record says that it is pretended, and what would have been said', async () => {
  const scenario = await world.add({ when: { service }, then: [{ answer: 'SUCCESS' }] });
  const before = world.records.length;
  assert.equal(await (await ask(world.partner, 'trade/notify_query.do?')).text(), 'true');
  const [pretended] = world.records[before]?.pretended ?? [];
  assert.deepEqual(pretended, {
    ...{ scenario, step: 1, what: 'answer SUCCESS' },
    really: 'not-done',
  });
});

const cuts: readonly ScenarioStep[] = [
  { silence: '30s' },
  { drop: 'before' },
  { drop: 'after' },
  { truncate: 2 },
];
for (const step of cuts) {
  test(`no whole answer: ${JSON.stringify(step)}`, async () => {
    await world.add({ when: { service }, then: [step] });
    await assert.rejects(async () => (await ask()).text());
  });
}

test('a late answer is the true one', async () => {
  await world.add({ when: { service }, then: [{ delay: '30s' }] });
  const before = world.waits.length;
  assert.equal(await answer(), 'false');
  assert.deepEqual(world.waits.slice(before), [30_000]);
});

test('only one id, only the second question', async () => {
  const when = { service, fields: { notify_id: unknownId }, call: 2 };
  await world.add({ when, then: [{ answer: 'SUCCESS' }] });
  assert.deepEqual([await answer(), await answer(), await answer()], ['false', 'true', 'false']);
});

test('a scenario for all services leaves it alone, and an unknown partner meets none', async () => {
  await world.add({ when: {}, then: [{ answer: 'SYSTEM_ERROR' }] });
  assert.equal(await answer(), 'false');
  await world.add({ when: { service }, then: [{ answer: 'SUCCESS' }] });
  assert.equal(await (await ask('2088999999999999')).text(), 'false');
  assert.equal(await (await ask('none')).text(), 'invalid');
  assert.equal(await answer(), 'true');
});
