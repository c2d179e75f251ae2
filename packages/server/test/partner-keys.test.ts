/**
 * Goal: a partner's keys are replaced without downtime: both keys verify until the overlap ends,
 * each reply is signed with the key of its request, notifications with the new one.
 * Method: the gateway and the operations API over real sockets; the clock is moved.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import { days, milliseconds, type PartnerId, secret } from '@sampan/primitives';
import {
  encodeForm,
  parsePrivateKey,
  readReply,
  type SigningKeys,
  signParameters,
  verifyReply,
} from '@sampan/protocol';
import { createGateway } from '#gateway';
import { readPartnerKeys } from '#partner';
import { isSealed } from '#secrets';
import { ManualTimers, testPlatformKeys, testSecrets } from '#test-kit';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
let gateway: Awaited<ReturnType<typeof createGateway>>;
const timers = new ManualTimers();

before(async () => {
  world = await operationsWorld();
  const platform = await world.open({ timers });
  gateway = await createGateway({
    ...platform,
    reader: platform.readers.gateway,
    writer: platform.writers.gateway,
    publicUrl: 'https://pay.example',
  });
});
after(async () => {
  await gateway.close();
  await world.close();
});

const [oldKey, newKey, newest] = ['o', 'n', 'w'].map((letter) => letter.repeat(32)) as [
  string,
  string,
  string,
];

/** Asks for an unknown order; answers the gateway's error, or with which key the reply is signed. */
async function ask(partner: PartnerId, keys: SigningKeys, signType: 'MD5' | 'RSA2' = 'MD5') {
  // The directory keeps a partner for a second.
  await timers.advance(milliseconds(1_001));
  const parameters = await signParameters(
    [
      ['_input_charset', 'UTF-8'],
      ['service', 'alipay.acquire.overseas.query'],
      ['partner', partner],
      ['partner_trans_id', 'unknown'],
    ],
    { signType, charset: 'UTF-8', keys },
  );
  const url = `/gateway.do?${encodeForm(parameters, 'UTF-8')}`;
  const { rawPayload, headers } = await gateway.inject({ method: 'GET', url });
  const read = readReply(rawPayload, String(headers['content-type']));
  assert.ok(read.ok);
  if (signType === 'RSA2') return read.value.error ?? 'answered';
  for (const key of [oldKey, newKey, newest]) {
    if (await verifyReply(read.value, { md5Key: secret(key) })) return key;
  }
  return read.value.error;
}

const md5 = (key: string): SigningKeys => ({ md5Key: secret(key) });
const rotate = (id: string, body: unknown = {}) =>
  world.post(`/admin/partners/${id}/keys/md5`, body);

test('until the overlap is over both keys verify, and each is answered with itself', async () => {
  const id = await world.partner({ md5Key: oldKey });
  assert.equal(await ask(id, md5(oldKey)), oldKey);
  const { status, body } = await rotate(id, { md5Key: newKey, overlap: '2d' });
  assert.deepEqual([status, body['md5Key']], [201, newKey]);
  assert.equal(await ask(id, md5(oldKey)), oldKey);
  assert.equal(await ask(id, md5(newKey)), newKey);
  assert.equal(await ask(id, md5(newest)), 'ILLEGAL_SIGN');
  world.machine.advance(days(2));
  assert.equal(await ask(id, md5(oldKey)), 'ILLEGAL_SIGN');
  assert.equal(await ask(id, md5(newKey)), newKey);
});

test('rotating twice keeps the key that the tills still have, and ends none later than asked', async () => {
  const id = await world.partner({ md5Key: oldKey });
  await rotate(id, { md5Key: newKey, overlap: '7d' });
  await rotate(id, { md5Key: newest, overlap: '1d' });
  for (const key of [oldKey, newKey, newest]) assert.equal(await ask(id, md5(key)), key);
  world.machine.advance(days(1));
  assert.equal(await ask(id, md5(oldKey)), 'ILLEGAL_SIGN');
  assert.equal(await ask(id, md5(newKey)), 'ILLEGAL_SIGN');
  assert.equal(await ask(id, md5(newest)), newest);
});

test('a key that has leaked is ended at once', async () => {
  const id = await world.partner({ md5Key: oldKey });
  await rotate(id, { md5Key: newKey, overlap: '0' });
  assert.equal(await ask(id, md5(oldKey)), 'ILLEGAL_SIGN');
  assert.equal(await ask(id, md5(newKey)), newKey);
});

test('two at the same time are made one after the other', async () => {
  const id = await world.partner({ md5Key: oldKey });
  const told = await Promise.all([rotate(id), rotate(id), rotate(id)]);
  assert.deepEqual(
    told.map(({ status }) => status),
    [201, 201, 201],
  );
  const { md5: keys } = await readPartnerKeys(world.connection, id, testSecrets);
  assert.deepEqual(
    keys.map(({ number, validUntil }) => [number, validUntil === undefined]),
    [
      [4, true],
      [3, false],
      [2, false],
      [1, false],
    ],
  );
});

