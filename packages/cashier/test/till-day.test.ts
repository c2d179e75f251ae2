/**
 * Goal: a day of the till equals the transaction file of the gateway, and a difference is found; what buyers
 * pay by the desk's code reaches the till.
 * Method: the real gateway as a process, and a world in it; payments, a cancel and a refund of a till, and
 * another program's payments of the same partner; the file is that of the world.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { systemRandom } from '@sampan/primitives/node';
import { createPartner, type Time } from '@sampan/sdk';
import { startGateway, type TestGateway, type TestGatewayWorld } from '@sampan/sdk/testing';
import { createTestDatabase } from '../../server/test-kit/test-database.ts';
import { completeSettings, openTill, type Till } from '../src/index.ts';
import { systemTime } from '../src/start/time.system.ts';
import { type DatabaseFile, openDatabaseFile } from '../src/store/open-file.sqlite.ts';

const launcher = fileURLToPath(new URL('../../server/bin/sampan.js', import.meta.url));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let gateway: TestGateway;
let world: TestGatewayWorld;
let folder: string;
let file: DatabaseFile;
let till: Till;
/** The address for the gateway's notifications. */
const front = createServer((request, response) => void till.notify(request, response));
let partnerId: string;

/** To noon of the next day: nothing of the test comes near midnight. */
const dayMs = 86_400_000;
const untilNoonMs = dayMs - ((Date.now() + 8 * 3_600_000) % dayMs) + dayMs / 2;
const time: Time = { ...systemTime, now: () => systemTime.now() + untilNoonMs };
const day = new Date(time.now() + 8 * 3_600_000).toISOString().slice(0, 10);

before(async () => {
  database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  gateway = await startGateway({ launcher, environment });
  world = await gateway.world();
  await world.advance(`${Math.round(untilNoonMs / 1_000)}s`);
  const partner = {
    ...(await world.partner()),
    sales: { firstQueryMs: 50, queryEveryMs: 50, undoEveryMs: 50 },
  };
  partnerId = partner.id;
  folder = await mkdtemp(join(tmpdir(), 'sampan-till-day-'));
  file = openDatabaseFile(join(folder, 'till.db'));
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  const { port }: AddressInfo = Object(front.address());
  const notifyUrl = `http://127.0.0.1:${port}/notify`;
  till = openTill({
    database: file,
    settings: { ...completeSettings({ notifyUrl }), secondsToPay: 2 },
    partner,
    time,
    random: systemRandom,
    openPrinter: () => {
      throw new Error('this till has no printer');
    },
    onError: (error) => {
      throw error;
    },
  });
  // Another program of the merchant, whose rows are in the same file.
  const other = createPartner({ ...partner, time });
  const wallet = await world.wallet({ balance: '100.00' });
  const sale = { id: 'other-1', amount: '1.00', currency: 'HKD', subject: 'Tea' } as const;
  assert.equal((await other.collect(sale, await wallet.code())).outcome, 'paid');
  other.close();
});
after(async () => {
  front.close();
  await till.close();
  file.close();
  await rm(folder, { recursive: true });
  await gateway.stop();
  await database.drop();
});

const decided = (id: string): Promise<string> =>
  new Promise((resolve) => {
    const look = (): void => {
      const { payments } = till.orders.get(id);
      const states = payments.flatMap(({ state, refunds }) => [
        state,
        ...refunds.map((each) => each.state),
      ]);
      const ends = ['paid', 'notPaid', 'refunded', 'notRefunded'];
      if (states.length === 0 || !states.every((state) => ends.includes(state))) return;
      stop();
      resolve(states.join(' '));
    };
    const stop = till.live.hub.listen(look);
    look();
  });

test("what a buyer pays by the desk's code reaches the till", async () => {
  const { code } = await till.desk.make();
  assert.ok(code);
  const again = await till.desk.make();
  assert.equal(again.code?.qrCode, code.qrCode, 'a desk has one code');
  const wallet = await world.wallet({ balance: '100.00' });
  for (const amount of ['30.00', '7.00']) {
    const told = new Promise<void>((resolve) => {
      const stop = till.live.hub.listen(({ kind }) => {
        if (kind !== 'deskPayment') return;
        stop();
        resolve();
      });
    });
    await wallet.scan(code.qrCode, amount);
    await told;
    const [payment] = till.desk.view().payments;
    assert.equal(payment?.amount, amount);
    assert.equal(payment?.orderTail, payment?.id.slice(-4));
  }
});

