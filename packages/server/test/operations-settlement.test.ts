/**
 * Goal: an operator maintains calendars and bank accounts, and creates payment orders: each batch
 * is in one order, and an order always has the same bytes.
 * Method: the operations API over sockets, on batches of a world with a stopped clock.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  addDays,
  type BusinessDate,
  businessDate,
  type PartnerId,
  startOfDay,
} from '@sampan/primitives';
import { asLane } from '#database';
import { closeDays, plannedSettlement, settleDue } from '#settlement';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;

before(async () => {
  // A Sunday; money is settled from Monday on.
  world = await operationsWorld();
});
after(async () => {
  await world.close();
});

/** Sells something at each partner today, and settles it on the day after. */
async function settled(sales: Readonly<Record<PartnerId, string>>): Promise<string> {
  const buyer = await world.wallet('1000.00');
  for (const [partner, amount] of Object.entries(sales)) {
    await world.pay(partner as PartnerId, buyer, amount);
  }
  const { platform } = world;
  const lane = () => asLane(platform.openConnection());
  const jobs = { ...platform, openSettling: () => platform.openSettling(lane) };
  const tomorrow = businessDate((world.machine.now() + 86_400_000) as never);
  world.machine.set(plannedSettlement(tomorrow));
  await closeDays(jobs);
  await settleDue(jobs, world.machine.now());
  return tomorrow;
}

const nextSaturday = (from: BusinessDate): BusinessDate => {
  let day = addDays(from, 1);
  while (new Date(`${day}T12:00:00Z`).getUTCDay() !== 6) day = addDays(day, 1);
  return day;
};

const ours = { holder: 'Campus Pay Ltd', account: '012-345-67890', bank: 'HSBCHKHH' };
const theirs = { holder: 'Café Müller & Co', account: 'DE89 3704 0044 0532 0130 00' };

