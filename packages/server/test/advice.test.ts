/**
 * Goal: a sandbox says what will go wrong in production although it let it pass, and has nothing to say
 * about a till that is made with the SDK.
 * Method: requests over HTTP as careless and careful programs send them, a receiver of notifications, and
 * scenarios; the advice is read over the operations API and by the command line. The machine's time is
 * moved, never waited for.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { ScenarioStep } from '@sampan/api';
import { milliseconds, minutes, type PartnerId, seconds, secret } from '@sampan/primitives';
import { createPartner, type Transport } from '@sampan/sdk';
import { cancel, payment, precreate, query } from './gateway-asked.ts';
import { type Asked, md5Key } from './gateway-world.ts';
import { type RecordWorld, recordWorld } from './record-world.ts';

let world: RecordWorld;

before(async () => {
  world = await recordWorld();
});
after(() => world.close());

const shop = {
  extend_info: '{"secondary_merchant_id":"M_0001","store_id":"S_01","store_name":"Central"}',
};

const paying = async (partner: PartnerId, order: string, change: Asked = {}) =>
  payment(partner, await freshCode(), { ...shop, partner_trans_id: order, ...change });

const freshCode = async () => world.code(await world.wallet('100.00'));

const adviceOn = async (partner: PartnerId) => {
  const { partners } = await world.call('GET /admin/advice', { query: { partner } });
  const [found] = partners;
  assert.ok(found && partners.length === 1);
  return found;
};

const rulesOf = async (partner: PartnerId) =>
  (await adviceOn(partner)).advice.map(({ rule }) => rule);

const pretending = async (order: string, ...then: ScenarioStep[]) => {
  await world.call('POST /admin/scenarios', {
    body: {
      when: { service: 'alipay.acquire.overseas.spot.pay', fields: { partner_trans_id: order } },
      then,
    },
  });
};

test('a till that gives up after UNKNOW, and charges the buyer under another id', async () => {
  const partner = await world.partner();
  await pretending('careless-1', { answer: 'UNKNOW' });
  const first = await paying(partner, 'careless-1');
  await world.ask(partner, first);
  world.machine.advance(seconds(5));
  await world.ask(partner, { ...first, partner_trans_id: 'careless-2' });
  world.machine.advance(minutes(5));
  const { advice, exchanges } = await adviceOn(partner);
  assert.equal(exchanges, 2);
  assert.deepEqual(
    advice.map(({ rule, severity, count, evidence }) => [
      rule,
      severity,
      count,
      evidence[0]?.order,
    ]),
    [
      ['outcome-not-asked', 'high', 1, 'careless-1'],
      ['charged-again', 'high', 1, 'careless-2'],
    ],
  );
  const [again] = advice.flatMap(({ rule, evidence }) =>
    rule === 'charged-again' ? evidence : [],
  );
  const shown = await Promise.all(
    (again?.exchanges ?? []).map((id) =>
      world.call('GET /admin/exchanges/:id', { params: { id } }),
    ),
  );
  assert.deepEqual(
    shown.map(({ order }) => order),
    ['careless-2', 'careless-1'],
  );
  assert.match(advice[0]?.documents[0] ?? '', /^https:\/\/global\.alipay\.com\/docs\/ac\//);
});

test('a till that polls every second, never cancels, and writes requests carelessly', async () => {
  const partner = await world.partner();
  const asked = await paying(partner, 'fast-1', { extend_info: undefined, trans_amount: '39.5' });
  await pretending('fast-1', { answer: 'SYSTEM_ERROR' });
  await world.ask(partner, asked, { charsetIn: 'body' });
  for (let poll = 0; poll < 3; poll++) {
    world.machine.advance(seconds(1));
    await world.ask(partner, query('fast-1'), { signType: 'RSA' });
  }
  await world.ask(partner, precreate('fast-2'));
  world.machine.advance(minutes(5));
  const { advice } = await adviceOn(partner);
  const found = new Map(advice.map(({ rule, evidence }) => [rule, evidence[0]?.found]));
  assert.deepEqual([...found.keys()].sort(), [
    'amount-as-number',
    'charset-not-in-url',
    'code-life-unlimited',
    'not-cancelled',
    'notify-url-missing',
    'query-too-fast',
    'shop-data-missing',
    'signature-weak',
    'timestamp-off',
  ]);
  assert.equal(found.get('query-too-fast'), 'asked again after 1.0 s, 3 times too early');
  assert.equal(found.get('amount-as-number'), 'trans_amount "39.5"');
});

test('an order id for two sales, and a refusal that is sent again', async () => {
  const partner = await world.partner();
  await world.ask(partner, await paying(partner, 'same-id'));
  for (let times = 0; times < 3; times++) {
    const other = await paying(partner, 'same-id', { buyer_identity_code: '289216843756120934' });
    await world.ask(partner, { ...other, trans_amount: '5.00' });
  }
  assert.deepEqual(await rulesOf(partner), ['order-id-reused', 'refusal-repeated']);
});

test('a cancel that is not repeated', async () => {
  const partner = await world.partner();
  await pretending('undone-1', { answer: 'SYSTEM_ERROR' });
  await world.ask(partner, await paying(partner, 'undone-1'));
  const { items } = await world.call('GET /admin/exchanges', { query: { limit: 1 } });
  assert.equal(items[0]?.code, 'SYSTEM_ERROR');
  await world.call('POST /admin/scenarios', {
    body: { when: { fields: { out_trade_no: 'undone-1' } }, then: [{ drop: 'after' }] },
  });
  const timestamp = String(world.machine.now());
  await assert.rejects(world.ask(partner, cancel('undone-1', { timestamp })));
  world.machine.advance(minutes(5));
  assert.deepEqual(await rulesOf(partner), ['cancel-given-up']);
});

test('a receiver that believes everything, and one that answers something', async () => {
  let answered = 'success';
  const receiver = createServer((request, response) => {
    request.resume().on('end', () => response.end(answered));
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  try {
    const partner = await world.partner(
      { contract: 'global', currency: 'USD' },
      { notifyUrl: `http://127.0.0.1:${port}/paid` },
    );
    const notified = async (order: string) => {
      const buyer = await world.wallet('100.00', { inst: 'ALIPAYCN' });
      const price = { currency: 'USD', trans_amount: '1.00', buyer_identity_code: undefined };
      const code = await world.code(buyer);
      await world.ask(
        partner,
        await paying(partner, order, { ...price, buyer_identity_code: code }),
      );
      assert.equal(await world.platform.notifier.runDue(), 1);
    };
    await world.call('POST /admin/scenarios', {
      body: {
        when: { notification: 'paid', fields: { out_trade_no: 'notify-1' } },
        then: [{ corrupt: 'amount' }],
      },
    });
    await notified('notify-1');
    answered = '<h1>success</h1>';
    await notified('notify-2');
    const { advice } = await adviceOn(partner);
    assert.deepEqual(
      advice.map(({ rule, evidence }) => [rule, evidence[0]?.order, evidence[0]?.found]),
      [
        ['notification-answer', 'notify-2', 'answered "<h1>success</h1>"'],
        ['notification-not-verified', 'notify-1', 'scenario: corrupt amount; answered success'],
      ],
    );
  } finally {
    await new Promise((resolve) => receiver.close(resolve));
  }
});

/** Real requests without a limit of time, since the time stands still meanwhile. */
const unlimited: Transport = {
  async send({ url, body, contentType }) {
    try {
      const headers = { 'content-type': contentType };
      const response = await fetch(url, { method: 'POST', body, headers });
      return {
        isAnswered: true,
        status: response.status,
        contentType: response.headers.get('content-type') ?? undefined,
        bytes: new Uint8Array(await response.arrayBuffer()),
      };
    } catch (error) {
      return { isAnswered: false, failure: 'broken', isSent: true, message: String(error) };
    }
  },
  close: () => undefined,
};

