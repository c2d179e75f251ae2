/**
 * Goal: a scenario decides what a partner is answered, and nothing about the money.
 * Method: scenarios are added as an operator adds them; a partner's program calls the gateway over
 * real sockets, and the replies are compared with what is booked.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Scenario } from '@sampan/api';
import { required, seconds } from '@sampan/primitives';
import { decodeBytes } from '@sampan/protocol';
import { readNearMiss, readScenario } from '#scenarios';
import { cancel, precreate, query } from './gateway-asked.ts';
import { exchange, signedRequest } from './gateway-world.ts';
import { pay, type ScenariosWorld, scenariosWorld } from './scenarios-world.ts';

let world: ScenariosWorld;

before(async () => {
  world = await scenariosWorld();
});
after(() => world.close());
afterEach(async () => {
  await world.scenarios.clear();
  world.waits.length = 0;
  assert.deepEqual(world.gateway.failures, []);
});

test('two tries are answered SYSTEM_ERROR although paid, then it passes', async () => {
  const id = await world.add({
    when: { service: pay },
    then: [{ times: 2, answer: 'SYSTEM_ERROR', although: 'paid' }, 'pass'],
  });
  const { order, asked } = await world.paying();
  for (const expected of ['FAILED', 'FAILED', 'SUCCESS', 'SUCCESS']) {
    assert.equal((await world.told(asked)).result_code, expected);
  }
  assert.equal(await world.booked(order), 'paid');
  const record = required(
    world.records.find(({ pretended }) => pretended),
    'it is recorded',
  );
  const { really, ...pretended } = required(record.pretended?.[0], 'one scenario took part');
  const what = 'answer SYSTEM_ERROR, although paid';
  assert.deepEqual(pretended, { scenario: id, step: 1, what });
  const booked = new Map(really === 'not-done' ? [] : really.fields);
  assert.equal(booked.get('result_code'), 'SUCCESS');
  assert.equal(record.refusal?.reason, `scenario ${id}: ${what}`);
  const { hits, passed, exchanges } = await world.found(id);
  assert.deepEqual([hits, passed, exchanges.length], [2, 2, 2]);
  assert.equal(exchanges.at(-1), record.id);
});

test('the steps of each order are counted by itself, or those of all together', async () => {
  const steps: Scenario['then'] = [{ answer: 'PAYMENT_FAIL' }, 'pass'];
  for (const [count, second] of [
    ['order', 'FAILED'],
    ['all', 'SUCCESS'],
  ] as const) {
    await world.add({ when: { service: pay }, then: steps, count });
    assert.equal((await world.told((await world.paying()).asked)).result_code, 'FAILED');
    assert.equal((await world.told((await world.paying()).asked)).result_code, second, count);
  }
});

test('only the third call of an order is met, whatever process counts', async () => {
  await world.add({
    when: { service: query('').service ?? '', call: 3 },
    then: [{ answer: 'ACCESS_FORBIDDEN' }],
  });
  const { order, asked } = await world.paying();
  await world.told(asked);
  const other = await world.gateway.open({ pretends: true });
  const scenarios = required(other.scenarios, 'another process has them too');
  await scenarios.list();
  const errors: (string | undefined)[] = [];
  for (let calls = 0; calls < 4; calls++) errors.push((await world.told(query(order))).error);
  assert.deepEqual(errors, [undefined, undefined, 'ACCESS_FORBIDDEN', undefined]);
});

test('a wallet, a partner and ranges of amounts are conditions; the newest scenario wins', async () => {
  const wallet = await world.gateway.wallet('500.00');
  const code = await world.gateway.code(wallet);
  const { asked } = await world.paying({ buyer_identity_code: code, trans_amount: '15.00' });
  const old = await world.add({ when: { service: pay }, then: [{ answer: 'PAYMENT_FAIL' }] });
  const own = await world.add({
    when: {
      service: pay,
      partner: world.partner,
      wallet,
      fields: { trans_amount: { from: '10', to: '15.00' }, currency: { oneOf: ['USD', 'HKD'] } },
    },
    then: [{ answer: 'EXIST_FORBIDDEN_WORD' }],
  });
  assert.equal((await world.told(asked)).error, 'EXIST_FORBIDDEN_WORD');
  assert.equal((await world.told({ ...asked, trans_amount: '15.01' })).error, 'PAYMENT_FAIL');
  assert.deepEqual([(await world.found(own)).hits, (await world.found(old)).hits], [1, 1]);
  const other = await world.paying({ trans_amount: '15.00' });
  assert.equal((await world.told(other.asked)).error, 'PAYMENT_FAIL');
});

test('a near miss says which condition failed, and a payment code stays hidden', async () => {
  const id = await world.add({
    when: {
      service: pay,
      fields: { trans_amount: '9901', buyer_identity_code: { matches: '^2' } },
    },
    then: [{ answer: 'SYSTEM_ERROR' }],
  });
  const { asked } = await world.paying({ trans_amount: '99.00' });
  await world.told(asked);
  await world.told({
    ...asked,
    buyer_identity_code: '301234567890123456',
    trans_amount: '9901.00',
  });
  await world.told({ ...asked, buyer_identity_code: '301234567890123456', trans_amount: '7.00' });
  const { near_misses, hits } = await world.found(id);
  assert.deepEqual(
    near_misses.map((line) => readNearMiss(line).reason),
    ['buyer_identity_code was 30…, not like /^2/', 'trans_amount was 99.00, not 9901'],
  );
  assert.equal(hits, 0);
});

test('a pattern that takes too long delays no payment, and says so', async () => {
  const id = await world.add({
    when: { service: pay, fields: { trans_name: { matches: '^(a+)+$' } } },
    then: [{ answer: 'PAYMENT_FAIL' }],
  });
  assert.equal(
    (await world.told((await world.paying({ trans_name: 'aaa' })).asked)).error,
    'PAYMENT_FAIL',
  );
  const started = performance.now();
  for (let calls = 0; calls < 3; calls++) {
    const { asked } = await world.paying({ trans_name: `${'a'.repeat(32)}!` });
    assert.equal((await world.told(asked)).result_code, 'SUCCESS');
  }
  // It alone needs a minute and more for each of them.
  assert.ok(performance.now() - started < 5_000);
  const { near_misses } = await world.found(id);
  assert.match(String(near_misses[0]), /takes too long and is not tried any more/);
});

test('it ends after its uses, and after its time by the business clock', async () => {
  const used = await world.add({
    when: { service: pay },
    then: [{ answer: 'PAYMENT_FAIL' }],
    uses: 2,
  });
  const { asked } = await world.paying();
  const errors: (string | undefined)[] = [];
  for (let calls = 0; calls < 3; calls++) errors.push((await world.told(asked)).error);
  assert.deepEqual(errors, ['PAYMENT_FAIL', 'PAYMENT_FAIL', undefined]);
  assert.equal((await world.found(used)).hits, 2);
  await world.add({ when: { service: pay }, then: [{ answer: 'PAYMENT_FAIL' }], for: '5m' });
  assert.equal((await world.told((await world.paying()).asked)).error, 'PAYMENT_FAIL');
  world.gateway.machine.advance(seconds(300));
  assert.equal((await world.told((await world.paying()).asked)).error, undefined);
});

for (const [drop, state] of [
  ['before', undefined],
  ['after', 'paid'],
] as const) {
  test(`a connection that is cut ${drop} the commit`, async () => {
    await world.add({ when: { service: pay }, then: [{ drop }] });
    const { order, asked } = await world.paying();
    await assert.rejects(world.told(asked));
    assert.equal(await world.booked(order), state);
    const really = world.records.at(-1)?.pretended?.[0]?.really;
    assert.equal(really === 'not-done', state === undefined);
  });
}

test('silence, and paid all the same only when it says so', async () => {
  await world.add({
    when: { service: pay },
    then: [{ silence: '30s' }, { silence: '40s', although: 'paid' }, 'pass'],
  });
  const { order, asked } = await world.paying();
  await assert.rejects(world.told(asked));
  assert.equal(await world.booked(order), undefined);
  await assert.rejects(world.told(asked));
  assert.equal(await world.booked(order), 'paid');
  assert.deepEqual(world.waits, [30_000, 40_000]);
});

test('a seed draws the same times again, and another for each use', async () => {
  const late: Scenario = {
    when: { service: pay },
    then: [{ delay: { from: '11s', to: '60s', seed: 7 } }],
  };
  for (let runs = 0; runs < 2; runs++) {
    await world.add(late);
    const { asked } = await world.paying();
    for (let calls = 0; calls < 3; calls++) {
      assert.equal((await world.told(asked)).result_code, 'SUCCESS');
    }
    await world.scenarios.clear();
  }
  const [first, second] = [world.waits.slice(0, 3), world.waits.slice(3)];
  assert.deepEqual(first, second);
  assert.equal(new Set(first).size, 3);
  assert.ok(first.every((wait) => wait >= 11_000 && wait <= 60_000));
});

test('a cancel passes the payment that is held', async () => {
  await world.add({ when: { service: pay }, then: [{ hold: '250ms' }] });
  const { order, asked } = await world.paying();
  const paid = world.told(asked);
  assert.equal((await world.told(cancel(order))).result_code, 'SUCCESS');
  assert.equal((await paid).error, 'TRADE_HAS_CLOSE');
});

test('half a reply arrives, under a head that announces the whole', async () => {
  await world.add({ when: { service: pay }, then: [{ truncate: 40 }, 'pass'] });
  const { order, asked } = await world.paying();
  await assert.rejects(world.told(asked), /terminated|aborted|closed/);
  assert.equal(await world.booked(order), 'paid');
  assert.equal((await world.told(asked)).result_code, 'SUCCESS');
});

test('a wrong signature, and none', async () => {
  await world.add({
    when: { service: pay },
    then: [{ signature: 'wrong' }, { signature: 'missing' }, 'pass'],
  });
  const { asked } = await world.paying();
  const signed: boolean[] = [];
  for (let calls = 0; calls < 3; calls++) {
    const reply = await world.gateway.ask(world.partner, asked);
    assert.equal(reply.fields.result_code, 'SUCCESS');
    signed.push(reply.signed);
  }
  assert.deepEqual(signed, [false, false, true]);
});

/** The bytes of a reply, which may be in no charset that its label names. */
async function raw(asked: Parameters<ScenariosWorld['told']>[0]) {
  const { query: text, body } = await signedRequest({ partner: world.partner, ...asked });
  const url = `http://127.0.0.1:${world.gateway.port}/gateway.do?${text}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  const response = await fetch(url, {
    method: 'POST',
    headers,
    ...(body !== undefined && { body }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { bytes, contentType: response.headers.get('content-type') };
}

test('GBK under the name of UTF-8, and under its own', async () => {
  await world.add({
    when: { service: pay },
    then: [{ charset: 'GBK' }, { charset: 'GBK', label: 'GBK' }],
  });
  const { asked } = await world.paying({ trans_name: '奶茶' });
  const mislabelled = await raw(asked);
  assert.equal(mislabelled.contentType, 'text/xml;charset=UTF-8');
  assert.match(mislabelled.bytes.toString('latin1'), /^<\?xml version="1.0" encoding="UTF-8"\?>/);
  assert.equal(decodeBytes(mislabelled.bytes, 'UTF-8'), undefined, 'the bytes are no UTF-8');
  assert.match(decodeBytes(mislabelled.bytes, 'GBK') ?? '', /<param name="trans_name">奶茶</);
  const honest = await raw(asked);
  assert.equal(honest.contentType, 'text/xml;charset=GBK');
  assert.ok((await exchange(200, honest.contentType, honest.bytes)).signed);
});

test('fields of the reply are other ones, on another clock, and signed', async () => {
  const { asked, order } = await world.paying();
  const { alipay_pay_time: paidAt } = await world.told(asked);
  await world.add({
    when: { service: query('').service ?? '' },
    then: [
      { clock: '-8h' },
      { reply: { alipay_trans_status: 'WAIT_BUYER_PAY', alipay_pay_time: '' } },
    ],
  });
  assert.equal(paidAt, '20261122100500');
  const early = await world.gateway.ask(world.partner, query(order));
  assert.deepEqual([early.fields.alipay_pay_time, early.signed], ['20261122020500', true]);
  const waiting = await world.gateway.ask(world.partner, query(order));
  assert.deepEqual(
    [waiting.fields.alipay_trans_status, waiting.fields.alipay_pay_time, waiting.signed],
    ['WAIT_BUYER_PAY', undefined, true],
  );
});

test('later rules hold for the orders that it has met, until one of them is cancelled', async () => {
  const service = query('').service ?? '';
  await world.add({
    when: { service: pay, fields: { trans_amount: '12.00' } },
    then: ['pass'],
    later: [
      { when: { service }, then: [{ answer: 'TRANS_NOT_FOUND' }], until: 'alipay.acquire.cancel' },
    ],
  });
  const met = await world.paying({ trans_amount: '12.00' });
  const other = await world.paying({ trans_amount: '13.00' });
  const { alipay_trans_id } = await world.told(met.asked);
  await world.told(other.asked);
  assert.equal((await world.told(query(met.order))).error, 'TRANS_NOT_FOUND');
  const byOurId = { service, alipay_trans_id };
  assert.equal((await world.told(byOurId)).error, 'TRANS_NOT_FOUND');
  assert.equal((await world.told(query(other.order))).error, undefined);
  await world.told(cancel(met.order));
  assert.equal((await world.told(query(met.order))).alipay_trans_status, 'TRADE_CLOSED');
});

test('every service without a condition, and a scenario that is cleared', async () => {
  const id = await world.add({ when: {}, then: [{ answer: 'ACCESS_FORBIDDEN' }] });
  const order = precreate('scenario-precreate');
  assert.equal((await world.told(order)).detail_error_code, 'ACCESS_FORBIDDEN');
  assert.deepEqual(await world.scenarios.clear(id), [id]);
  assert.deepEqual(await world.scenarios.clear(id), []);
  assert.equal((await world.told(order)).result_code, 'SUCCESS');
});

test('without a scenario a request costs the database one reading in a tenth of a second', async () => {
  const { platform } = world.gateway;
  let readings = 0;
  const { read } = platform.readers.gateway;
  platform.readers.gateway.read = (reading) => {
    readings++;
    return read.call(platform.readers.gateway, reading) as never;
  };
  const { asked } = await world.paying();
  for (let calls = 0; calls < 20; calls++) await world.told(asked);
  platform.readers.gateway.read = read;
  assert.ok(readings < 20, `${readings} readings`);
});

const wrong: readonly (readonly [text: Scenario, field: string, expected: RegExp])[] = [
  [
    { when: { service: 'spot.pay' }, then: ['pass'] },
    'when.service',
    /did you mean alipay.acquire.overseas.spot.pay\?/,
  ],
  [
    { when: { service: [pay, 'notify_veryfi'] }, then: ['pass'] },
    'when.service[1]',
    /did you mean notify_verify\?/,
  ],
  [
    { when: { service: pay, fields: { trans_amout: '1' } }, then: ['pass'] },
    'when.fields.trans_amout',
    /did you mean trans_amount\?/,
  ],
  [{ when: { fields: { x: {} } }, then: ['pass'] }, 'when.fields.x', /equals, oneOf/],
  [
    { when: { fields: { x: { matches: '(' } } }, then: ['pass'] },
    'when.fields.x.matches',
    /regular/,
  ],
  [{ when: { fields: { x: { from: 'ten' } } }, then: ['pass'] }, 'when.fields.x.from', /amount/],
  [{ when: { service: pay, notification: 'paid' }, then: ['pass'] }, 'when', /not of both/],
  [{ when: { call: { from: 3, to: 2 } }, then: ['pass'] }, 'when.call.to', /at least from/],
  [
    { when: {}, then: [{ answer: 'SISTEM_ERROR' }] },
    'then[0].answer',
    /did you mean SYSTEM_ERROR\?/,
  ],
  [{ when: {}, then: ['pass', { times: 2 }] }, 'then[1]', /"pass", or a step/],
  [{ when: {}, then: [{ pass: true, delay: '1s' }] }, 'then[0].delay', /passes/],
  [{ when: {}, then: [{ lose: true }] }, 'then[0].lose', /left out for a request/],
  [
    { when: { notification: 'any' }, then: [{ answer: 'UNKNOW' }] },
    'then[0].answer',
    /left out for a notification/,
  ],
  [{ when: {}, then: [{ drop: 'after', answer: 'UNKNOW' }] }, 'then[0].answer', /beside drop/],
  [{ when: {}, then: [{ silence: '1s', delay: '1s' }] }, 'then[0].delay', /beside silence/],
  [
    { when: {}, then: [{ although: 'paid', delay: '1s' }] },
    'then[0].although',
    /beside answer or silence/,
  ],
  [{ when: {}, then: [{ answer: 'UNKNOW', level: 'gateway' }] }, 'then[0].level', /error code/],
  [{ when: {}, then: [{ delay: { from: '2s', to: '1s' } }] }, 'then[0].delay.to', /at least from/],
  [{ when: {}, then: [{ hold: '2h' }] }, 'then[0].hold', /at most 600s/],
  [{ when: { notification: 'any' }, then: [{ delay: '6s' }] }, 'then[0].delay', /at most 5s/],
  [
    { when: { service: pay }, then: [{ reply: { reslut_code: 'X' } }] },
    'then[0].reply.reslut_code',
    /did you mean result_code\?/,
  ],
  [
    { when: {}, then: ['pass'], later: [{ when: {}, then: ['pass'], until: 'x' }] },
    'later[0].until',
    /name of a service/,
  ],
];
for (const [text, field, expected] of wrong) {
  test(`${JSON.stringify(text)} makes no sense at ${field}`, () => {
    const read = readScenario(text);
    assert.ok(!read.ok);
    assert.equal(read.problem.field, field);
    assert.match(read.problem.expected, expected);
  });
}
