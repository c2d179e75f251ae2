// Goal: JSON values nest, report missing members, and are refused on the level of their service.
// Method: a table like those of the services with JSON, read and written.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Surroundings } from '../fields.ts';
import { flatJson, jsonList, jsonObject, oneOf, text } from './index.ts';

const around: Surroundings = { contract: 'hk', textOf: () => undefined };

const fee = jsonObject(200, {
  type: { is: oneOf(['FIXED', 'RATE']), presence: 'required' },
  value: { is: text(10), presence: 'required' },
});

const shop = jsonObject(
  2_000,
  {
    store_id: { is: text(32), presence: 'required' },
    merchant_id: {
      is: text(64),
      presence: { hk: 'absent', global: 'required' },
    },
    channel_fee: { is: fee, presence: 'optional' },
  },
  'INVALID_PARAMETER',
);

test('members may be objects, which also come as texts', () => {
  const nested = {
    store_id: 'S',
    merchant_id: undefined,
    channel_fee: { type: 'RATE', value: '0.01' },
  };
  const bare = '{"store_id":"S","channel_fee":{"type":"RATE","value":0.01}}';
  const quoted = JSON.stringify({ store_id: 'S', channel_fee: '{"type":"RATE","value":"0.01"}' });
  for (const source of [bare, quoted]) {
    const read = shop.read(source, around);
    assert.ok(read.ok);
    assert.equal(
      JSON.stringify(read.value),
      JSON.stringify({ store_id: 'S', channel_fee: nested.channel_fee }),
    );
    assert.equal(
      shop.write(read.value),
      '{"store_id":"S","channel_fee":{"type":"RATE","value":"0.01"}}',
    );
  }
});

test('a refusal names the member and has the level of its service', () => {
  const refused = (source: string) => {
    const read = shop.read(source, around);
    return read.ok ? 'ok' : `${read.problem.code} ${read.problem.reason}`;
  };
  assert.equal(refused('{}'), 'INVALID_PARAMETER store_id: missing');
  assert.equal(refused('{"store_id":null}'), 'INVALID_PARAMETER store_id: missing');
  assert.equal(refused('{"__proto__":{"store_id":"S"}}'), 'INVALID_PARAMETER store_id: missing');
  assert.equal(refused('[1]'), 'INVALID_PARAMETER not a JSON object');
  assert.equal(
    refused('{"store_id":"S","channel_fee":{"type":"X","value":"1"}}'),
    'INVALID_PARAMETER channel_fee: type: not one of FIXED, RATE',
  );
  assert.equal(refused('"'.padEnd(2_001)), 'INVALID_PARAMETER longer than 2000 characters');
});

test('names are read in any case, and the same member twice must agree', () => {
  const read = (source: string) => {
    const result = shop.read(source, around);
    return result.ok ? result.value.store_id : `${result.problem.code} ${result.problem.reason}`;
  };
  assert.equal(read('{"STORE_ID":"S"}'), 'S');
  assert.equal(read('{"Store_Id":"S","store_id":"S"}'), 'S');
  assert.equal(read('{"STORE_ID":7,"store_id":"7"}'), '7');
  assert.equal(read('{"STORE_ID":null,"Store_id":"","store_id":"S"}'), 'S');
  assert.equal(
    read('{"STORE_ID":"S","store_id":"T"}'),
    'INVALID_PARAMETER store_id: two values',
    'in the words of the service',
  );
  assert.equal(read('{"store_id":"S","X":"1","x":"2"}'), 'S', 'what nobody reads may differ');
  const nested = shop.read('{"STORE_ID":"S","CHANNEL_FEE":{"TYPE":"RATE","Value":"0"}}', around);
  assert.ok(nested.ok);
  assert.deepEqual(nested.value.channel_fee, { type: 'RATE', value: '0' });
});

test('PHP’s empty array is an empty object', () => {
  const read = shop.read('[]', around);
  assert.equal(!read.ok && read.problem.reason, 'store_id: missing');
  const loose = jsonObject(100, {
    desk: { is: text(8), presence: 'optional' },
    own: { is: flatJson(100), presence: 'optional' },
  });
  assert.deepEqual(loose.read('[]', around), {
    ok: true,
    value: { desk: undefined, own: undefined },
  });
  for (const source of ['{"own":[]}', '{"OWN":"[]"}', '{"own":{}}']) {
    const kept = loose.read(source, around);
    assert.equal(kept.ok && kept.value.own, '{}', source);
  }
  // A value is returned as written, whatever the case of its name.
  const price = loose.read('{"OWN":{"Price": 1.10}}', around);
  assert.equal(price.ok && price.value.own, '{"Price":1.10}');
});

test('a flat object of the sender is written as an object, from an object or its text', () => {
  const data = jsonObject(200, { own: { is: flatJson(100), presence: 'optional' } });
  for (const own of ['{"desk":"3"}', { desk: '3' }]) {
    assert.equal(data.write({ own }), '{"own":{"desk":"3"}}');
  }
});

test('a list holds so many entries', () => {
  const fees = jsonList(1_000, 2, fee);
  const one = { type: 'FIXED', value: '1' } as const;
  const read = fees.read(JSON.stringify([one, one]), around);
  assert.ok(read.ok);
  assert.equal(fees.write(read.value), JSON.stringify([one, one]));
  assert.ok(!fees.read(JSON.stringify([one, one, one]), around).ok);
  assert.ok(!fees.read(JSON.stringify([one, null]), around).ok);
  assert.ok(!fees.read('{}', around).ok);
});