test('a till made with the SDK gets no advice, whatever happens to its requests', async () => {
  const partner = await world.partner();
  const time = {
    now: () => world.machine.now(),
    monotonicMs: () => world.machine.now(),
    after(ms: number, act: () => void) {
      const timer = setImmediate(() => {
        world.machine.advance(milliseconds(ms));
        act();
      });
      return () => clearImmediate(timer);
    },
  };
  const till = createPartner({
    gateway: `http://127.0.0.1:${world.port}/gateway.do`,
    id: partner,
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    transport: unlimited,
    time,
  });
  const data = { secondary_merchant_id: 'M_0001', store_id: 'S_01' };
  const sell = async (id: string) => {
    const terms = { id, amount: '39.25', currency: 'HKD', subject: 'Tea', shop: data } as const;
    return (await till.collect(terms, await freshCode())).outcome;
  };
  await pretending('sdk-2', { answer: 'SYSTEM_ERROR', although: 'paid' });
  await pretending('sdk-3', { answer: 'SYSTEM_ERROR' });
  await pretending('sdk-4', { drop: 'after' });
  await pretending('sdk-5', { signature: 'wrong' });
  assert.equal(await sell('sdk-1'), 'paid');
  assert.equal(await sell('sdk-2'), 'paid');
  assert.equal(await sell('sdk-3'), 'notPaid');
  assert.equal(await sell('sdk-4'), 'paid');
  assert.equal(await sell('sdk-5'), 'paid');
  const refund = { id: 'sdk-1', refundId: 'sdk-1-r', amount: '39.25', currency: 'HKD' } as const;
  assert.equal((await till.refund(refund)).outcome, 'refunded');
  till.close();
  world.machine.advance(minutes(5));
  const { advice, kept } = await adviceOn(partner);
  assert.deepEqual(advice, []);
  for (const rule of [
    'outcome-not-asked',
    'not-cancelled',
    'query-too-fast',
    'reply-not-verified',
  ]) {
    assert.ok(kept.includes(rule), rule);
  }
});

