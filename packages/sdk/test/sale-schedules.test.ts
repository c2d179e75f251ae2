/**
 * Goal: whatever the gateway, the buyer, the caller and a crash do, a sale is charged at most once,
 * is never charged when it ends as not paid, ends in its time, and becomes final by `settleOpen`.
 * Method: drawn schedules over a gateway in memory, in virtual time. A crash stops the program at
 * one of its store writes, before or after it is durable; a new program goes on from the store.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createPartner,
  memoryStore,
  type Partner,
  type SaleOutcome,
  type Store,
} from '@sampan/sdk';
import {
  memoryGateway,
  type ScriptedAnswer,
  type VirtualTime,
  virtualTime,
} from '@sampan/sdk/testing';
import {
  array,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  assert as property,
  record,
} from 'fast-check';

const key = 'k'.repeat(32);
const code = '289216843756120934';
const id = 'T-1';
const schedulesCount = 2_000;

/** The fields of a draw that is absent are `undefined`. */
const optional = { nil: undefined };

const faults: readonly ScriptedAnswer[] = [
  'usual',
  'system-error',
  'system-error-done',
  'lost',
  'lost-reply',
  'delayed',
  'forged',
  'damaged',
  'not-sent',
];
const answers = (more: readonly ScriptedAnswer[], maxLength: number) =>
  array(constantFrom(...faults, ...more), { maxLength });

const schedule = record({
  kind: constantFrom('collect', 'charge'),
  script: record({
    pay: answers(['pending', 'pending', { refuse: 'BUYER_NOT_EXIST' }, { refuse: 'NEW' }], 1),
    precreate: answers([{ refuse: 'SELLER_NOT_EXIST' }], 1),
    query: oneof(
      answers(['waiting', 'waiting', 'paid', 'closed', 'nothing'], 25),
      array(constant<ScriptedAnswer>('lost'), { minLength: 30, maxLength: 30 }),
    ),
    cancel: oneof(
      answers(['late', { refuse: 'SYSTEM_ERROR', retry: 'Y' }], 12),
      array(constant<ScriptedAnswer>('late'), { minLength: 15, maxLength: 15 }),
    ),
    refund: answers([{ refuse: 'MERCHANT_BALANCE_NOT_ENOUGH' }], 5),
  }),
  confirmsAfterMs: option(integer({ min: 0, max: 100_000 }), optional),
  abortsAfterMs: option(integer({ min: 0, max: 70_000 }), optional),
  crash: option(
    record({ atWrite: integer({ min: 1, max: 4 }), isDurable: constantFrom(true, false) }),
    {
      ...optional,
      freq: 2,
    },
  ),
});

/** A store whose program dies at one of its writes. */
function dyingStore(
  inner: Store,
  crash: { readonly atWrite: number; readonly isDurable: boolean } | undefined,
  onDeath: () => void,
): Store {
  let writes = 0;
  return {
    ...inner,
    async write(...given) {
      writes += 1;
      if (writes !== crash?.atWrite) return inner.write(...given);
      if (crash.isDurable) await inner.write(...given);
      onDeath();
      return new Promise(() => undefined);
    },
  };
}

const seen = { paid: 0, notPaid: 0, unknown: 0, crashed: 0 };

test(`${schedulesCount} schedules of failures, buyers, aborts and crashes`, async () => {
  await property(
    asyncProperty(schedule, async ({ kind, script, confirmsAfterMs, abortsAfterMs, crash }) => {
      const time = virtualTime();
      const gateway = memoryGateway({ key, time });
      gateway.script(script);
      const store = memoryStore();
      const open = (kept: Store): Partner =>
        createPartner({
          gateway: 'test',
          id: '2088000000000001',
          contract: 'hk',
          sign: { type: 'MD5', key },
          transport: gateway.transport,
          time,
          store: kept,
        });
      const stop = new AbortController();
      if (abortsAfterMs !== undefined) void time.wait(abortsAfterMs).then(() => stop.abort());
      if (confirmsAfterMs !== undefined) {
        void time.wait(confirmsAfterMs).then(() => gateway.orders.confirm(id));
      }
      const first = await new Promise<SaleOutcome | 'crashed'>((resolve, reject) => {
        const dying = dyingStore(store, crash, () => resolve('crashed'));
        begin(open(dying), kind, stop.signal).then(resolve, reject);
      });
      if (first === 'crashed') seen.crashed += 1;
      else {
        seen[first.outcome] += 1;
        assert.ok(time.monotonicMs() <= 90_000, `it took ${time.monotonicMs()} ms`);
      }
      await later(time);
      gateway.script({});
      const next = open(store);
      for (let sweeps = 0; (await store.openKeys()).length > 0; sweeps++) {
        assert.ok(sweeps < 3, 'a sale stays open');
        await next.settleOpen();
      }
      await later(time);
      gateway.orders.confirm(id);
      const end = await next.resume(id);
      check(first, end, gateway.orders.find(id));
      const opened = gateway.calls.filter((call) => call === 'pay' || call === 'precreate');
      assert.ok(opened.length <= 1, 'it was opened twice');
    }),
    { numRuns: schedulesCount },
  );
  assert.ok(
    Object.values(seen).every((count) => count > 50),
    JSON.stringify(seen),
  );
});

function begin(partner: Partner, kind: string, signal: AbortSignal): Promise<SaleOutcome> {
  const terms = { id, amount: '39.25', currency: 'HKD', subject: 'Tea', signal } as const;
  return kind === 'collect'
    ? partner.collect(terms, code)
    : partner.charge({ ...terms, show: () => undefined });
}

/** Late requests have arrived by then. */
const later = (time: VirtualTime): Promise<void> => time.wait(200_000);

function check(
  first: SaleOutcome | 'crashed',
  end: SaleOutcome | undefined,
  order: { readonly charges: number; readonly isReturned: boolean } | undefined,
): void {
  const { charges = 0, isReturned = false } = order ?? {};
  assert.ok(charges <= 1);
  if (!end) {
    // Nothing was stored: it crashed before, or was refused here.
    assert.equal(charges, 0);
    return;
  }
  assert.notEqual(end.outcome, 'unknown');
  const isCharged = charges === 1 && !isReturned;
  assert.equal(isCharged, end.outcome === 'paid', JSON.stringify({ first, end, order }));
  // A final outcome never changes.
  if (first !== 'crashed' && first.outcome !== 'unknown') assert.equal(end.outcome, first.outcome);
}
