/**
 * Goal: only who knows the PIN gets in, nobody learns whose number has a wallet, and guessing does not
 * pay, however many processes are asked.
 * Method: the buyer's API on a real database, as two processes where it matters; the clock is moved.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { days, hours, minutes } from '@sampan/primitives';
import { loginForms } from '../src/wallet/login-forms.ts';
import { Turnstile } from '../src/wallet/turnstile.ts';
import { type BuyerProcess, type BuyerWorld, buyerWorld, pin, wrongPin } from './buyer-world.ts';

let world: BuyerWorld;
let first: BuyerProcess;

before(async () => {
  world = await buyerWorld();
  first = world.first;
});
after(() => world.close());

const signIn = (login: string, given: string, process = first) =>
  process.ask('POST', '/sign-in', { body: { login, pin: given } });

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['error'] as { code: string } | undefined)?.code;

test('a buyer signs in with phone and PIN, and sees the own wallet', async () => {
  const buyer = await world.buyer('120.00', { loginId: '852-51110001' });
  const { status, body, headers } = await signIn('+852 5111 0001', pin);
  assert.equal(status, 200);
  assert.match(String(body['token']), /^[0-9a-z]{50}$/);
  assert.equal(body['expiresAt'], '2026-12-22T10:00:00+08:00');
  const me = await first.ask('GET', '/me', { token: String(body['token']) });
  assert.deepEqual(me.body, {
    walletId: buyer.walletId,
    login: '852-****0001',
    inst: 'ALIPAYHK',
    status: 'active',
    balance: '120.00',
    currency: 'HKD',
    limits: {},
  });
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['x-content-type-options'], 'nosniff');
});

test('PIN and token are nowhere in the database', async () => {
  const buyer = await world.buyer('1.00', { loginId: '852-51110002' });
  const token = await world.signIn(buyer);
  const [pins] = await world.sql('select pin from wallet_pins where wallet_id = $1', [
    buyer.walletId,
  ]);
  assert.match(String(pins?.['pin']), /^scrypt\$16384\$8\$1\$[0-9a-z]{26}\$[\w-]{43}$/);
  assert.ok(!String(pins?.['pin']).includes(pin));
  const rows = await world.sql('select * from sessions where wallet_id = $1', [buyer.walletId]);
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(Object.values(rows[0] ?? {}).map(String)).includes(token));
});

test('without a living session every request is refused', async () => {
  for (const [method, path] of [
    ['GET', '/me'],
    ['POST', '/codes'],
    ['POST', '/scan'],
    ['POST', '/pay'],
    ['GET', '/prompts'],
    ['GET', '/trades'],
    ['GET', '/events'],
    ['POST', '/sign-out'],
  ] as const) {
    for (const token of [undefined, 'x', 'a'.repeat(50)]) {
      const reply = await first.ask(method, path, {
        token,
        ...(method === 'POST' && { body: {} }),
      });
      assert.equal(reply.status, 401, path);
      assert.equal(codeOf(reply), 'signed-out');
    }
  }
});

test('signing out ends the session in every process at once', async () => {
  const second = await world.openProcess();
  const buyer = await world.buyer('1.00');
  const [token, other] = [await world.signIn(buyer), await world.signIn(buyer, second)];
  assert.equal((await second.ask('GET', '/me', { token })).status, 200);
  assert.equal((await first.ask('POST', '/sign-out', { token })).status, 200);
  assert.equal((await second.ask('GET', '/me', { token })).status, 401);
  assert.equal((await first.ask('GET', '/me', { token: other })).status, 200);
});

test('a session lives for 30 days from its last use', async () => {
  const buyer = await world.buyer('1.00');
  const token = await world.signIn(buyer);
  const me = () => first.ask('GET', '/me', { token });
  for (let round = 0; round < 3; round++) {
    world.machine.advance(days(29));
    assert.equal((await me()).status, 200);
  }
  world.machine.advance(days(30));
  assert.equal((await me()).status, 401);
});

test('a wallet keeps its ten newest sessions', async () => {
  const buyer = await world.buyer('1.00');
  const tokens: string[] = [];
  for (let count = 0; count < 11; count++) {
    tokens.push(await world.signIn(buyer));
    world.machine.advance(minutes(1));
  }
  const statuses = await Promise.all(
    tokens.map(async (token) => (await first.ask('GET', '/me', { token })).status),
  );
  assert.deepEqual(statuses, [401, ...Array.from({ length: 10 }, () => 200)]);
});

test('a new PIN signs every device out and opens a locked wallet', async () => {
  const buyer = await world.buyer('1.00');
  const token = await world.signIn(buyer);
  for (let count = 0; count < 6; count++) await signIn(buyer.login, wrongPin);
  assert.equal((await signIn(buyer.login, pin)).status, 429);
  const { parsePin, setPin } = await import('#wallet');
  const fresh = parsePin('000001');
  assert.ok(fresh);
  await setPin(world.connection, buyer.walletId, fresh, world.machine.now(), world.random);
  assert.equal((await first.ask('GET', '/me', { token })).status, 401);
  assert.equal((await signIn(buyer.login, pin)).status, 401);
  assert.equal((await signIn(buyer.login, '000001')).status, 200);
});

test('five wrong PINs in a row lock for 15 minutes, then twice as long after each further one', async () => {
  const { login } = await world.buyer('1.00');
  for (let count = 0; count < 5; count++) {
    assert.equal(codeOf(await signIn(login, wrongPin)), 'sign-in-refused');
  }
  const locked = await signIn(login, pin);
  assert.equal(locked.status, 429);
  assert.equal(codeOf(locked), 'locked');
  assert.equal(locked.headers['retry-after'], '900');
  world.machine.advance(minutes(14));
  assert.equal((await signIn(login, pin)).status, 429);
  world.machine.advance(minutes(1));
  assert.equal((await signIn(login, wrongPin)).status, 401);
  assert.equal((await signIn(login, pin)).headers['retry-after'], '1800');
  for (const [wait, next] of [
    [minutes(30), 3_600],
    [hours(1), 7_200],
    [hours(2), 14_400],
    [hours(4), 28_800],
    [hours(8), 57_600],
    [hours(16), 86_400],
    [hours(24), 86_400],
  ] as const) {
    world.machine.advance(wait);
    assert.equal((await signIn(login, wrongPin)).status, 401);
    assert.equal((await signIn(login, pin)).headers['retry-after'], String(next));
  }
  world.machine.advance(hours(24));
  assert.equal((await signIn(login, pin)).status, 200);
  // A right PIN forgives what was before.
  for (let count = 0; count < 4; count++) assert.equal((await signIn(login, wrongPin)).status, 401);
  assert.equal((await signIn(login, pin)).status, 200);
});

test('two processes count together, however many ask at the same time', async () => {
  const second = await world.openProcess({ checksAtOnce: 4 });
  const third = await world.openProcess({ checksAtOnce: 4 });
  const { login } = await world.buyer('1.00');
  const replies = await Promise.all(
    Array.from({ length: 30 }, (_, index) =>
      signIn(login, wrongPin, index % 2 === 0 ? second : third),
    ),
  );
  const looked = replies.filter(({ status }) => status === 401).length;
  assert.equal(looked, 5);
  assert.equal(replies.filter(({ status }) => status === 429).length, 25);
  // The right one comes too late.
  assert.equal((await signIn(login, pin, third)).status, 429);
});

test('a number that nobody has is answered like one that somebody has', async () => {
  const { login } = await world.buyer('1.00');
  const unknown = '852-59999999';
  for (let count = 0; count < 5; count++) {
    const [one, other] = [await signIn(login, wrongPin), await signIn(unknown, wrongPin)];
    assert.deepEqual([one.status, one.body], [other.status, other.body]);
  }
  const [one, other] = [await signIn(login, pin), await signIn(unknown, pin)];
  assert.deepEqual([one.status, one.body], [other.status, other.body]);
  assert.equal(one.status, 429);
});

test('all spellings of a number share their tries, whether or not somebody has it', async () => {
  const { login } = await world.buyer('1.00');
  for (const number of [login.slice(-8), '59999998']) {
    const spellings = [number, `852-${number}`, `+852 ${number}`, `852${number}`, ` ${number} `];
    for (const spelling of spellings) {
      assert.equal((await signIn(spelling, wrongPin)).status, 401, spelling);
    }
    assert.equal((await signIn(`852 ${number}`, wrongPin)).status, 429);
  }
});

test('tries against numbers that nobody has are forgotten after days', async () => {
  await signIn('852-58888888', wrongPin);
  const count = async () =>
    Number((await world.sql("select 1 from pin_tries where subject like 'nobody/%'")).length);
  assert.ok((await count()) > 0);
  world.machine.advance(days(3));
  await signIn('852-58888887', wrongPin);
  assert.equal(await count(), 1);
});

test('a wallet without a PIN lets nobody in', async () => {
  const walletId = await world.wallet('1.00', { loginId: '852-57777777' });
  assert.ok(walletId);
  for (const tried of ['000000', pin]) {
    assert.equal(codeOf(await signIn('852-57777777', tried)), 'sign-in-refused');
  }
});

test('requests that are no requests are refused with the field that is to blame', async () => {
  const cases = [
    [{}, 'login'],
    [{ login: '852-51110001' }, 'pin'],
    [{ login: '852-51110001', pin: 246810 }, 'pin'],
    [{ login: '852-51110001', pin: '24681' }, 'pin'],
    [{ login: 'x\u0000y', pin }, 'login'],
    [{ login: { $ne: 1 }, pin }, 'login'],
    [{ login: '852-51110001', pin, admin: 'yes' }, 'admin'],
  ] as const;
  for (const [body, field] of cases) {
    const reply = await first.ask('POST', '/sign-in', { body });
    assert.equal(reply.status, 400);
    assert.equal((reply.body['error'] as { field: string }).field, field);
    assert.ok(!JSON.stringify(reply.body).includes(pin), 'a PIN is never said back');
  }
  const large = await first.ask('POST', '/sign-in', { body: { login: 'x'.repeat(5_000), pin } });
  assert.equal(large.status, 413);
  const form = await first.ask('POST', '/sign-in', {
    body: 'login=1',
    headers: { 'content-type': 'text/plain' },
  });
  assert.equal(form.status, 415);
  assert.equal((await first.ask('GET', '/nothing')).status, 404);
  assert.deepEqual(first.errors, []);
});

test('a login is found however it is typed', () => {
  const found = (text: string, login: string) => loginForms(text).includes(login);
  for (const text of ['98765432', '9876 5432', '+852 9876 5432', '852-98765432', '85298765432']) {
    assert.ok(found(text, '852-98765432'), text);
  }
  for (const text of ['13912345678', '+86 139 1234 5678', '86-13912345678']) {
    assert.ok(found(text, '13912345678'), text);
  }
  assert.ok(found(' Ann@Example.com', 'ann@example.com'));
});

test('a turnstile lets a few in, keeps some in line, and turns the others away', async () => {
  const turnstile = new Turnstile({ atOnce: 2, waitingMax: 1 });
  const leave: (() => void)[] = [];
  let inside = 0;
  const visit = () =>
    turnstile.pass(async () => {
      inside++;
      await new Promise<void>((resolve) => leave.push(resolve));
      inside--;
    });
  const visits = [visit(), visit(), visit()];
  assert.equal(inside, 2);
  await assert.rejects(visit(), { name: 'NotCarriedOut', outcome: 'nothing-stored' });
  leave.shift()?.();
  await visits[0];
  assert.equal(inside, 2);
  for (const go of leave) go();
  await Promise.all(visits);
  assert.equal(inside, 0);
});
