/**
 * Goal: a buyer has the wallet in hand: PIN, limits, devices, freeze and payment codes; others have no part
 * in it, and a thief with an open phone cannot loosen anything without the PIN.
 * Method: the buyer's API on a real database; payments through the pipeline.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { minutes, type PartnerId } from '@sampan/primitives';
import { hkd } from '#test-kit';
import {
  type Asked,
  type BuyerProcess,
  type BuyerWorld,
  buyerWorld,
  pin,
  type TestBuyer,
  wrongPin,
} from './buyer-world.ts';

let world: BuyerWorld;
let first: BuyerProcess;
let partnerId: PartnerId;

before(async () => {
  world = await buyerWorld();
  first = world.first;
  partnerId = await world.partner({ name: 'Harbour Coffee Ltd' });
});
after(() => world.close());

interface SignedIn extends TestBuyer {
  readonly token: string;
  ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Answer;
}
type Answer = Promise<{ status: number; code: string | undefined; body: Record<string, unknown> }>;

async function signedIn(balance: string, change = {}): Promise<SignedIn> {
  const buyer = await world.buyer(balance, change);
  return { ...buyer, ...actor(await world.signIn(buyer)) };
}

const actor = (token: string): Pick<SignedIn, 'token' | 'ask'> => ({
  token,
  async ask(method, path, body) {
    const asked: Asked = { token, ...(body !== undefined && { body }) };
    const { status, body: answer } = await first.ask(method, path, asked);
    const error = answer['error'] as { code: string } | undefined;
    return { status, code: error?.code, body: answer };
  },
});

const eventsOf = async ({ walletId }: TestBuyer): Promise<readonly unknown[]> => {
  const text = 'select kind from wallet_events where wallet_id = $1 order by event_id';
  return (await world.sql(text, [walletId])).map(({ kind }) => kind);
};

const payWith = (code: string, amount: string) =>
  world.acquiring.pay(world.payment(partnerId, code, amount));

async function codeOf(buyer: SignedIn, ahead = 0): Promise<string> {
  const { status, body } = await buyer.ask('POST', '/codes', { ahead });
  assert.equal(status, 201);
  return String(body['code']);
}

test('a new PIN needs the old one, signs the others out, and keeps this device known', async () => {
  const buyer = await signedIn('1.00', { loginId: '852-53330001' });
  const other = actor(await world.signIn(buyer));
  const change = (given: string, newPin: string) =>
    buyer.ask('POST', '/pin', { pin: given, newPin });
  assert.equal((await change(wrongPin, '908172')).code, 'pin-wrong');
  assert.equal((await change(pin, '123456')).code, 'pin-too-simple');
  assert.equal((await change(pin, pin)).code, 'pin-as-before');
  assert.equal((await other.ask('GET', '/me')).status, 200);
  const changed = await change(pin, '908172');
  assert.equal(changed.status, 200);
  assert.equal((await buyer.ask('GET', '/me')).status, 200);
  assert.equal((await other.ask('GET', '/me')).status, 401);
  const enter = (given: string, device?: unknown) =>
    first.ask('POST', '/sign-in', { body: { login: buyer.login, pin: given, device } });
  assert.equal((await enter(pin)).status, 401);
  const { device } = changed.body;
  const again = await enter('908172', device);
  assert.deepEqual([again.status, again.body['device']], [200, device], 'it is known again');
  assert.deepEqual((await eventsOf(buyer)).slice(-1), ['pin-changed'], 'no new device since');
});

test('own limits fall at once, rise with the PIN, and never above the operator', async () => {
  const buyer = await signedIn('900.00', { dayLimit: hkd('500.00') });
  const change = (body: object) => buyer.ask('PATCH', '/settings/limits', body);
  assert.equal((await payWith(await codeOf(buyer), '84.50')).outcome, 'paid');
  const lowered = await change({ day: '100.00', passwordFree: '50.00' });
  assert.deepEqual(lowered.body['limits'], {
    passwordFree: { own: '50.00' },
    payment: {},
    day: { own: '100.00', highest: '500.00', used: '84.50' },
    month: { used: '84.50' },
  });
  assert.deepEqual(await payWith(await codeOf(buyer), '20.00'), {
    ...{ outcome: 'refused', refusal: 'day-limit-exceeded' },
  });
  assert.equal((await change({ day: '200.00' })).code, 'pin-needed');
  assert.equal((await change({ day: '200.00', pin: wrongPin })).code, 'pin-wrong');
  assert.equal((await change({ day: '500.01', pin })).code, 'limit-too-high');
  assert.equal((await change({})).code, 'nothing-to-change');
  assert.equal((await change({ day: '200.00', pin })).status, 200);
  assert.equal((await payWith(await codeOf(buyer), '60.00')).outcome, 'unknown', 'asks the PIN');
  assert.equal((await change({ passwordFree: 'none' })).code, 'pin-needed');
  const { body } = await change({ passwordFree: 'none', pin });
  assert.deepEqual((body['limits'] as Record<string, unknown>)['passwordFree'], {});
});

test('of two changes at once, one that was decided on old limits is not stored', async () => {
  const buyer = await signedIn('1.00');
  await buyer.ask('PATCH', '/settings/limits', { day: '1000.00' });
  const asked = ['100.00', '500.00', '300.00', '50.00'].map((day) =>
    buyer.ask('PATCH', '/settings/limits', { day }),
  );
  const codes = (await Promise.all(asked)).map(({ status, code }) => code ?? status);
  for (const code of codes) assert.ok([200, 'changed-meanwhile', 'pin-needed'].includes(code));
  assert.ok(codes.includes(200));
});

test('paused codes die at once, also those for later, and stay dead', async () => {
  const buyer = await signedIn('100.00');
  const [now, later] = [await codeOf(buyer), await codeOf(buyer, 1)];
  const paused = await buyer.ask('POST', '/codes/pause', {});
  assert.equal(paused.body['codes'], 'paused');
  const dead = { outcome: 'refused', refusal: 'payment-code-not-valid' };
  assert.deepEqual(await payWith(now, '1.00'), dead);
  assert.equal((await buyer.ask('POST', '/codes', {})).code, 'codes-paused');
  // One that was made while they are paused, as by an operator, is not taken either.
  assert.deepEqual(await payWith(await world.code(buyer.walletId), '1.00'), dead);
  assert.equal((await buyer.ask('POST', '/codes/resume', {})).body['codes'], 'on');
  assert.deepEqual(await payWith(now, '1.00'), dead);
  world.machine.advance(minutes(1));
  assert.deepEqual(await payWith(later, '1.00'), dead);
  assert.equal((await payWith(await codeOf(buyer), '1.00')).outcome, 'paid');
});

test('a frozen wallet refuses what waits and what comes; the balance stays', async () => {
  const buyer = await signedIn('100.00', { passwordFreeLimit: hkd('10.00') });
  const waiting = await payWith(await codeOf(buyer), '20.00');
  assert.equal(waiting.outcome, 'unknown');
  const code = await codeOf(buyer);
  assert.equal((await buyer.ask('POST', '/freeze', { pin: wrongPin })).code, 'pin-wrong');
  const frozen = await buyer.ask('POST', '/freeze', { pin });
  const { status, frozenBy, balance } = frozen.body;
  assert.deepEqual([status, frozenBy, balance], ['frozen', 'buyer', '100.00']);
  assert.deepEqual((await buyer.ask('GET', '/prompts')).body['prompts'], []);
  const tradeId = waiting.outcome === 'unknown' ? waiting.trade.id : '';
  const bill = await buyer.ask('GET', `/trades/${tradeId}`);
  assert.deepEqual([bill.body['status'], bill.body['closedBy']], ['closed', 'buyer']);
  assert.equal((await payWith(code, '1.00')).outcome, 'refused');
  assert.equal((await buyer.ask('POST', '/codes', {})).code, 'wallet-frozen');
  assert.equal((await buyer.ask('POST', '/unfreeze', { pin: wrongPin })).code, 'pin-wrong');
  assert.equal((await buyer.ask('POST', '/unfreeze', { pin })).body['status'], 'active');
  assert.deepEqual(await payWith(code, '1.00'), {
    ...{ outcome: 'refused', refusal: 'payment-code-not-valid' },
  });
  assert.equal((await payWith(await codeOf(buyer), '1.00')).outcome, 'paid');
  assert.deepEqual(await eventsOf(buyer), ['new-device', 'frozen', 'unfrozen']);
});

test('what the operator has frozen, the buyer does not release', async () => {
  const buyer = await signedIn('1.00');
  await buyer.ask('POST', '/freeze', { pin });
  await world.changeWallet(buyer.walletId, { status: 'frozen' });
  assert.equal((await buyer.ask('GET', '/me')).body['frozenBy'], 'operator');
  assert.equal((await buyer.ask('POST', '/freeze', { pin })).body['frozenBy'], 'operator');
  assert.equal((await buyer.ask('POST', '/unfreeze', { pin })).code, 'wallet-frozen');
  await world.changeWallet(buyer.walletId, { status: 'active' });
  assert.equal((await buyer.ask('GET', '/me')).body['frozenBy'], undefined);
});

test('devices are listed, and signed out one by one or all at once; a stranger reaches none', async () => {
  const buyer = await signedIn('1.00');
  const stranger = await signedIn('1.00');
  const headers = { 'user-agent': 'Mozilla/5.0 (iPhone; like Mac OS X) Version/17 Safari/604' };
  const entered = await first.ask('POST', '/sign-in', {
    ...{ body: { login: buyer.login, pin }, headers },
  });
  const phone = actor(String(entered.body['token']));
  type Listed = { sessionId: string; device?: string; current: boolean };
  const { sessions } = (await phone.ask('GET', '/sessions')).body as { sessions: Listed[] };
  const [own] = sessions.filter(({ current }) => current);
  assert.deepEqual([sessions.length, own?.device], [2, 'Safari, iPhone']);
  const path = `/sessions/${own?.sessionId}`;
  assert.equal((await stranger.ask('DELETE', path)).code, 'session-unknown');
  assert.equal((await phone.ask('GET', '/me')).status, 200);
  assert.equal((await buyer.ask('DELETE', path)).status, 200);
  assert.equal((await buyer.ask('DELETE', path)).code, 'session-unknown');
  assert.equal((await phone.ask('GET', '/me')).status, 401);
  await world.signIn(buyer);
  assert.deepEqual((await buyer.ask('DELETE', '/sessions')).body, { ended: 2 });
  assert.equal((await buyer.ask('GET', '/me')).status, 401);
  assert.equal((await stranger.ask('GET', '/me')).status, 200);
});