describe('payouts', () => {
  let one: PartnerId;
  let two: PartnerId;

  beforeEach(async () => {
    const always = { settlement: { calendars: [] } };
    [one, two] = [await world.partner(always), await world.partner(always)];
  });

  test('need an account of ours and one of the partner; who has none is left out', async () => {
    const day = await settled({ [one]: '30.00', [two]: '12.50' });
    const bare = await world.post(`/admin/payouts/${day}`, {});
    assert.equal(bare.status, 200);
    const why = (told: typeof bare) =>
      (told.body['notOrdered'] as { partnerId: string; why: string }[]).map((each) => [
        each.partnerId,
        each.why,
      ]);
    const inOrder = [one, two].sort();
    assert.deepEqual(
      why(bare),
      inOrder.map((partner) => [partner, 'account-missing']),
    );
    assert.equal((await world.put(`/admin/partners/${one}/payout`, theirs)).status, 200);
    const unpaid = await world.post(`/admin/payouts/${day}`, {});
    assert.equal(unpaid.error?.['code'], 'source-missing');
    assert.equal((await world.put('/admin/payout-sources/HKD', ours)).status, 200);

    const { body } = await world.post(`/admin/payouts/${day}`, {});
    const digits = day.replaceAll('-', '');
    const [order] = body['orders'] as Record<string, unknown>[];
    assert.deepEqual(
      [order?.['messageId'], order?.['payouts'], order?.['total']],
      [`SAMPAN-${digits}-HKD-1`, 1, '30.00'],
    );
    assert.deepEqual((body['notOrdered'] as unknown[]).length, 1);

    const { text } = await world.get(`/admin/payouts/${day}/HKD/1`);
    assert.match(text, /<Nm>Cafe Muller \+ Co<\/Nm>/);
    assert.match(text, /<IBAN>DE89370400440532013000<\/IBAN>/);
    assert.match(text, /<InstdAmt Ccy="HKD">30.00<\/InstdAmt>/);
    assert.doesNotMatch(text, /12\.50/);
  });

  test('of one batch are ordered once; the message stays as it was', async () => {
    await world.put('/admin/payout-sources/HKD', ours);
    await world.put(`/admin/partners/${one}/payout`, theirs);
    const day = await settled({ [one]: '30.00', [two]: '12.50' });
    const runs = await Promise.all([1, 2, 3].map(() => world.post(`/admin/payouts/${day}`, {})));
    assert.deepEqual(
      runs.map(({ status }) => status),
      [200, 200, 200],
    );
    const first = await world.get(`/admin/payouts/${day}/HKD/1`);
    assert.equal((await world.get(`/admin/payouts/${day}/HKD/2`)).status, 404);

    // Both accounts change, and the second partner gets one: that is a message of its own.
    await world.put('/admin/payout-sources/HKD', { ...ours, account: '999' });
    await world.put(`/admin/partners/${one}/payout`, { ...theirs, account: '888' });
    await world.put(`/admin/partners/${two}/payout`, { holder: 'Tea', account: '777' });
    const { body } = await world.post(`/admin/payouts/${day}`, {});
    assert.equal((body['orders'] as unknown[]).length, 2);
    assert.deepEqual(body['notOrdered'], []);
    assert.equal((await world.get(`/admin/payouts/${day}/HKD/1`)).text, first.text);
    const { text: second } = await world.get(`/admin/payouts/${day}/HKD/2`);
    assert.match(second, /<Id>777<\/Id>/);
    assert.doesNotMatch(second, /888/);
  });

  test('that are ordered when the bank is closed are asked for on its next working day', async () => {
    await world.put('/admin/payout-sources/HKD', ours);
    await world.put(`/admin/partners/${one}/payout`, theirs);
    const day = await settled({ [one]: '30.00' });
    // From whatever day it is to a Saturday, and past a Monday that the operator calls a holiday.
    const saturday = nextSaturday(businessDate(world.machine.now()));
    const monday = addDays(saturday, 2);
    world.machine.set(startOfDay(saturday));
    await world.put(`/admin/calendar/hk/${monday}`, { kind: 'holiday', name: 'a storm' });
    const { body } = await world.post(`/admin/payouts/${day}`, {});
    const [order] = body['orders'] as Record<string, unknown>[];
    const asked = addDays(monday, 1);
    assert.equal(order?.['executedOn'], asked);
    const { text } = await world.get(`/admin/payouts/${day}/HKD/1`);
    assert.match(text, new RegExp(`<ReqdExctnDt>\\s*<Dt>${asked}</Dt>`));
    // It is the same message when the calendar changes.
    await world.remove(`/admin/calendar/hk/${monday}`);
    assert.equal((await world.get(`/admin/payouts/${day}/HKD/1`)).text, text);
    world.machine.set(startOfDay(monday));
  });

  test('are looked at without being ordered', async () => {
    const day = await settled({ [one]: '1.00' });
    const { body } = await world.get(`/admin/payouts/${day}`);
    assert.deepEqual(body['orders'], []);
    assert.equal((body['notOrdered'] as unknown[]).length, 1);
  });

  test('may be named when a partner is made, by its own name when none is given', async () => {
    const made = await world.post('/admin/partners', {
      contract: 'hk',
      name: 'Harbour Coffee',
      payoutAccount: '012-345',
    });
    assert.equal(made.status, 201);
    const { body } = await world.get(`/admin/partners/${made.body['id']}/payout`);
    assert.deepEqual(
      [body['holder'], body['account'], body['bank']],
      ['Harbour Coffee', '012-345', undefined],
    );
  });

  const refused: readonly [what: string, body: unknown, field: string][] = [
    ['no holder', { account: '123' }, 'holder'],
    ['a holder in letters that a bank may not know', { holder: '海港', account: '123' }, 'holder'],
    ['no account', { holder: 'Tea' }, 'account'],
    [
      'an IBAN with wrong check digits',
      { holder: 'Tea', account: 'DE89370400440532013001' },
      'account',
    ],
    ['a BIC that is none', { holder: 'Tea', account: '1', bank: 'HSBC' }, 'bank'],
  ];
  for (const [what, body, field] of refused) {
    test(`refuse ${what}`, async () => {
      for (const path of [`/admin/partners/${one}/payout`, '/admin/payout-sources/USD']) {
        const told = await world.put(path, body);
        assert.deepEqual([told.status, told.error?.['field']], [400, field]);
      }
      const { body: account } = await world.get(`/admin/partners/${one}/payout`);
      assert.deepEqual(account, { partnerId: one });
    });
  }

  test('refuse what there is not', async () => {
    assert.equal((await world.get('/admin/payouts/yesterday')).error?.['field'], 'date');
    assert.equal((await world.put('/admin/payout-sources/XXX', ours)).status, 404);
    assert.equal((await world.get('/admin/partners/2088999999999999/payout')).status, 404);
    const told = await world.post('/admin/partners', { contract: 'hk', payoutBank: 'HSBCHKHH' });
    assert.equal(told.error?.['field'], 'payoutAccount');
  });
});

