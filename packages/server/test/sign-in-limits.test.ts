/**
 * Goal: docs/security.md states how often PINs can be guessed, and a flood of sign-ins does not
 * delay others.
 * Method: attackers that try whenever they may, with a manual clock; and a flood over a real port,
 * where the test controls PIN checks. Hashes are counted, not seconds.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { days, after as later, milliseconds, type Secret, secret } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { Writer } from '#database';
import { createPublicServer } from '#gateway';
import { type PinOutcome, SignIn, type SignInOutcome } from '#wallet';
import { type BuyerWorld, buyerWorld, pin, wrongPin } from './buyer-world.ts';

let world: BuyerWorld;
before(async () => {
  world = await buyerWorld();
});
after(() => world.close());

type Attempt = (signIn: SignIn, count: number) => Promise<SignInOutcome | PinOutcome>;

describe('the table of docs/security.md', () => {
  let writer: Writer;
  before(() => {
    ({ writer } = world.platform);
  });

  /** Tries whenever it may, for three days; answers how many of its PINs were looked at each day. */
  async function guess(attempt: Attempt): Promise<readonly number[]> {
    let looked = 0;
    const signIn = new SignIn({
      writer,
      clock: world.machine,
      random: world.random,
      ids: world.platform.ids,
      secret: secret('the same in every process'),
      isHashOf: async () => {
        looked += 1;
        return false;
      },
    });
    const perDay: number[] = [];
    for (let day = 0; day < 3; day++) {
      const end = later(world.machine.now(), days(1));
      looked = 0;
      for (let count = 0; world.machine.now() < end; count++) {
        const told = await attempt(signIn, day * 100_000 + count);
        if (!('until' in told)) continue;
        world.machine.advance(milliseconds(Math.min(told.until, end) - world.machine.now()));
      }
      perDay.push(looked);
    }
    return perDay;
  }

  const wrong = secret(wrongPin);
  let attackers = 0;

  async function againstOne(addressOf: (count: number) => string) {
    const { login } = await world.buyer('1.00');
    const attempt: Attempt = (signIn, count) =>
      signIn.signIn({ login, pin: wrong, address: addressOf(count) });
    return figures(await guess(attempt));
  }

  /** At a new number each time. */
  async function againstAll(addressOf: (count: number) => string) {
    attackers += 1;
    const number = (count: number) => `852-${attackers}${String(count).padStart(7, '0')}`;
    const attempt: Attempt = (signIn, count) =>
      signIn.signIn({ login: number(count), pin: wrong, address: addressOf(count) });
    return figures(await guess(attempt));
  }

  /** Of the first day, and of the worst of the days after. */
  const figures = ([first = 0, ...others]: readonly number[]) => [first, Math.max(...others)];

  test('says what an attacker gets', async () => {
    const buyer = await world.buyer('1.00');
    const signedIn = await world.first.ask('POST', '/sign-in', {
      body: { login: buyer.login, pin },
    });
    const device = secret(String(signedIn.body['device']));
    const ipv4 = () => '203.0.113.1';
    const ipv6 = (count: number) => countedAddress(`2001:db8::${(count % 65_535).toString(16)}`);
    const many = (count: number) => `10.1.${count % 4}.${count % 250}`;
    const all = await againstAll(ipv4);
    const rows: Readonly<Record<string, readonly number[]>> = {
      'one IPv4 address': [...(await againstOne(ipv4)), ...all],
      'one /64 of IPv6': [...(await againstOne(ipv6)), ...(await againstAll(ipv6))],
      // Against all wallets nothing joins the addresses: what one has, each has.
      '1,000 addresses': [...(await againstOne(many)), ...all.map((tries) => tries * 1_000)],
      'the token of a known device': figures(
        await guess((signIn) =>
          signIn.signIn({ login: buyer.login, pin: wrong, address: '203.0.113.2', device }),
        ),
      ),
      'a session, to pay': figures(await guess((signIn) => signIn.checkPin(buyer.walletId, wrong))),
    };
    const expected = Object.entries(rows).map(([who, tries]) => {
      const cells = [0, 1, 2, 3].map((index) => tries[index]?.toLocaleString('en-US') ?? '–');
      return `| ${[who, ...cells].join(' | ')} |`;
    });
    const page = await readFile(new URL('../../../docs/security.md', import.meta.url), 'utf8');
    const written = page.split('\n').filter((line) => expected.some((row) => sameFirst(row, line)));
    assert.deepEqual(written, expected);
  });
});

const sameFirst = (row: string, line: string): boolean =>
  row.split(' | ')[0] === line.split(' | ')[0];

