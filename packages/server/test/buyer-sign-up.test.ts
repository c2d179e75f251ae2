/**
 * Goal: who has a phone number opens a wallet with it, and sets a forgotten PIN; others do neither, and
 * asking tells nothing about a number.
 * Method: the buyer's API on a real database, in processes that show codes, send them, or allow nothing.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, minutes } from '@sampan/primitives';
import { hkd } from '#test-kit';
import { type BuyerProcess, type BuyerWorld, buyerWorld, pin } from './buyer-world.ts';

let world: BuyerWorld;
let open: BuyerProcess;
const sent: string[] = [];

before(async () => {
  world = await buyerWorld();
  open = await world.openProcess({ signUp: { showsCodes: true } });
});
after(() => world.close());

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['error'] as { code: string } | undefined)?.code;

const post = (path: string, body: object, from?: string, process = open) =>
  process.ask('POST', path, { body, ...(from !== undefined && { from }) });

async function codeFor(phone: string): Promise<string> {
  const { status, body } = await post('/one-time-codes', { phone });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['code']);
}

const another = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('a number opens one wallet, and is signed in; the money path takes it like all others', async () => {
  const phone = '+852 6111 0001';
  const code = await codeFor(phone);
  const opened = await post('/sign-up', { phone: '61110001', code, pin });
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  const token = String(opened.body['token']);
  const me = await open.ask('GET', '/me', { token });
  assert.deepEqual(
    [me.body['login'], me.body['inst'], me.body['balance']],
    ['852-****0001', 'ALIPAYHK', '0.00'],
  );
  // The same code is no code any more; another one says that there is a wallet.
  assert.equal(codeOf(await post('/sign-up', { phone, code, pin })), 'code-wrong');
  world.machine.advance(minutes(1));
  const again = { phone, code: await codeFor(phone), pin };
  assert.equal(codeOf(await post('/sign-up', again)), 'phone-taken');
  const mainland = '+86 139 1234 5678';
  const made = { phone: mainland, code: await codeFor(mainland), pin };
  assert.equal(codeOf(await post('/sign-up', { ...made, inst: 'ALIPAYHK' })), 'inst-differs');
  const { body } = await post('/sign-up', { ...made, inst: 'ALIPAYCN' });
  assert.equal((body['wallet'] as Record<string, unknown>)['currency'], 'CNY');
  assert.deepEqual(await world.audit(), []);
});

test('a forgotten PIN is replaced, and every session from before ends', async () => {
  const buyer = await world.buyer('5.00', { loginId: '852-61110002' });
  const token = await world.signIn(buyer);
  const phone = '6111 0002';
  const code = await codeFor(phone);
  assert.equal(
    codeOf(await post('/pin/forgotten', { phone, code, pin: '111111' })),
    'pin-too-simple',
  );
  const wrong = { phone, code: another(code), pin: '908172' };
  assert.equal(codeOf(await post('/pin/forgotten', wrong)), 'code-wrong');
  const changed = await post('/pin/forgotten', { phone, code, pin: '908172' });
  assert.equal(changed.status, 200);
  assert.equal((await open.ask('GET', '/me', { token })).status, 401);
  const own = String(changed.body['token']);
  assert.equal((await open.ask('GET', '/me', { token: own })).body['balance'], '5.00');
  const enter = (given: string) => post('/sign-in', { login: buyer.login, pin: given });
  assert.deepEqual([(await enter(pin)).status, (await enter('908172')).status], [401, 200]);
});

test('with and without a wallet a number is answered alike', async () => {
  await world.buyer('5.00', { loginId: '852-61110003', paymentLimit: hkd('1.00') });
  const [known, unknown] = ['61110003', '61110004'];
  const asked = await Promise.all(
    [known, unknown].map((phone) => post('/one-time-codes', { phone })),
  );
  const shape = asked.map(({ status, body }) => [status, Object.keys(body), body['expiresAt']]);
  assert.deepEqual(shape[0], shape[1]);
  const tried = [known, unknown].map((phone, index) => {
    const code = another(String(asked[index]?.body['code']));
    return post('/pin/forgotten', { phone, code, pin: '908172' });
  });
  const [one, other] = await Promise.all(tried);
  assert.deepEqual(one?.body, other?.body);
});

test('five wrong codes end a code; a new one comes after a minute, five a day', async () => {
  const phone = '61110005';
  const code = await codeFor(phone);
  for (let count = 0; count < 5; count++) {
    await post('/sign-up', { phone, code: another(code), pin });
  }
  assert.equal(codeOf(await post('/sign-up', { phone, code, pin })), 'code-wrong');
  const soon = await post('/one-time-codes', { phone });
  assert.deepEqual([codeOf(soon), soon.headers['retry-after']], ['code-too-soon', '60']);
  for (let count = 0; count < 4; count++) {
    world.machine.advance(minutes(1));
    await codeFor(phone);
  }
  world.machine.advance(minutes(1));
  assert.equal(codeOf(await post('/one-time-codes', { phone })), 'code-too-soon');
  world.machine.advance(days(1));
  const fresh = await codeFor(phone);
  world.machine.advance(minutes(10));
  assert.equal(codeOf(await post('/sign-up', { phone, code: fresh, pin })), 'code-wrong', 'over');
});

test('one address asks for a few codes only', async () => {
  const from = '198.51.100.9';
  const ask = (count: number) => post('/one-time-codes', { phone: `6222000${count}` }, from);
  for (let count = 0; count < 10; count++) assert.equal((await ask(count)).status, 201);
  assert.equal(codeOf(await ask(0)), 'address-locked');
});

test('a code goes to what sends messages, and is neither shown nor stored', async () => {
  const send = async (phone: string, code: { reveal(): string }) => {
    sent.push(`${phone} ${code.reveal()}`);
  };
  const sending = await world.openProcess({ signUp: { showsCodes: false, send } });
  const asked = await post('/one-time-codes', { phone: '61110006' }, undefined, sending);
  assert.deepEqual(Object.keys(asked.body), ['expiresAt']);
  const [, code = ''] = /^852-61110006 ([0-9]{6})$/.exec(sent[0] ?? '') ?? [];
  const rows = await world.sql('select * from one_time_codes', []);
  assert.ok(!JSON.stringify(rows.map((row) => Object.values(row).map(String))).includes(code));
  const body = { phone: '61110006', code, pin };
  assert.equal((await post('/sign-up', body, undefined, sending)).status, 201);
});

test('where the operator does not allow it, there is no sign-up', async () => {
  const body = { phone: '61110007', code: '123456', pin };
  for (const path of ['/one-time-codes', '/sign-up', '/pin/forgotten']) {
    const asked = path === '/one-time-codes' ? { phone: body.phone } : body;
    assert.equal(codeOf(await post(path, asked, undefined, world.first)), 'sign-up-closed');
  }
});
