/**
 * Goal: each magic amount does what its table says, to the partner and in the books.
 * Method: the shipped scenarios are added; a partner's program pays each amount and follows up.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { magicScenarios } from '#scenarios';
import { acquireQuery, cancel, query, refund } from './gateway-asked.ts';
import { type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

let world: ScenariosWorld;

before(async () => {
  world = await scenariosWorld();
  const added = await world.scenarios.addMagic();
  assert.equal(added?.length, 10);
});
after(() => world.close());

async function paying(amount: string) {
  const { order, asked } = await world.paying({ trans_amount: amount });
  const { result_code, error } = await world.told(asked);
  return { order, said: [result_code, error] };
}
const status = async (order: string) => {
  const { alipay_trans_status, error } = await world.told(query(order));
  return alipay_trans_status ?? error;
};

test('they are added once, and their names begin with their amounts', async () => {
  await world.scenarios.addMagic();
  const names = (await world.scenarios.list()).map(({ definition }) =>
    definition.name?.slice(0, 4),
  );
  assert.deepEqual(
    names,
    Array.from({ length: 10 }, (_, index) => String(9_901 + index)),
  );
  assert.equal(magicScenarios.length, 10);
});

test('9901: SYSTEM_ERROR, and paid', async () => {
  const { order, said } = await paying('9901.00');
  assert.deepEqual(said, ['FAILED', 'SYSTEM_ERROR']);
  assert.deepEqual([await status(order), await world.booked(order)], ['TRADE_SUCCESS', 'paid']);
});

test('9902: SYSTEM_ERROR, and nothing stored', async () => {
  const { order, said } = await paying('9902');
  assert.deepEqual(said, ['FAILED', 'SYSTEM_ERROR']);
  assert.deepEqual(
    [await status(order), await world.booked(order)],
    ['TRADE_NOT_EXIST', undefined],
  );
});

test('9903: UNKNOW, and waiting until it is cancelled', async () => {
  const { order, said } = await paying('9903');
  assert.deepEqual(said, ['UNKNOW', 'SYSTEM_ERROR']);
  for (let calls = 0; calls < 5; calls++) assert.equal(await status(order), 'WAIT_BUYER_PAY');
  const { trade_status } = await world.told(acquireQuery(order));
  assert.equal(trade_status, 'WAIT_BUYER_PAY');
  assert.equal((await world.told(cancel(order))).result_code, 'SUCCESS');
  assert.equal(await status(order), 'TRADE_NOT_EXIST');
  assert.equal(await world.booked(order), undefined);
});

test('9904: UNKNOW, and paid at the third query', async () => {
  const { order, said } = await paying('9904');
  assert.equal(said[0], 'UNKNOW');
  const states = [await status(order), await status(order), await status(order)];
  assert.deepEqual(states, ['WAIT_BUYER_PAY', 'WAIT_BUYER_PAY', 'TRADE_SUCCESS']);
  assert.equal(await world.booked(order), 'paid');
});

for (const [amount, code] of [
  ['9905', 'BUYER_BALANCE_NOT_ENOUGH'],
  ['9906', 'SOUNDWAVE_PARSER_FAIL'],
  ['9907', 'NOT_SUPPORT_PAYMENT_INST'],
] as const) {
  test(`${amount}: ${code}, and nothing stored`, async () => {
    const { order, said } = await paying(amount);
    assert.deepEqual(said, ['FAILED', code]);
    assert.equal(await world.booked(order), undefined);
  });
}

test('9908: the cancel is open twice, then done', async () => {
  const { order, said } = await paying('9908');
  assert.equal(said[0], 'SUCCESS');
  const answers: unknown[] = [];
  for (let calls = 0; calls < 3; calls++) {
    const { result_code, retry_flag, detail_error_code } = await world.told(cancel(order));
    answers.push([result_code, retry_flag, detail_error_code, await world.booked(order)]);
  }
  assert.deepEqual(answers, [
    ['FAIL', 'Y', 'SYSTEM_ERROR', 'paid'],
    ['FAIL', 'Y', 'SYSTEM_ERROR', 'paid'],
    ['SUCCESS', 'N', undefined, 'closed'],
  ]);
});

test('9909: the refund lacks funds', async () => {
  const { order, said } = await paying('9909');
  assert.equal(said[0], 'SUCCESS');
  assert.equal((await world.told(refund(order))).error, 'MERCHANT_BALANCE_NOT_ENOUGH');
});

test('9910: no answer for 30 s, and nothing stored', async () => {
  const { order, asked } = await world.paying({ trans_amount: '9910' });
  await assert.rejects(world.told(asked));
  assert.ok(world.waits.includes(30_000));
  assert.equal(await status(order), 'TRADE_NOT_EXIST');
});

test('any other amount is what it is', async () => {
  const { said } = await paying('9900.99');
  assert.equal(said[0], 'SUCCESS');
  assert.deepEqual(await world.gateway.audit(), []);
});