describe('a flood of sign-ins', () => {
  const attacker = '203.0.113.66';
  const owner = '198.51.100.7';

  /** PINs are compared when the test says so; the newest comparison is under way. */
  function gate() {
    const compared: string[] = [];
    const waiting: (() => void)[] = [];
    return {
      isHashOf: async (given: Secret<string>) => {
        compared.push(given.reveal());
        await new Promise<void>((resolve) => waiting.push(resolve));
        return given.reveal() === pin;
      },
      /** The PINs in the order in which they were looked at. */
      compared,
      release: () => waiting.shift()?.(),
    };
  }

  test('of 300 from one address costs nine hashes at most, leaves no rows, and delays another by one', async () => {
    const hashes = gate();
    const app = createPublicServer({ trustedProxies: ['127.0.0.0/8'] });
    let ownerIsHere = false;
    app.addHook('preHandler', async ({ ip }) => {
      ownerIsHere ||= ip === owner;
    });
    const process = await world.openProcess({ isHashOf: hashes.isHashOf, checksAtOnce: 1 }, app);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const post = async (login: string, given: string, from: string) => {
      const reply = await fetch(`http://127.0.0.1:${port}/wallet/api/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body: JSON.stringify({ login, pin: given }),
      });
      const body = (await reply.json()) as { error?: { code: string } };
      return {
        status: reply.status,
        code: body.error?.code,
        wait: reply.headers.get('retry-after'),
      };
    };
    const buyer = await world.buyer('1.00');
    const rows = () => world.sql('select 1 from pin_tries');
    const before = (await rows()).length;

    const refused: Awaited<ReturnType<typeof post>>[] = [];
    const flood = Array.from({ length: 300 }, (_, index) =>
      post(`852-5${1_000_000 + index}`, wrongPin, attacker).then((told) => refused.push(told)),
    );
    // One is under way and eight wait; all others have their answer.
    await until(() => refused.length === 291 && hashes.compared.length === 1);
    const told = new Set(refused.map(({ status, code, wait }) => `${status} ${code} ${wait}`));
    assert.deepEqual(told, new Set(['429 busy 2']));

    let isIn = false;
    const good = post(buyer.login, pin, owner).then((reply) => {
      isIn = true;
      return reply;
    });
    await until(() => ownerIsHere);
    await turn();
    for (; !isIn; await turn()) hashes.release();
    assert.equal((await good).status, 200);
    // It waits for the hash that is under way, and for one more whose turn it was.
    assert.deepEqual(hashes.compared.slice(0, 3), [wrongPin, wrongPin, pin]);
    for (; refused.length < 300; await turn()) hashes.release();
    await Promise.all(flood);
    assert.equal(hashes.compared.length, 10);
    assert.equal((await rows()).length, before);

    // Twenty wrong ones of an address are looked at, whatever comes after.
    let last = 401;
    for (let count = 0; last === 401; count++) {
      const next = post(`852-6${1_000_000 + count}`, wrongPin, attacker);
      let answered = false;
      void next.then(() => {
        answered = true;
      });
      for (; !answered; await turn()) hashes.release();
      last = (await next).status;
    }
    assert.equal(hashes.compared.length, 21);
    const locked = await post('852-69999999', pin, attacker);
    assert.deepEqual([locked.status, locked.code, locked.wait], [429, 'address-locked', '360']);
    assert.deepEqual(process.errors, []);
  });

  test('from many devices of one number waits in one lane', async (_t) => {
    const hashes = gate();
    let isGated = false;
    const { writer } = world.platform;
    const signIn = new SignIn({
      ...{ writer, clock: world.machine, random: world.random, ids: world.platform.ids },
      secret: secret('of all processes'),
      isHashOf: async (given) => (isGated ? hashes.isHashOf(given) : true),
    });
    const { login } = await world.buyer('1.00');
    const enter = (given: string, address: string, device?: Secret<string>) =>
      signIn.signIn({ login, pin: secret(given), address, device });
    const devices: Secret<string>[] = [];
    for (let count = 0; count < 12; count++) {
      const entered = await enter(pin, attacker);
      assert.equal(entered.outcome, 'signed-in');
      if (entered.outcome === 'signed-in') devices.push(entered.device);
    }
    isGated = true;
    const outcomes: string[] = [];
    const all = devices.map((device) =>
      enter(wrongPin, attacker, device).then(({ outcome }) => outcomes.push(outcome)),
    );
    await until(() => hashes.compared.length === 1);
    assert.deepEqual(outcomes, ['busy', 'busy', 'busy'], 'one is looked at, and eight wait');
    for (; outcomes.length < 12; await turn()) hashes.release();
    await Promise.all(all);
  });
});

test('what is locked is refused without a look into the database', async () => {
  let reads = 0;
  const { writer } = world.platform;
  const { clock, random } = { clock: world.machine, random: world.random };
  const signIn = new SignIn({
    ...{ clock, random, ids: world.platform.ids, secret: secret('the same in every process') },
    isHashOf: async () => false,
    writer: {
      write: (query) => {
        reads += 1;
        return writer.write(query);
      },
    },
  });
  const attempt = (login: string, address: string) =>
    signIn.signIn({ login, pin: secret(wrongPin), address });
  // From many addresses at one number, and from one address at many numbers.
  for (let count = 0; count < 21; count++) await attempt('852-57770001', `10.2.0.${count}`);
  for (let count = 0; count < 20; count++) await attempt(`852-5777${1_000 + count}`, '10.3.0.1');
  reads = 0;
  for (let count = 0; count < 50; count++) {
    assert.equal((await attempt('852-57770001', `10.2.1.${count}`)).outcome, 'locked');
    assert.equal((await attempt(`852-5778${1_000 + count}`, '10.3.0.1')).outcome, 'address-spent');
  }
  assert.equal(reads, 0);
});

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}
