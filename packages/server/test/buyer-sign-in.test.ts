/**
 * Goal: only the PIN signs a buyer in, nothing reveals which numbers have a wallet, guessing is
 * limited across all processes, and guessing by others does not block the owner's payments.
 * Method: the buyer's API on a real database, as two processes where it matters; the clock is
 * moved. Each sign-in comes from its own address unless a test says otherwise.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buyerApi } from '@sampan/api';
import { days, hours, milliseconds, minutes } from '@sampan/primitives';
import { hkd } from '#test-kit';
import { loginForms } from '../src/wallet/login-forms.ts';
import { type BuyerProcess, type BuyerWorld, buyerWorld, pin, wrongPin } from './buyer-world.ts';

let world: BuyerWorld;
let first: BuyerProcess;

before(async () => {
  world = await buyerWorld();
  first = world.first;
});
after(() => world.close());

interface SignInGiven {
  readonly process?: BuyerProcess;
  readonly from?: string;
  readonly device?: string;
}

const signIn = (login: string, given: string, its: SignInGiven = {}) => {
  const { process = first, from, device } = its;
  const body = { login, pin: given, ...(device !== undefined && { device }) };
  return process.ask('POST', '/sign-in', { body, ...(from !== undefined && { from }) });
};

/** Two addresses of a buyer and an attacker. */
const home = '198.51.100.7';
const cafe = '203.0.113.9';

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
    codes: 'on',
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
  const open = [
    ...['POST /sign-in', 'POST /sign-in/passkey', 'POST /passkey-challenges/sign-in'],
    ...['POST /one-time-codes', 'POST /sign-up', 'POST /pin/forgotten'],
  ];
  const closed = Object.keys(buyerApi).filter((name) => !open.includes(name));
  assert.ok(closed.length > 15);
  for (const name of closed) {
    const [method = '', path = ''] = name.split(' ');
    for (const token of [undefined, 'x', 'a'.repeat(50)]) {
      const reply = await first.ask(method as 'GET', path, {
        token,
        ...(['POST', 'PATCH', 'PUT'].includes(method) && { body: {} }),
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

test('a new PIN signs every device out, makes it a stranger, and forgives payments', async () => {
  const buyer = await world.buyer('1.00');
  const signedIn = await signIn(buyer.login, pin);
  const [token, device] = [String(signedIn.body['token']), String(signedIn.body['device'])];
  for (let count = 0; count < 5; count++) await signIn(buyer.login, wrongPin, { device });
  assert.equal((await signIn(buyer.login, pin, { device })).status, 429);
  world.machine.advance(minutes(1));
  const { parsePin, setPin } = await import('#wallet');
  const fresh = parsePin('000001');
  assert.ok(fresh);
  await setPin(world.connection, buyer.walletId, fresh, world.machine.now(), world.random);
  assert.equal((await first.ask('GET', '/me', { token })).status, 401);
  assert.equal((await signIn(buyer.login, pin)).status, 401);
  const again = await signIn(buyer.login, '000001', { device });
  assert.equal(again.status, 200);
  assert.notEqual(again.body['device'], device);
});

const delays = [900, 1_800, 3_600, 7_200, 14_400, 28_800, 57_600, 86_400, 86_400];

describe('wrong PINs', () => {
  for (const kind of ['a stranger', 'a known device'] as const) {
    test(`from ${kind}: after five in a row a delay that doubles, and a right one forgives`, async () => {
      const { login } = await world.buyer('1.00');
      const { body } = await signIn(login, pin);
      const its =
        kind === 'a stranger' ? { from: cafe } : { from: cafe, device: String(body['device']) };
      for (let count = 0; count < 5; count++) {
        assert.equal(codeOf(await signIn(login, wrongPin, its)), 'sign-in-refused');
      }
      for (const delay of delays) {
        const locked = await signIn(login, pin, its);
        assert.deepEqual([locked.status, codeOf(locked)], [429, 'locked']);
        assert.equal(locked.headers['retry-after'], String(delay));
        world.machine.advance(milliseconds(delay * 1_000 - 1));
        assert.equal((await signIn(login, pin, its)).status, 429);
        world.machine.advance(milliseconds(1));
        assert.equal((await signIn(login, wrongPin, its)).status, 401);
      }
      world.machine.advance(hours(24));
      assert.equal((await signIn(login, pin, its)).status, 200);
      for (let count = 0; count < 4; count++) {
        assert.equal((await signIn(login, wrongPin, its)).status, 401);
      }
      assert.equal((await signIn(login, pin, its)).status, 200);
    });
  }

  test('of strangers stop neither payments nor known devices, from however many addresses', async () => {
    const buyer = await world.buyer('100.00', { passwordFreeLimit: hkd('10.00') });
    const { body } = await signIn(buyer.login, pin, { from: home });
    const [token, device] = [String(body['token']), String(body['device'])];
    const partner = await world.partner();
    const asked = await world.pay(partner, buyer.walletId, '30.00');
    assert.ok(asked.outcome === 'unknown');
    for (let count = 0; count < 40; count++) await signIn(buyer.login, wrongPin);
    for (let count = 0; count < 8; count++) await signIn(buyer.login, wrongPin, { from: home });
    assert.equal((await signIn(buyer.login, pin)).status, 429);
    // The owner's phone comes in, even from behind the same address as the attacker.
    assert.equal((await signIn(buyer.login, pin, { from: home, device })).status, 200);
    const path = `/prompts/${asked.trade.id}`;
    const paid = await first.ask('POST', path, { token, body: { answer: 'confirm', pin } });
    assert.deepEqual([paid.status, paid.body['status']], [200, 'paid']);
  });

  test('to pay lock payments of that wallet, and no sign-in', async () => {
    const buyer = await world.buyer('100.00', { passwordFreeLimit: hkd('10.00') });
    const token = await world.signIn(buyer);
    const asked = await world.pay(await world.partner(), buyer.walletId, '30.00');
    assert.ok(asked.outcome === 'unknown');
    const confirm = (given: string) =>
      first.ask('POST', `/prompts/${asked.trade.id}`, {
        token,
        body: { answer: 'confirm', pin: given },
      });
    for (let count = 0; count < 5; count++) {
      assert.equal(codeOf(await confirm(wrongPin)), 'pin-wrong');
    }
    const locked = await confirm(pin);
    assert.deepEqual([locked.status, locked.headers['retry-after']], [429, '900']);
    assert.equal((await signIn(buyer.login, pin)).status, 200);
  });

  test('at one number count together over all addresses and processes: twenty, then one an hour', async () => {
    const second = await world.openProcess({ checksAtOnce: 4 });
    const third = await world.openProcess({ checksAtOnce: 4 });
    const { login } = await world.buyer('1.00');
    const tries = Array.from({ length: 40 }, (_, index) =>
      signIn(login, wrongPin, { process: index % 2 === 0 ? second : third }),
    );
    const replies = await Promise.all(tries);
    assert.equal(replies.filter(({ status }) => status === 401).length, 20);
    const locked = await signIn(login, pin, { process: third });
    assert.deepEqual([locked.status, locked.headers['retry-after']], [429, '3600']);
    world.machine.advance(hours(1));
    // A right PIN does not count: the next stranger has the try again.
    assert.equal((await signIn(login, pin)).status, 200);
    assert.equal((await signIn(login, wrongPin)).status, 401);
    assert.equal((await signIn(login, wrongPin)).status, 429);
    world.machine.advance(hours(20));
    for (let count = 0; count < 20; count++)
      assert.equal((await signIn(login, wrongPin)).status, 401);
  });

  test('from one address count over all numbers, and a /64 is one address', async () => {
    const numbers = Array.from({ length: 21 }, (_, index) => `852-5600${1_000 + index}`);
    for (const [index, number] of numbers.entries()) {
      const told = await signIn(number, '123456', { from: `2001:db8:0:1::${index}` });
      assert.equal(told.status, index < 20 ? 401 : 429, number);
      if (index === 20)
        assert.deepEqual([codeOf(told), told.headers['retry-after']], ['address-locked', '360']);
    }
    const { login } = await world.buyer('1.00');
    assert.equal((await signIn(login, pin, { from: '2001:db8:0:1:ffff::1' })).status, 429);
    assert.equal((await signIn(login, pin, { from: '2001:db8:0:2::1' })).status, 200);
    world.machine.advance(minutes(6));
    // What is right is not counted, however often.
    for (let count = 0; count < 3; count++) {
      assert.equal((await signIn(login, pin, { from: '2001:db8:0:1::1' })).status, 200);
    }
    assert.equal((await signIn(login, wrongPin, { from: '2001:db8:0:1::1' })).status, 401);
    assert.equal((await signIn(login, pin, { from: '2001:db8:0:1::1' })).status, 429);
  });

  test('leave no rows of their numbers, but in slots that are as many as can be', async () => {
    const rows = async (table: string) => (await world.sql(`select 1 from ${table}`)).length;
    const before = await rows('pin_tries');
    for (let count = 0; count < 5; count++) await signIn(`852-5888${1_000 + count}`, wrongPin);
    assert.equal(await rows('pin_tries'), before);
    await assert.rejects(
      world.sql("insert into sign_in_tries values (262144, '2026-11-22T00:00:00Z')"),
      /check constraint/,
    );
  });

  test('of devices and payments are forgotten after a month', async () => {
    const { login } = await world.buyer('1.00');
    const device = String((await signIn(login, pin)).body['device']);
    await signIn(login, wrongPin, { device });
    const old = async () =>
      (
        await world.sql('select 1 from pin_tries where tried_at < $1', [
          new Date(world.machine.now() - days(30)).toISOString(),
        ])
      ).length;
    world.machine.advance(days(31));
    assert.ok((await old()) > 0);
    for (let count = 0; count < 10 && (await old()) > 0; count++) {
      await signIn(login, wrongPin, { device });
      await signIn(login, pin, { device });
    }
    assert.equal(await old(), 0);
  });
});

describe('a known device', () => {
  test('is known at its own number only, and an invented token is worth nothing', async () => {
    const [buyer, other] = [await world.buyer('1.00'), await world.buyer('1.00')];
    const device = String((await signIn(buyer.login, pin)).body['device']);
    assert.equal((await signIn(buyer.login, pin, { device })).body['device'], device);
    for (let count = 0; count < 20; count++) await signIn(other.login, wrongPin);
    const damaged = `${device.slice(0, -1)}${device.endsWith('A') ? 'B' : 'A'}`;
    for (const token of [device, damaged, 'x', '', `0.${'a'.repeat(20)}.${'b'.repeat(43)}`]) {
      assert.equal((await signIn(other.login, pin, { device: token })).status, 429, token);
    }
    assert.equal((await signIn(other.login, pin, { device: 'x'.repeat(257) })).status, 400);
  });

  test('is known under every spelling, in every process, for 400 days', async () => {
    const second = await world.openProcess();
    const { login } = await world.buyer('1.00');
    const device = String((await signIn(login, pin)).body['device']);
    for (let count = 0; count < 20; count++) await signIn(login, wrongPin);
    const spelt = `+852 ${login.slice(-8)}`;
    assert.equal((await signIn(spelt, pin, { device, process: second })).status, 200);
    world.machine.advance(days(401));
    assert.notEqual((await signIn(login, pin, { device })).body['device'], device);
  });
});

test('a number without a wallet is answered like one with a wallet', async () => {
  const { login } = await world.buyer('1.00');
  const unknown = '852-59999999';
  for (const from of [cafe, undefined]) {
    for (let count = 0; count < 21; count++) {
      const its = from === undefined ? {} : { from };
      const [one, other] = [
        await signIn(login, wrongPin, its),
        await signIn(unknown, wrongPin, its),
      ];
      assert.deepEqual([one.status, one.body], [other.status, other.body]);
    }
    world.machine.advance(days(3));
  }
});

test('all spellings of a number share their tries, with or without a wallet', async () => {
  const { login } = await world.buyer('1.00');
  for (const number of [login.slice(-8), '59999998']) {
    const from = `192.0.2.${number.slice(-2)}`;
    const spellings = [number, `852-${number}`, `+852 ${number}`, `852${number}`, ` ${number} `];
    for (const spelling of spellings) {
      assert.equal((await signIn(spelling, wrongPin, { from })).status, 401, spelling);
    }
    assert.equal((await signIn(`852 ${number}`, wrongPin, { from })).status, 429);
  }
});

test('a wallet without a PIN has no sign-in', async () => {
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
