/**
 * Goal: a till that is killed at any of its steps loses nothing: what the next start finds out is what the
 * gateway has, the buyer is charged at most once, and goods are never called unpaid that were charged.
 * Method: the till is a process that kills itself before each commit, before each request and after each
 * reply; the next one runs here, on the same database; the gateway is the real one.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type PartnerId, seededRandom } from '@sampan/primitives';
import { runToDeath } from '../../sdk/test-kit/run-to-death.ts';
import { type GatewayWorld, gatewayWorld, md5Key } from '../../server/test/gateway-world.ts';
import { hkd } from '../../server/test-kit/index.ts';
import { openTill, type Till } from '../src/index.ts';
import { systemTime } from '../src/start/time.system.ts';
import { openDatabaseFile } from '../src/store/open-file.sqlite.ts';
import { dyingSettings, type Story, stories } from '../test-kit/dying-till.ts';

let world: GatewayWorld;
let partnerId: PartnerId;
let folder: string;
before(async () => {
  world = await gatewayWorld();
  partnerId = await world.partner({});
  folder = await mkdtemp(join(tmpdir(), 'sampan-killed-cashier-'));
});
after(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});

/** So many tills at a time; most of what they do is to wait. */
const atOnce = 4;

for (const story of stories) {
  test(`${story}: killed at each step`, async (t) => {
    let killed = 0;
    for (let isOver = false; !isOver; ) {
      const steps = Array.from({ length: atOnce }, (_, index) => killed + index + 1);
      const ended = await Promise.all(steps.map((step) => dieAndGoOn(story, step)));
      killed += ended.filter((signal) => signal === 'SIGKILL').length;
      // One that was not killed had fewer steps.
      isOver = ended.includes(null);
    }
    t.diagnostic(`${killed} tills were killed`);
    assert.ok(killed >= 10, `${killed} tills were killed`);
  });
}

/** Kills a till at a step, lets another one go on, and compares it with the gateway. */
async function dieAndGoOn(story: Story, dieAtStep: number): Promise<string | null> {
  const asks = story === 'not confirmed' ? { passwordFreeLimit: hkd('20.00') } : {};
  const walletId = await world.wallet('100.00', asks);
  const partner = {
    gateway: `http://127.0.0.1:${world.port}/gateway.do`,
    id: partnerId,
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    sales: { firstQueryMs: 80, queryEveryMs: 80, undoEveryMs: 20 },
  } as const;
  const path = join(folder, `${stories.indexOf(story)}-${dieAtStep}.db`);
  const code = await world.code(walletId);
  const address = new URL('./dying-till-server.program.ts', import.meta.url);
  const options = dyingSettings(story);
  const signal = await runToDeath(address, { partner, path, story, options, code, dieAtStep });

  const database = openDatabaseFile(path);
  const errors: unknown[] = [];
  const next = openTill({
    ...options,
    database,
    partner,
    time: systemTime,
    random: seededRandom(dieAtStep),
    openPrinter: () => {
      throw new Error('this till has no printer');
    },
    onError: (error) => errors.push(error),
  });
  await settled(next);
  const [row] = await world.sql(
    `select balance::text as balance from wallets where wallet_id = '${walletId}'`,
  );
  const { paid, refunded } = knownHere(next);
  const expected = hkd('100.00').minor - paid + refunded;
  assert.equal(row?.['balance'], String(expected), `step ${dieAtStep} of ${story}`);
  assert.ok(paid === 0n || paid === hkd('39.25').minor);
  assert.deepEqual(errors, []);
  await next.close();
  database.close();
  return signal;
}

test('the books are right after it', async () => {
  assert.deepEqual(await world.audit(), []);
});

/** Waits until nothing is open any more. */
function settled(till: Till): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      const order = till.orders.list({ text: 'order-01' }).items[0];
      const states = order?.payments.flatMap((each) => [
        each.state,
        ...each.refunds.map(({ state }) => state),
      ]);
      const isOpen = states?.some(
        (state) => !['paid', 'notPaid', 'refunded', 'notRefunded'].includes(state),
      );
      if (isOpen) return;
      stop();
      resolve();
    };
    const stop = till.live.hub.listen(look);
    look();
  });
}

/** What the till says was paid and given back, in minor units. */
function knownHere(till: Till) {
  const payments = till.orders.list({ text: 'order-01' }).items[0]?.payments ?? [];
  const minor = (text: string): bigint => BigInt(text.replace('.', ''));
  const sum = (amounts: readonly string[]): bigint =>
    amounts.reduce((total, amount) => total + minor(amount), 0n);
  return {
    paid: sum(payments.filter(({ state }) => state === 'paid').map(({ amount }) => amount)),
    refunded: sum(
      payments.flatMap(({ refunds }) =>
        refunds.filter(({ state }) => state === 'refunded').map(({ amount }) => amount),
      ),
    ),
  };
}
