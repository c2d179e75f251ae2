/**
 * Goal: a shop is registered explicitly or by creating its code, changed by registering again, and
 * queried.
 * Method: real sockets and a real database.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { createCode, queryShop, registerShop } from './gateway-asked.ts';
import { type Asked, type GatewayWorld, gatewayWorld } from './gateway-world.ts';

let world: GatewayWorld;
let partner: PartnerId;
before(async () => {
  world = await gatewayWorld();
});
after(() => world.close());

const registered = {
  payment_method: 'INSTORE_PAYMENT',
  result_code: 'SUCCESS',
  secondary_merchant_id: 'M_0001',
  secondary_merchant_name: 'Harbour Coffee Ltd',
  status: 'SUCCESS',
  store_address: '1 Queen’s Road Central',
  store_country: 'HK',
  store_id: 'S_01',
  store_industry: '5812',
  store_name: 'Harbour Coffee Central',
  store_status: 'ACTIVATED',
};

const fields = async (asked: Asked, by = partner) => (await world.ask(by, asked)).fields;

test('unknown, registered, changed', async () => {
  partner = await world.partner();
  assert.deepEqual(await fields(queryShop()), {
    error: 'INVALID_PARAMETER',
    payment_method: 'INSTORE_PAYMENT',
    result_code: 'FAIL',
    secondary_merchant_id: 'M_0001',
    store_id: 'S_01',
    store_status: 'INACTIVATE',
  });
  assert.deepEqual(await fields(registerShop()), { result_code: 'SUCCESS' });
  assert.deepEqual(await fields(queryShop()), registered);
  await fields(registerShop({ store_address: 'Pier 7', store_name: '碼頭' }));
  assert.deepEqual(await fields(queryShop({ payment_method: undefined })), {
    ...registered,
    store_address: 'Pier 7',
    store_name: '碼頭',
  });
  const stranger = await world.partner();
  assert.equal((await fields(queryShop(), stranger)).store_status, 'INACTIVATE');
});

test('making a code registers its shop, and leaves a registration alone', async () => {
  partner = await world.partner();
  await world.ask(partner, createCode());
  assert.deepEqual(await fields(queryShop()), {
    payment_method: 'INSTORE_PAYMENT',
    result_code: 'SUCCESS',
    secondary_merchant_id: 'M_0001',
    secondary_merchant_name: 'Harbour Coffee',
    status: 'SUCCESS',
    store_id: 'S_01',
    store_industry: '5311',
    store_name: 'Harbour Coffee Central',
    store_status: 'ACTIVATED',
  });
  await fields(registerShop());
  await world.ask(partner, createCode({ channel_fee: { type: 'RATE', value: '0.01' } }));
  assert.deepEqual(await fields(queryShop()), registered);
});

test('a taxi has one driver or some, at most ten', async (t) => {
  partner = await world.partner();
  const driver = (index: number) => ({ operation_id: `T${index}`, contact_person: 'Chan' });
  const drivers = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, index) => driver(index)));
  const taxi = { store_industry: '4121', store_id: 'AB 1234', store_name: 'AB 1234' };
  const rows: readonly (readonly [what: string, answer: string, extend_params?: string])[] = [
    ['none said', 'INVALID_PARAMETER'],
    ['an empty list', 'INVALID_PARAMETER', '[]'],
    ['one, bare', 'SUCCESS', JSON.stringify(driver(1))],
    ['one', 'SUCCESS', drivers(1)],
    ['ten', 'SUCCESS', drivers(10)],
    ['eleven', 'ILLEGAL_ARGUMENT', drivers(11)],
    ['one without a name', 'ILLEGAL_ARGUMENT', '[{"operation_id":"T1"}]'],
    ['no JSON', 'ILLEGAL_ARGUMENT', 'Chan'],
  ];
  for (const [what, answer, extend_params] of rows) {
    await t.test(`${what}: ${answer}`, async () => {
      const { reply, fields } = await world.ask(partner, registerShop({ ...taxi, extend_params }));
      assert.equal(fields.error ?? fields.result_code ?? reply.error, answer);
    });
  }
});

test('what is wrong in a registration, and what is too long', async () => {
  partner = await world.partner();
  const rows: readonly (readonly [answer: string, change: Asked])[] = [
    ['ILLEGAL_ARGUMENT', { secondary_merchant_id: undefined }],
    ['ILLEGAL_ARGUMENT', { secondary_merchant_id: 'm'.repeat(65) }],
    ['ILLEGAL_ARGUMENT', { secondary_merchant_name: 'm'.repeat(129) }],
    ['ILLEGAL_ARGUMENT', { store_id: undefined }],
    ['ILLEGAL_ARGUMENT', { store_id: 's'.repeat(65) }],
    ['ILLEGAL_ARGUMENT', { store_name: 's'.repeat(257) }],
    ['ILLEGAL_ARGUMENT', { store_country: 'HKG' }],
    ['ILLEGAL_ARGUMENT', { store_address: undefined }],
    ['ILLEGAL_ARGUMENT', { store_industry: 'food' }],
    ['SUCCESS', { secondary_merchant_type: 'INDIVIDUAL', contact_no: '1' }],
  ];
  for (const [answer, change] of rows) {
    const { reply, fields } = await world.ask(partner, registerShop(change));
    assert.equal(fields.result_code ?? reply.error, answer, JSON.stringify(change));
  }
  const online = await world.ask(partner, queryShop({ payment_method: 'ONLINE_PAYMENT' }));
  assert.equal(online.fields.error, 'INVALID_PARAMETER');
  const suspended = await world.partner({}, { status: 'suspended' });
  assert.equal((await fields(registerShop(), suspended)).error, 'SELLER_BEEN_BLOCKED');
});
