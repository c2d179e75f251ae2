/**
 * Goal: a scenario is given another text, and is switched off and on, without losing its place.
 * Method: the text is replaced between payments; their replies and the counts say which one was met.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Scenario } from '@sampan/api';
import { pay, type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

let world: ScenariosWorld;

before(async () => {
  world = await scenariosWorld();
});
after(() => world.close());

test('another text takes the place of a scenario at once and counts anew; one that is off does nothing', async () => {
  const first: Scenario = { when: { service: pay }, then: [{ answer: 'PAYMENT_FAIL' }] };
  const id = await world.add(first);
  await world.add({ when: { service: pay, fields: { trans_amount: '7.00' } }, then: ['pass'] });
  const told = async () => (await world.told((await world.paying()).asked)).result_code;
  assert.equal(await told(), 'FAILED');
  const replaced = async (text: Scenario) => {
    const answer = await world.scenarios.replace(id, text);
    assert.ok(answer.ok);
    return answer.value;
  };
  const off = await replaced({ ...first, off: true });
  assert.deepEqual([off.hits, await told()], [1, 'SUCCESS']);
  await replaced(first);
  assert.equal(await told(), 'FAILED');
  const { position, hits } = await world.found(id);
  const other = await replaced({ ...first, uses: 1 });
  assert.deepEqual([hits, other.hits, other.position], [2, 0, position]);
  assert.deepEqual([await told(), await told()], ['FAILED', 'SUCCESS']);
  assert.equal((await replaced({ ...first, uses: 1 })).hits, 0, 'one that is used up begins anew');
  assert.equal(await told(), 'FAILED');
  const gone = await world.scenarios.replace('never-there', first);
  assert.ok(!gone.ok && gone.problem === 'unknown');
  await world.scenarios.addMagic();
  const shipped = await world.scenarios.replace('magic-9905', first);
  assert.ok(!shipped.ok && shipped.problem === 'shipped');
});