test("the partner's own RSA key is replaced with an overlap too, and may come late", async () => {
  const [first, second] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2_048 }));
  const id = await world.partner({ md5Key: oldKey, publicKey: undefined });
  const rsa = (pair = first): SigningKeys => {
    const read = parsePrivateKey(String(pair?.privateKey.export({ type: 'pkcs8', format: 'pem' })));
    return { privateKey: read.ok ? read.value : undefined };
  };
  const set = (pair = first, overlap?: string) => {
    const publicKey = pair?.publicKey.export({ type: 'spki', format: 'pem' });
    return world.post(`/admin/partners/${id}/keys/public`, { publicKey, overlap });
  };
  assert.equal(await ask(id, rsa(), 'RSA2'), 'ILLEGAL_SECURITY_PROFILE');
  assert.equal((await set(first)).status, 201);
  assert.equal(await ask(id, rsa(first), 'RSA2'), 'answered');
  assert.equal((await set(first)).error?.['code'], 'key-unchanged');
  assert.equal((await set(second, '1d')).status, 201);
  assert.equal(await ask(id, rsa(first), 'RSA2'), 'answered');
  assert.equal(await ask(id, rsa(second), 'RSA2'), 'answered');
  world.machine.advance(days(1));
  assert.equal(await ask(id, rsa(first), 'RSA2'), 'ILLEGAL_SIGN');
  assert.equal(await ask(id, rsa(second), 'RSA2'), 'answered');
});

test('keys are shown by fingerprint and time, ours as a whole', async () => {
  const id = await world.partner({ md5Key: oldKey });
  await rotate(id, { md5Key: newKey, overlap: '1d' });
  const { body } = await world.get(`/admin/partners/${id}/keys`);
  assert.equal(body['publicKey'], testPlatformKeys.publicKey);
  assert.equal(body['md5Key'], newKey, 'in the sandbox the key itself too');
  const shown = body['keys'] as Readonly<Record<string, string>>[];
  assert.deepEqual(
    shown.map(({ kind, number, state }) => `${kind} ${number} ${state}`),
    ['md5 2 current', 'md5 1 overlapping'],
  );
  for (const { fingerprint } of shown) assert.match(String(fingerprint), /^SHA256:[0-9a-f]{16}$/);
  assert.equal(new Set(shown.map(({ fingerprint }) => fingerprint)).size, 2);
});

test('what is no key, no time, or the same key again is refused and changes nothing', async () => {
  const id = await world.partner({ md5Key: oldKey });
  const table: readonly (readonly [unknown, number, string])[] = [
    [{ md5Key: 'short' }, 400, 'md5Key'],
    [{ md5Key: `${'k'.repeat(31)} ` }, 400, 'md5Key'],
    [{ overlap: '91d' }, 400, 'overlap'],
    [{ overlap: 'a week' }, 400, 'overlap'],
    [{ overlap: 7 }, 400, 'overlap'],
    [{ md5Key: oldKey }, 409, 'md5Key'],
    [{ key: newKey }, 400, 'key'],
  ];
  for (const [body, status, field] of table) {
    const told = await rotate(id, body);
    assert.deepEqual([told.status, told.error?.['field']], [status, field], JSON.stringify(body));
  }
  for (const unknown of ['2088999999999999', 'x']) {
    assert.equal((await rotate(unknown)).status, 404);
    assert.equal((await world.get(`/admin/partners/${unknown}/keys`)).status, 404);
  }
  assert.equal(await ask(id, md5(oldKey)), oldKey);
});

test('in the database there is no MD5 key that could be read, and none can be put there', async () => {
  const id = await world.partner({ md5Key: oldKey });
  await rotate(id, { md5Key: newKey });
  const rows = await world.sql('select key from partner_keys where partner_id = $1', [id]);
  assert.equal(rows.length, 2);
  for (const { key } of rows) assert.ok(isSealed(String(key)));
  const clear = `insert into partner_keys values ('${id}', 'md5', 9, 'clear', current_timestamp, current_timestamp)`;
  await assert.rejects(world.sql(clear), /partner_keys_sealed/);
  // Put into another partner's row, a sealed key opens nothing.
  const other = await world.partner({ md5Key: newest });
  const stolen = `update partner_keys set key = (select key from partner_keys
    where partner_id = '${id}' and number = 2) where partner_id = '${other}'`;
  await world.sql(stolen);
  assert.equal(await ask(other, md5(newKey)), 'SYSTEM_ERROR');
});
