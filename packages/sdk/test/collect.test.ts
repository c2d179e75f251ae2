/**
 * Goal: `collect` and `charge` end as the gateway's orders do, whatever fails on the way.
 * Method: a gateway in memory with scripted answers, in virtual time; each row is a story.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AlarmEvent,
  createPartner,
  memoryStore,
  type OrderCode,
  type Partner,
  type PartnerOptions,
  type SaleOutcome,
} from '@sampan/sdk';
import { memoryGateway, type Script, type ScriptedAnswer, virtualTime } from '@sampan/sdk/testing';

const key = 'k'.repeat(32);
const code = '289216843756120934';
const sale = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Flat white' } as const;

function world(script: Script, options: Partial<PartnerOptions> = {}) {
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  gateway.script(script);
  const partner: Partner = createPartner({
    gateway: 'test',
    id: '2088000000000001',
    contract: 'hk',
    sign: { type: 'MD5', key },
    transport: gateway.transport,
    time,
    ...options,
  });
  const startedAt = time.monotonicMs();
  return { time, gateway, partner, tookMs: () => time.monotonicMs() - startedAt };
}

const endOf = (outcome: SaleOutcome): string =>
  outcome.outcome === 'notPaid'
    ? `notPaid ${outcome.why}`
    : outcome.outcome === 'unknown'
      ? `unknown ${outcome.state}`
      : outcome.outcome;

const always = <Answer>(answer: Answer): readonly Answer[] => Array(60).fill(answer);

interface Row {
  readonly story: string;
  readonly script: Script;
  readonly end: string;
  readonly calls: string;
  readonly seconds: number;
}

const rows: readonly Row[] = [
  { story: 'no prompt', script: {}, end: 'paid', calls: 'pay', seconds: 0 },
  {
    story: 'the buyer confirms while the till polls',
    script: { pay: ['pending'], query: ['waiting', 'waiting', 'paid'] },
    end: 'paid',
    calls: 'pay query query query',
    seconds: 11,
  },
  {
    story: 'the code is refused',
    script: { pay: [{ refuse: 'SOUNDWAVE_PARSER_FAIL' }] },
    end: 'notPaid refused',
    calls: 'pay',
    seconds: 0,
  },
  {
    story: 'no connection',
    script: { pay: ['not-sent'] },
    end: 'notPaid not-sent',
    calls: '',
    seconds: 0,
  },
  {
    story: 'paid, but the reply is lost',
    script: { pay: ['lost-reply'] },
    end: 'paid',
    calls: 'pay query',
    seconds: 20,
  },
  {
    story: 'paid, but the reply is forged',
    script: { pay: ['forged'] },
    end: 'paid',
    calls: 'pay query',
    seconds: 5,
  },
  {
    story: 'SYSTEM_ERROR although paid',
    script: { pay: ['system-error-done'] },
    end: 'paid',
    calls: 'pay query',
    seconds: 5,
  },
  {
    story: 'the buyer refuses, and the gateway closes the order',
    script: { pay: ['pending'], query: ['waiting', 'closed'] },
    end: 'notPaid closed',
    calls: 'pay query query',
    seconds: 8,
  },
  {
    story: 'an unknown refusal proves nothing',
    script: { pay: [{ refuse: 'NEW_CODE' }], query: ['nothing'], cancel: [] },
    end: 'notPaid cancelled',
    calls: `pay${' query'.repeat(19)} cancel`,
    seconds: 60,
  },
  {
    story: 'the buyer does nothing for a minute',
    script: { pay: ['pending'] },
    end: 'notPaid cancelled',
    calls: `pay${' query'.repeat(19)} cancel`,
    seconds: 60,
  },
  {
    story: 'the cancel has to be repeated',
    script: {
      pay: ['pending'],
      cancel: ['system-error', 'lost-reply', { refuse: 'SYSTEM_ERROR', retry: 'Y' }],
    },
    end: 'notPaid cancelled',
    calls: `pay${' query'.repeat(19)} cancel cancel cancel cancel`,
    seconds: 84,
  },
];

for (const { story, script, end, calls, seconds } of rows) {
  test(`collect: ${story}`, async () => {
    const { partner, gateway, tookMs } = world(script);
    const outcome = await partner.collect(sale, code);
    assert.equal(endOf(outcome), end);
    assert.equal(gateway.calls.join(' '), calls);
    assert.equal(Math.round(tookMs() / 1_000), seconds);
    assert.deepEqual(JSON.parse(JSON.stringify(outcome)), outcome);
  });
}

test('too late to cancel: the money is refunded, and the outcome says so', async () => {
  const queries: readonly ScriptedAnswer[] = [
    ...always<ScriptedAnswer>('system-error').slice(0, 14),
    'usual',
  ];
  const { partner, gateway } = world({ pay: ['lost-reply'], query: queries, cancel: ['late'] });
  const outcome = await partner.collect(sale, code);
  assert.equal(endOf(outcome), 'notPaid refunded');
  assert.deepEqual(gateway.calls.slice(-3), ['cancel', 'query', 'refund']);
  assert.ok(gateway.orders.find('T-1')?.isReturned);
});

test('a gateway that is silent for ever: unknown in time, alarm, and settled later', async () => {
  const alarms: AlarmEvent[] = [];
  const { partner, gateway, tookMs } = world(
    {
      pay: ['lost-reply'],
      query: always<ScriptedAnswer>('lost'),
      cancel: always<ScriptedAnswer>('system-error'),
    },
    { hooks: { onAlarm: (event) => alarms.push(event) } },
  );
  const outcome = await partner.collect(sale, code);
  assert.equal(endOf(outcome), 'unknown cancelling');
  assert.equal(tookMs(), 90_000);
  assert.deepEqual(outcome.next, ['resolve', 'call-support']);
  assert.deepEqual(
    alarms.map(({ sale: id, why }) => `${id} ${why}`),
    ['T-1 undo-fails'],
  );
  gateway.script({});
  const {
    sales: [settled],
  } = await partner.settleOpen();
  assert.ok(settled);
  assert.equal(endOf(settled), 'notPaid cancelled');
  assert.deepEqual(await partner.settleOpen(), { sales: [], refunds: [] });
});

test('the caller’s signal cancels in every state', async () => {
  for (const afterMs of [0, 2_000, 6_000, 16_000, 20_000]) {
    for (const pay of ['pending', 'lost-reply', 'delayed'] as const) {
      const { partner, gateway, time } = world({ pay: [pay] });
      const stop = new AbortController();
      const outcome = partner.collect({ ...sale, signal: stop.signal }, code);
      void time.wait(afterMs).then(() => stop.abort());
      const end = endOf(await outcome);
      await time.wait(120_000);
      const charged = gateway.orders.find('T-1');
      assert.ok(end === 'notPaid cancelled' || (end === 'paid' && pay === 'lost-reply'), end);
      assert.equal(charged?.status, end === 'paid' ? 'paid' : 'closed');
    }
  }
});

test('a signal that came before sends nothing', async () => {
  const { partner, gateway } = world({});
  const outcome = await partner.collect({ ...sale, signal: AbortSignal.abort() }, code);
  assert.equal(endOf(outcome), 'notPaid not-sent');
  assert.deepEqual(gateway.calls, []);
});

test('pressing twice is one sale, and so is asking again later', async () => {
  const { partner, gateway } = world({ pay: ['pending'], query: ['paid'] });
  const [first, second] = await Promise.all([
    partner.collect(sale, code),
    partner.collect(sale, code),
  ]);
  assert.equal(first, second);
  const third = await partner.collect(sale, '280000000000000000');
  assert.deepEqual(third, first);
  assert.deepEqual(await partner.resume('T-1'), first);
  assert.deepEqual(gateway.calls, ['pay', 'query']);
  await assert.rejects(partner.collect({ ...sale, amount: '1.00' }, code), /other terms/);
});

test('a code of another wallet is refused here, and the sale keeps its id', async () => {
  const { partner, gateway } = world({});
  const wrong = await partner.collect(sale, '134567890123456789');
  assert.equal(wrong.outcome === 'notPaid' && wrong.code, 'notOurCode');
  assert.deepEqual(gateway.calls, []);
  assert.equal((await partner.collect(sale, code)).outcome, 'paid');
});

test('after a refusal the same id takes another code', async () => {
  const { partner, gateway } = world({ pay: [{ refuse: 'BUYER_BALANCE_NOT_ENOUGH' }] });
  assert.equal(endOf(await partner.collect(sale, code)), 'notPaid refused');
  assert.equal(endOf(await partner.collect(sale, '280000000000000000')), 'paid');
  assert.equal(gateway.orders.find('T-1')?.charges, 1);
});

test('an outcome has what a receipt and a log need', async () => {
  const { partner } = world({ pay: ['pending'], query: ['waiting', 'paid'] });
  const outcome = await partner.collect(sale, code);
  assert.equal(outcome.status, 'TRADE_SUCCESS');
  assert.deepEqual(outcome.next, ['refund']);
  assert.deepEqual(outcome.attempts, [
    { call: 'open', at: '2026-11-22T02:00:00.000Z', result: 'unknown: pending' },
    { call: 'query', at: '2026-11-22T02:00:05.000Z', result: 'success' },
    { call: 'query', at: '2026-11-22T02:00:08.000Z', result: 'success' },
  ]);
});

test('charge shows the code, and sees the payment by polling', async () => {
  const { partner, gateway, tookMs } = world({ query: ['waiting', 'paid'] });
  const shown: OrderCode[] = [];
  const outcome = await partner.charge({ ...sale, show: (each) => shown.push(each) });
  assert.equal(endOf(outcome), 'paid');
  assert.deepEqual(shown, [{ qrCode: 'https://pay.example/q/T-1' }]);
  assert.deepEqual(gateway.calls, ['precreate', 'query', 'query']);
  assert.equal(tookMs(), 8_000);
});

test('charge cancels when the reply with the code is lost, and when the buyer does not come', async () => {
  const lost = world({ precreate: ['lost-reply'] });
  const show = () => assert.fail('there is no code');
  assert.equal(endOf(await lost.partner.charge({ ...sale, show })), 'notPaid cancelled');
  assert.deepEqual(lost.gateway.calls, ['precreate', 'cancel']);
  const alone = world({});
  const outcome = await alone.partner.charge({ ...sale, show: () => undefined });
  assert.equal(endOf(outcome), 'notPaid cancelled');
  assert.equal(alone.gateway.calls.at(-1), 'cancel');
});

test('nothing is sent when the store cannot keep the intention', async () => {
  const store = { ...memoryStore(), write: () => Promise.reject(new Error('disk full')) };
  const { partner, gateway } = world({}, { store });
  await assert.rejects(partner.collect(sale, code), /disk full/);
  assert.deepEqual(gateway.calls, []);
});