describe('calendars', () => {
  const daysOf = async (query: string) =>
    (await world.get(`/admin/calendar?${query}`)).body['days'] as Record<string, unknown>[];

  test('hold what was published, of one or both', async () => {
    const both = await daysOf('year=2026');
    assert.ok(both.some(({ calendar, day }) => calendar === 'hk' && day === '2026-07-01'));
    assert.ok(both.some(({ calendar, kind }) => calendar === 'cn' && kind === 'working'));
    const hk = await daysOf('year=2026&calendar=hk');
    assert.ok(hk.length > 15 && hk.every(({ calendar }) => calendar === 'hk'));
  });

  test('are changed by an operator, whose word stays', async () => {
    const typhoon = { kind: 'holiday', name: 'Typhoon' };
    const put = await world.put('/admin/calendar/hk/2029-08-15', typhoon);
    assert.deepEqual(put.body, { calendar: 'hk', day: '2029-08-15', ...typhoon });
    await world.put('/admin/calendar/hk/2029-07-01', { kind: 'working' });
    assert.equal((await world.remove('/admin/calendar/hk/2029-10-01')).status, 200);
    const days = await daysOf('year=2029&calendar=hk');
    const kindOf = (day: string) => days.find((each) => each['day'] === day)?.['kind'];
    assert.deepEqual(
      [kindOf('2029-08-15'), kindOf('2029-07-01'), kindOf('2029-10-01'), kindOf('2029-12-25')],
      ['holiday', 'working', undefined, 'holiday'],
    );
    const again = await world.remove('/admin/calendar/hk/2029-10-01');
    assert.deepEqual([again.status, again.error?.['code']], [404, 'calendar-day-unknown']);
  });

  test('refuse what is no day, no calendar and no kind', async () => {
    const field = async (path: string, body: unknown) =>
      (await world.put(path, body)).error?.['field'];
    assert.equal(await field('/admin/calendar/hk/2026-02-30', { kind: 'holiday' }), 'day');
    assert.equal(await field('/admin/calendar/us/2026-02-20', { kind: 'holiday' }), 'calendar');
    assert.equal(await field('/admin/calendar/hk/2026-02-20', { kind: 'free' }), 'kind');
    assert.equal((await world.get('/admin/calendar?year=26')).error?.['field'], 'year');
  });
});

describe('jobs by hand', () => {
  test('refuse a day that is not over', async () => {
    const today = businessDate(world.machine.now());
    const told = await world.post('/admin/jobs/close-day', { date: today });
    assert.deepEqual([told.status, told.error?.['code']], [409, 'day-not-over']);
    const later = await world.post('/admin/jobs/settle', { date: '2099-01-01' });
    assert.deepEqual([later.status, later.error?.['code']], [409, 'date-to-come']);
  });
});