test('of all partners, the one that called last first; of one without exchanges, nothing', async () => {
  const [silent, last] = [await world.partner(), await world.partner()];
  await world.ask(last, query('none'));
  const { partners, more } = await world.call('GET /admin/advice');
  assert.ok(partners.length > 3);
  assert.deepEqual([partners[0]?.partner, more], [last, 0]);
  assert.ok(!partners.some(({ partner }) => partner === silent));
  const { exchanges, advice, kept } = await adviceOn(silent);
  assert.deepEqual([exchanges, advice, kept], [0, [], []]);
});

test('bad input is refused, and production has no record to advise from', async () => {
  const asking = (partner: string) => world.call('GET /admin/advice', { query: { partner } });
  await assert.rejects(asking('2088000000009999'), { code: 'partner-unknown' });
  await assert.rejects(asking('nobody'), { status: 400, field: 'partner' });
  const production = await recordWorld({ kind: 'token', token: secret('t'.repeat(32)) });
  try {
    await assert.rejects(production.call('GET /admin/advice'), { code: 'sandbox-only' });
  } finally {
    await production.close();
  }
});

test('sampan advice: lines for people, one line of JSON', async () => {
  const partner = await world.partner();
  await world.ask(partner, await paying(partner, 'cli-1', { extend_info: undefined }));
  const { stdout, code } = await world.sampan(['advice', '--partner', partner]);
  assert.equal(code, 0);
  assert.match(stdout, new RegExp(`^Partner ${partner}, 1 exchanges?: 1 piece of advice\n`));
  assert.match(stdout, / {2}medium {2}shop-data-missing: A sale does not name its shop\n/);
  assert.match(stdout, /Seen once:\n *order cli-1: without secondary_merchant_id and store_id/);
  assert.match(stdout, /\n {2}kept: /);
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
  const json = await world.sampan(['advice', '--partner', partner, '--json']);
  assert.equal(JSON.parse(json.stdout).partners[0].advice[0].rule, 'shop-data-missing');
  const wrong = await world.sampan(['advice', '--partner', 'x']);
  assert.deepEqual([wrong.code, /--partner must be 16 digits/.test(wrong.stderr)], [2, true]);
});
