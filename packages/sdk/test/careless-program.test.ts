/**
 * Goal: what the merchant's own program does wrong costs no money: a hook or a printer that fails,
 * amounts as numbers, senseless or missing settings, a clock that is set back, a full disk.
 * Method: a gateway in memory, in virtual time; each mistake as JavaScript would make it.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import {
  type AlarmEvent,
  createPartner,
  memoryStore,
  type PartnerOptions,
  type SaleOutcome,
  type Store,
} from '@sampan/sdk';
import { memoryGateway, type Script, virtualTime } from '@sampan/sdk/testing';

const key = 'k'.repeat(32);
const code = '289216843756120934';
const sale = { id: 'T-1', amount: '39.25', currency: 'HKD', subject: 'Tea' } as const;
const options: PartnerOptions = {
  gateway: 'test',
  id: '2088000000000001',
  contract: 'hk',
  sign: { type: 'MD5', key },
};

function world(script: Script = {}, more: Partial<PartnerOptions> = {}) {
  const time = virtualTime();
  const gateway = memoryGateway({ key, time });
  gateway.script(script);
  const all = { ...options, transport: gateway.transport, time, ...more };
  return { time, gateway, partner: createPartner(all), all };
}

const endOf = (outcome: SaleOutcome | undefined): string =>
  outcome?.outcome === 'notPaid' ? `notPaid ${outcome.why}` : String(outcome?.outcome);

test('hooks that throw or reject do not stop a sale, nor the process', async () => {
  const warnings: string[] = [];
  const seen = (warning: Error): void => void warnings.push(warning.message);
  process.on('warning', seen);
  const fail = async (): Promise<never> => {
    throw new Error('the log is away');
  };
  const hooks = {
    onCall: fail,
    onState: () => {
      throw new Error('no display');
    },
  };
  const { partner } = world({}, { hooks });
  assert.equal((await partner.collect(sale, code)).outcome, 'paid');
  await new Promise(setImmediate);
  process.off('warning', seen);
  assert.deepEqual(warnings.sort(), ['no display', 'the log is away']);
});

for (const [name, show] of [
  [
    'throws',
    () => {
      throw new Error('no paper');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no paper'))],
] as const) {
  test(`a code that cannot be shown, as show ${name}: the order is cancelled`, async () => {
    const { partner, gateway, time } = world();
    const warned = once(process, 'warning');
    assert.equal(endOf(await partner.charge({ ...sale, show })), 'notPaid cancelled');
    await warned;
    assert.deepEqual(gateway.calls, ['precreate', 'cancel']);
    assert.ok(time.monotonicMs() < 5_000);
  });
}

test('terms that make no sense are refused before anything is sent', async () => {
  const { partner, gateway } = world();
  const wrong: readonly (readonly [string, object])[] = [
    ['amount', { amount: 39.25 }],
    ['id', { id: 5 }],
    ['id', { id: 'T'.repeat(60) }],
    ['deadlineMs', { deadlineMs: Number.NaN }],
    ['deadlineMs', { deadlineMs: -1 }],
    ['deadlineMs', { deadlineMs: Number.POSITIVE_INFINITY }],
  ];
  for (const [name, terms] of wrong) {
    const outcome = await partner.collect({ ...sale, ...terms }, code);
    assert.equal(endOf(outcome), 'notPaid refused', name);
    assert.match(outcome.outcome === 'notPaid' ? (outcome.means ?? '') : '', RegExp(`^${name}:`));
  }
  const amount: string = JSON.parse('10');
  const refund = await partner.refund({ id: 'T-1', refundId: 'R-1', amount, currency: 'HKD' });
  assert.equal(refund.outcome === 'notRefunded' && refund.code, 'ILLEGAL_ARGUMENT');
  assert.deepEqual(gateway.calls, []);
});

test('settings that are undefined are the usual ones, and senseless ones are named', async () => {
  const missing: Partial<PartnerOptions> = JSON.parse('{}');
  const { partner, gateway } = world(
    { pay: ['lost-reply'] },
    {
      timeouts: { replyMs: missing.timeouts?.replyMs as number },
      sales: { queryEveryMs: missing.sales?.queryEveryMs as number },
    },
  );
  assert.equal((await partner.collect(sale, code)).outcome, 'paid');
  assert.deepEqual(gateway.calls, ['pay', 'query']);
  const wrong: readonly (readonly [RegExp, Partial<PartnerOptions>])[] = [
    [/timeouts\.replyMs/, { timeouts: { replyMs: Number.POSITIVE_INFINITY } }],
    [/timeouts\.connectMs/, { timeouts: { connectMs: Number.NaN } }],
    [/sales\.queryEveryMs/, { sales: { queryEveryMs: 0 } }],
    [/retry\.baseMs/, { retry: { baseMs: -1 } }],
    [/retry\.tries/, { retry: { tries: 0 } }],
  ];
  for (const [named, more] of wrong) {
    assert.throws(() => createPartner({ ...options, ...more }), named);
  }
});

test('a program cannot sign for another partner, or bring a signature of its own', async () => {
  const requests: Readonly<Record<string, string>>[] = [];
  const { partner } = world({}, { hooks: { onCall: ({ request }) => requests.push(request) } });
  const fields = { partner_trans_id: 'T-1', partner: '2088000000000009', service: 'x' };
  await partner.services.query(fields);
  assert.equal(requests[0]?.['partner'], options.id);
  assert.equal(requests[0]?.['service'], 'alipay.acquire.overseas.query');
  const signed = await partner.services.query({ ...fields, ...{ sign: 'x' } });
  assert.equal(signed.outcome === 'refused' && signed.means, 'sign: is set by the SDK');
});

test('a clock that was set back does not make a resumed sale wait for it', async () => {
  const store = memoryStore();
  const never = new Promise<never>(() => undefined);
  const { all, time, gateway } = world({}, { store });
  // The program dies while it waits.
  const dying = { ...time, wait: () => never };
  gateway.script({ pay: ['pending'] });
  void createPartner({ ...all, time: dying }).collect(sale, code);
  while ((await store.openKeys()).length === 0 || gateway.calls.length === 0) {
    await new Promise(setImmediate);
  }
  await new Promise(setImmediate);
  const dayMs = 86_400_000;
  const next = createPartner({ ...all, time: { ...time, now: () => time.now() - dayMs } });
  const before = time.monotonicMs();
  assert.equal(endOf(await next.resume('T-1')), 'notPaid cancelled');
  assert.ok(time.monotonicMs() - before <= 90_000, `${time.monotonicMs() - before} ms`);
});

test('a sale priced in another currency is refunded in the currency of its price', async () => {
  const currencies: unknown[] = [];
  const { partner } = world(
    { pay: ['lost-reply'], query: [...Array(14).fill('system-error'), 'usual'], cancel: ['late'] },
    {
      contract: 'global',
      hooks: {
        onCall: ({ service, request }) =>
          service.endsWith('refund') && currencies.push(request['currency']),
      },
    },
  );
  const priced = { ...sale, currency: 'USD', fields: { trans_currency: 'CNY' } } as const;
  assert.equal(endOf(await partner.collect(priced, code)), 'notPaid refunded');
  assert.deepEqual(currencies, ['CNY']);
});

test('a disk that is full after a refund was done: refunded, an alarm, and settled later', async () => {
  const alarms: AlarmEvent[] = [];
  const kept = memoryStore();
  let writes = 0;
  const store: Store = {
    ...kept,
    write: async (...given) => {
      writes += 1;
      if (writes === 2) throw new Error('disk full');
      return kept.write(...given);
    },
  };
  const { partner, gateway } = world(
    {},
    { store, hooks: { onAlarm: (event) => alarms.push(event) } },
  );
  gateway.orders.pay('T-1', '39.25', false);
  const terms = { id: 'T-1', refundId: 'R-1', amount: '10.00', currency: 'HKD' } as const;
  assert.equal((await partner.refund(terms)).outcome, 'refunded');
  assert.deepEqual(
    alarms.map(({ why }) => why),
    ['store-fails'],
  );
  const { refunds } = await partner.settleOpen();
  assert.deepEqual(
    refunds.map(({ outcome }) => outcome),
    ['refunded'],
  );
  assert.deepEqual(await kept.openKeys(), []);
});

test('settleOpen does not ask again for a refund that was refused meanwhile', async () => {
  const kept = memoryStore();
  let seen: () => void = () => undefined;
  const wasSeen = new Promise<void>((resolve) => {
    seen = resolve;
  });
  let slow: Promise<unknown> = Promise.resolve();
  const store: Store = {
    ...kept,
    async openKeys() {
      const keys = await kept.openKeys();
      seen();
      await slow;
      return keys;
    },
  };
  const { partner, gateway, all } = world({}, { store });
  gateway.orders.pay('T-1', '39.25', false);
  const terms = { id: 'T-1', refundId: 'R-1', amount: '10.00', currency: 'HKD' } as const;
  gateway.script({ refund: ['not-sent', ...Array(40).fill('lost')] });
  assert.equal((await partner.refund(terms)).outcome, 'unknown');
  gateway.script({ refund: [{ refuse: 'MERCHANT_BALANCE_NOT_ENOUGH' }] });
  // Its sweep has seen the open refund when another call ends it.
  let ended: () => void = () => undefined;
  slow = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const swept = createPartner({ ...all, store }).settleOpen();
  await wasSeen;
  assert.equal((await partner.refund(terms)).outcome, 'notRefunded');
  ended();
  const { refunds } = await swept;
  assert.deepEqual(
    refunds.map(({ outcome }) => outcome),
    ['notRefunded'],
  );
});