test('the totals of a day are those of its file, and a difference is a break', async () => {
  const by = 'cashier-1';
  await till.cashiers.add({ id: by, name: 'Lee', role: 'cashier', pin: '1234' });
  till.shifts.begin({ id: 'shift-01', float: '0.00' }, by);
  // Came while no shift was open; all of it goes back on its day, by a cancel.
  const [byCode] = till.desk.view().payments;
  assert.ok(byCode?.orderId);
  const whole = { id: 'refund-0', amount: '7.00', reason: 'wrong amount' };
  till.refunds.refund(byCode.id, whole, { cashierId: by });
  assert.equal(await decided(byCode.orderId), 'paid refunded');
  assert.equal(till.desk.view().payments[0]?.refunded, '7.00');
  const hong = await world.wallet({ balance: '1000.00' });
  const mainland = await world.wallet({ inst: 'ALIPAYCN', balance: '1000.00' });
  const slow = await world.wallet({ balance: '1000.00', asksAbove: '1.00' });
  const sell = async (number: number, price: string, code: string) => {
    const id = `order-${number}0`;
    till.orders.put(id, { lines: [{ quantity: 1, price }] }, by);
    const { paymentId } = till.payments.scan(id, { id: `payment-${number}`, code }, by);
    return { id, paymentId };
  };
  const first = await sell(1, '39.25', await hong.code());
  assert.equal(await decided(first.id), 'paid');
  assert.equal(await decided((await sell(2, '128.40', await mainland.code())).id), 'paid');
  assert.equal(await decided((await sell(3, '20.00', await slow.code())).id), 'notPaid');
  till.orders.put('order-40', { lines: [{ quantity: 1, price: '10.00' }] }, by);
  till.payments.show('order-40', { id: 'payment-4' }, by);
  await new Promise<void>((resolve) => {
    const stop = till.live.hub.listen(() => {
      const code = till.orders.get('order-40').payments[0]?.qrCode;
      if (code === undefined) return;
      stop();
      hong.scan(code).then(resolve, resolve);
    });
  });
  assert.equal(await decided('order-40'), 'paid');
  till.refunds.refund(
    first.paymentId,
    { id: 'refund-1', amount: '9.25', reason: 'cold' },
    { cashierId: by },
  );
  assert.equal(await decided(first.id), 'paid refunded');
  till.payments.otherwise(
    till.orders.put('order-50', { lines: [{ quantity: 1, price: '5.00' }] }, by).id,
    { id: 'payment-5', method: 'cash' },
    by,
  );
  const z = till.shifts.close({ id: 'shift-01', counts: [{ cashierId: by, cash: '5.00' }] }, by);
  const mine = till.days.view(day);
  assert.deepEqual([mine.net, mine.payments.count, mine.refunds.amount], ['198.40', 5, '16.25']);
  assert.equal(z.report.walletsNet, mine.net);
  assert.equal(mine.verdict.is, 'awaited');

  await world.advance('22h');
  const name = `${partnerId}_transaction_${day.replaceAll('-', '')}.txt`;
  const response = await fetch(`${world.admin}/admin/files/${partnerId}/${name}`);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  const compared = await till.days.compareText(day, text);
  assert.deepEqual(compared.verdict.breaks, []);
  assert.equal(compared.verdict.is, 'equal');
  assert.equal(compared.verdict.rows, 7);

  const broken = await till.days.compareText(day, text.replaceAll('128.40', '128.41'));
  assert.deepEqual(
    broken.verdict.breaks.map(({ kind, here, there }) => [kind, here, there]),
    [['amount', '128.40', '128.41']],
  );
  const withoutCancel = text
    .replace(/(Total_count:)\d+/, (_, name) => `${name}${text.trim().split('\n').length - 3}`)
    .replace(/^.*\|CANCEL\|.*\n/m, '');
  const undone = await till.days.compareText(day, withoutCancel);
  assert.deepEqual(
    undone.verdict.breaks.map(({ kind, here }) => [kind, here]),
    [['missing-there', '7.00']],
  );
  await assert.rejects(till.days.compareText('2026-01-01', text), /The file is of/);
  await assert.rejects(till.days.compareText(day, 'no file'), /line 1/);
});
