/**
 * Goal: an operator changes a partner's terms and a wallet's limits, which apply from then on.
 * Method: requests to the operations API over real sockets, then payments through the lanes.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type PartnerId, rateText, secret } from '@sampan/primitives';
import { currentMd5Key, readPartnerKeys, readPartners } from '#partner';
import { hkd, testSecrets } from '#test-kit';
import { type OperationsWorld, operationsWorld } from './operations-world.ts';

let world: OperationsWorld;
before(async () => {
  world = await operationsWorld();
});
after(() => world.close());

async function changed(path: string, change: Readonly<Record<string, unknown>>) {
  const told = await world.patch(path, change);
  assert.equal(told.status, 200, told.text);
  return told.body;
}

const ofPartner = (id: string) => `/admin/partners/${id}`;
const ofWallet = (id: string) => `/admin/wallets/${id}`;

async function refusalOf(partner: PartnerId, buyer: Parameters<typeof world.pay>[1], price = '10') {
  const paid = await world.pay(partner, buyer, price);
  return paid.outcome === 'refused' ? paid.refusal : paid.outcome;
}

describe("a partner's terms", () => {
  test('are changed one by one, and told as they are then', async () => {
    const id = await world.partner();
    const changes = [
      { name: '茶餐廳' },
      { status: 'suspended' },
      { services: 'alipay.acquire.overseas.spot.pay,alipay.acquire.cancel' },
      { wallets: 'ALIPAYHK' },
      { feeRate: '0.008', feeMinimum: '0.50' },
      { refundFee: 'kept' },
      { refundPeriod: '90' },
      { paymentLimit: '500.00', dayLimit: '1000.00', monthLimit: '20000.00' },
      { requestExpiry: 'on' },
      { refundPause: 'on' },
      { cancelRestriction: 'on' },
      { notifyUrl: 'https://till.example/told?x=1' },
      { settlesAfter: '3', settlementMinimum: '100.00', calendars: 'hk' },
    ];
    for (const change of changes) await changed(ofPartner(id), change);
    const { body } = await world.get(ofPartner(id));
    const all = Object.assign({}, ...changes);
    const { services, wallets, refundPeriod, settlesAfter, calendars, ...same } = all;
    const told = body as Record<string, unknown>;
    assert.deepEqual({ ...told, ...same }, told);
    assert.deepEqual(told['services'], services.split(','));
    assert.deepEqual(told['accepts'], [wallets]);
    assert.equal(told['refundPeriod'], Number(refundPeriod));
    assert.equal(told['settlesAfter'], Number(settlesAfter));
    assert.deepEqual(told['calendars'], [calendars]);
    assert.equal(told['changedAt'], '2026-11-22T10:00:00+08:00');
  });

  test('go back to their defaults', async () => {
    const id = await world.partner();
    const set = { dayLimit: '5.00', notifyUrl: 'https://till.example/', services: 'notify_verify' };
    await changed(ofPartner(id), set);
    const back = { dayLimit: 'none', notifyUrl: 'none', services: 'all' };
    const told = await changed(ofPartner(id), back);
    assert.deepEqual(
      [told['dayLimit'], told['notifyUrl'], told['services']],
      [undefined, undefined, 'all'],
    );
  });

  test('of the fee: a minimum alone keeps the rate, a fixed fee replaces both', async () => {
    const id = await world.partner();
    await changed(ofPartner(id), { feeRate: '0.006' });
    const least = await changed(ofPartner(id), { feeMinimum: '0.30' });
    assert.deepEqual([least['feeRate'], least['feeMinimum']], ['0.006', '0.30']);
    const fixed = await changed(ofPartner(id), { feeFixed: '1.00' });
    assert.deepEqual([fixed['feeRate'], fixed['feeFixed']], [undefined, '1.00']);
    const alone = await world.patch(ofPartner(id), { feeMinimum: '0.30' });
    assert.equal(alone.error?.['field'], 'feeMinimum');
  });

  test('leave keys, contract and currency alone', async () => {
    const id = await world.partner({ md5Key: 'k'.repeat(32) });
    await changed(ofPartner(id), { status: 'suspended' });
    const keys = await readPartnerKeys(world.connection, id, testSecrets);
    assert.equal(currentMd5Key(id, keys).reveal(), 'k'.repeat(32));
    for (const field of ['contract', 'currency', 'md5Key', 'id', 'accepts']) {
      const told = await world.patch(ofPartner(id), { [field]: 'global' });
      assert.deepEqual([told.status, told.error?.['code']], [400, 'unknown-field'], field);
    }
  });

  test('changed by two operators at once are both kept', async () => {
    const id = await world.partner();
    const changes = [{ feeRate: '0.01' }, { refundPeriod: '30' }, { status: 'suspended' }];
    await Promise.all(changes.map((change) => changed(ofPartner(id), change)));
    const [partner] = await readPartners(world.connection, [id]);
    assert.ok(partner?.fee.by === 'rate');
    assert.deepEqual(
      [rateText(partner.fee.rate), partner.refundPeriodDays, partner.status],
      ['0.01', 30, 'suspended'],
    );
  });

  test('a suspended partner takes no payment, until it is active again', async () => {
    const id = await world.partner();
    const buyer = await world.wallet('100.00');
    await changed(ofPartner(id), { status: 'suspended' });
    assert.equal(await refusalOf(id, buyer), 'partner-suspended');
    await changed(ofPartner(id), { status: 'active' });
    assert.equal(await refusalOf(id, buyer), 'paid');
  });

  const bad: readonly (readonly [field: string, value: unknown])[] = [
    ['status', 'closed'],
    ['services', 'alipay.no.such'],
    ['services', 'notify_verify,notify_verify'],
    ['refundPeriod', '0'],
    ['refundPeriod', '3651'],
    ['refundPeriod', 90],
    ['paymentLimit', '0.00'],
    ['dayLimit', '-1'],
    ['monthLimit', '1.001'],
    ['requestExpiry', true],
    ['refundPause', 'yes'],
    ['cancelRestriction', ''],
    ['notifyUrl', 'ftp://till.example/'],
    ['notifyUrl', 'https://user@till.example/'],
    ['notifyUrl', `https://till.example/${'x'.repeat(200)}`],
    ['name', ' '],
  ];
  for (const [field, value] of bad) {
    test(`${field} ${JSON.stringify(value).slice(0, 40)} is refused, and nothing changes`, async () => {
      const id = await world.partner();
      const told = await world.patch(ofPartner(id), { refundPeriod: '30', [field]: value });
      assert.deepEqual([told.status, told.error?.['field']], [400, field], told.text);
      const [partner] = await readPartners(world.connection, [id]);
      assert.deepEqual([partner?.refundPeriodDays, partner?.changedAt], [360, undefined]);
    });
  }

  test('a partner that is not there, or a change of nothing, is refused', async () => {
    for (const id of ['2088999999999999', 'nobody']) {
      const told = await world.patch(ofPartner(id), { status: 'active' });
      assert.deepEqual([told.status, told.error?.['code']], [404, 'partner-unknown']);
    }
    const told = await world.patch(ofPartner(await world.partner()), {});
    assert.deepEqual([told.status, told.error?.['code']], [400, 'nothing-to-change']);
  });
});

describe("a partner's limits", () => {
  test('hold per payment, day and month, and are lifted again', async () => {
    const id = await world.partner();
    const buyer = await world.wallet('500.00');
    await changed(ofPartner(id), {
      paymentLimit: '60.00',
      dayLimit: '100.00',
      monthLimit: '150.00',
    });
    assert.equal(await refusalOf(id, buyer, '60.01'), 'partner-payment-limit-exceeded');
    assert.equal(await refusalOf(id, buyer, '60.00'), 'paid');
    assert.equal(await refusalOf(id, buyer, '40.01'), 'partner-day-limit-exceeded');
    assert.equal(await refusalOf(id, buyer, '40.00'), 'paid');
    await changed(ofPartner(id), { dayLimit: 'none' });
    assert.equal(await refusalOf(id, buyer, '50.01'), 'partner-month-limit-exceeded');
    assert.equal(await refusalOf(id, buyer, '50.00'), 'paid');
    await changed(ofPartner(id), { monthLimit: 'none' });
    assert.equal(await refusalOf(id, buyer, '60.00'), 'paid');
    assert.deepEqual(
      await world.sql('select * from partner_receipts where partner_id = $1', [id]),
      [],
    );
  });

  test('count what was received before they were set, and what a cancel has given back', async () => {
    const id = await world.partner();
    const buyer = await world.wallet('500.00');
    await world.pay(id, buyer, '30.00', 'given-back');
    await changed(ofPartner(id), { dayLimit: '50.00' });
    const order = { partnerId: id, partnerTransId: 'given-back', tradeId: undefined };
    await world.acquiring.cancel({ ...order, service: 'cancel' });
    assert.equal(await refusalOf(id, buyer, '20.01'), 'partner-day-limit-exceeded');
    assert.equal(await refusalOf(id, buyer, '20.00'), 'paid');
  });

  test('hold for a payment that waited for its password', async () => {
    const id = await world.partner();
    const buyer = await world.wallet('500.00', { passwordFreeLimit: hkd('1.00') });
    const waits = await world.pay(id, buyer, '30.00');
    assert.ok(waits.outcome === 'unknown');
    await changed(ofPartner(id), { dayLimit: '29.99' });
    const request = { walletId: buyer, partnerId: id, tradeId: waits.trade.id };
    const refused = await world.acquiring.confirm({ ...request, answer: 'confirm' });
    assert.deepEqual(refused, { outcome: 'refused', refusal: 'partner-day-limit-exceeded' });
    await changed(ofPartner(id), { dayLimit: '30.00' });
    const paid = await world.acquiring.confirm({ ...request, answer: 'confirm' });
    assert.equal(paid.outcome, 'paid');
    assert.equal(
      await refusalOf(id, await world.wallet('1.00'), '0.01'),
      'partner-day-limit-exceeded',
    );
  });

  // Eight lanes of two processes add to one total; none of them had a row of its own before.
  test('are reached to the cent when many pay at once', async () => {
    const id = await world.partner();
    const free = await world.partner();
    await changed(ofPartner(id), { dayLimit: '50.00' });
    const processes = await Promise.all([world.process({ lanes: 4 }), world.process({ lanes: 4 })]);
    const buyers = await Promise.all(Array.from({ length: 48 }, () => world.wallet('10.00')));
    const codes = await Promise.all(buyers.map((buyer) => world.code(buyer)));
    const outcomes = await Promise.all(
      codes.map(async (code, index) => {
        // Beside them others, so that batches are mixed.
        const partner = index % 3 === 0 ? free : id;
        const request = world.payment(partner, code, '2.00', `at-once-${index}`);
        const paid = await processes[index % 2]?.pay(request);
        return `${partner === free ? 'free' : 'limited'} ${paid?.outcome}`;
      }),
    );
    const count = (said: string) => outcomes.filter((outcome) => outcome === said).length;
    assert.deepEqual(
      [count('free paid'), count('limited paid'), count('limited refused')],
      [16, 25, 7],
    );
    assert.deepEqual(await world.audit(), []);
  });
});

describe('a wallet', () => {
  test('that is frozen pays nothing, and keeps what comes back', async () => {
    const partner = await world.partner();
    const buyer = await world.wallet('100.00');
    const order = 'before-the-frost';
    await world.pay(partner, buyer, '40.00', order);
    assert.equal((await changed(ofWallet(buyer), { status: 'frozen' }))['status'], 'frozen');
    assert.equal(await refusalOf(partner, buyer), 'wallet-frozen');
    await world.acquiring.cancel({
      partnerId: partner,
      partnerTransId: order,
      tradeId: undefined,
      service: 'cancel',
    });
    assert.deepEqual(await world.balance(buyer), hkd('100.00'));
    await changed(ofWallet(buyer), { status: 'active' });
    assert.equal(await refusalOf(partner, buyer), 'paid');
  });

  test('has limits per payment, day and month, which none lifts', async () => {
    const partner = await world.partner();
    const buyer = await world.wallet('100.00');
    const limits = { paymentLimit: '30.00', dayLimit: '50.00', monthLimit: '60.00' };
    const told = await changed(ofWallet(buyer), { ...limits, passwordFreeLimit: '0.00' });
    assert.deepEqual({ ...told, ...limits, passwordFreeLimit: '0.00' }, told);
    await changed(ofWallet(buyer), { passwordFreeLimit: 'none' });
    assert.equal(await refusalOf(partner, buyer, '30.01'), 'payment-limit-exceeded');
    assert.equal(await refusalOf(partner, buyer, '30.00'), 'paid');
    assert.equal(await refusalOf(partner, buyer, '20.01'), 'day-limit-exceeded');
    await changed(ofWallet(buyer), { dayLimit: 'none' });
    assert.equal(await refusalOf(partner, buyer, '30.00'), 'paid');
    assert.equal(await refusalOf(partner, buyer, '0.01'), 'month-limit-exceeded');
  });

  test('is opened with limits', async () => {
    const limits = { paymentLimit: '1.00', dayLimit: '2.00', monthLimit: '3.00' };
    const { status, body } = await world.post('/admin/wallets', { inst: 'ALIPAYHK', ...limits });
    assert.equal(status, 201);
    assert.deepEqual({ ...body, ...limits }, body);
  });

  // A change reads the row, and a payment may have taken money since: neither may undo the other.
  test('is changed while it pays, and no payment is lost', async () => {
    const partner = await world.partner();
    const buyer = await world.wallet('100.00');
    const pays = Array.from({ length: 20 }, () => world.pay(partner, buyer, '1.00'));
    const changes = ['60.00', '61.00', '62.00'].map((dayLimit) =>
      changed(ofWallet(buyer), { dayLimit }),
    );
    await Promise.all([...pays, ...changes]);
    assert.deepEqual(await world.balance(buyer), hkd('80.00'));
    assert.equal(await refusalOf(partner, buyer, '50.00'), 'day-limit-exceeded');
    assert.deepEqual(await world.audit(), []);
  });

  test('that is not there, or is changed badly, is refused', async () => {
    const buyer = await world.wallet('1.00');
    const cases = [
      [ofWallet('2160999999999999'), { status: 'frozen' }, 404],
      [ofWallet(buyer), {}, 400],
      [ofWallet(buyer), { status: 'closed' }, 400],
      [ofWallet(buyer), { dayLimit: '0' }, 400],
      [ofWallet(buyer), { passwordFreeLimit: 'never' }, 400],
      [ofWallet(buyer), { balance: '5.00' }, 400],
    ] as const;
    for (const [path, change, status] of cases) {
      assert.equal((await world.patch(path, change)).status, status, JSON.stringify(change));
    }
  });
});

test('requests expire and late cancels are refused by default where money is real, not in a sandbox', async () => {
  const token = 't'.repeat(32);
  const real = await operationsWorld({ kind: 'token', token: secret(token) });
  try {
    const headers = { authorization: `Bearer ${token}` };
    const made = await real.post('/admin/partners', { contract: 'hk' }, headers);
    const shown = ({ body }: typeof made) => [body['requestExpiry'], body['cancelRestriction']];
    assert.deepEqual(shown(made), ['on', 'on'], made.text);
    const off = { contract: 'hk', requestExpiry: 'off', cancelRestriction: 'off' };
    assert.deepEqual(shown(await real.post('/admin/partners', off, headers)), ['off', 'off']);
  } finally {
    await real.close();
  }
  const made = await world.post('/admin/partners', { contract: 'hk' });
  assert.equal(made.body['requestExpiry'], 'off');
  assert.equal(made.body['cancelRestriction'], 'off');
});
