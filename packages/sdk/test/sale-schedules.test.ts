/**
 * Goal: whatever the gateway, the network, the buyer, the caller and a crash do, in any order, a sale is
 * charged at most once, is never charged when it ends as not paid, ends in its time, and becomes
 * final by `settleOpen`.
 * Method: drawn schedules over a gateway in memory, in virtual time. fast-check's scheduler orders the
 * replies, the store's writes, a second press, a sweep, a notification, and the caller's wish to stop.
 * A crash stops the program at one of its store writes, before or after it is durable; a new program
 * goes on from the store. A failure prints the line that replays it:
 * `SCHEDULE=SEED:PATH npm test -- packages/sdk/test/sale-schedules.test.ts`.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createPartner,
  memoryStore,
  type Partner,
  type SaleOutcome,
  type Store,
  type Transport,
} from '@sampan/sdk';
import {
  type BookedOrder,
  memoryGateway,
  type ScriptedAnswer,
  signNotification,
  type VirtualTime,
  virtualTime,
} from '@sampan/sdk/testing';
import {
  array,
  asyncProperty,
  constant,
  constantFrom,
  defaultReportMessage,
  integer,
  oneof,
  option,
  assert as property,
  record,
  type Scheduler,
  scheduler,
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
  'changed',
  'twice',
  'status-502',
  'status-502-done',
  'not-sent',
];
const answers = (more: readonly ScriptedAnswer[], maxLength: number) =>
  array(constantFrom(...faults, ...more), { maxLength });

const steps = () => option(integer({ min: 0, max: 12 }), { ...optional, freq: 1 });

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
    record({ atWrite: integer({ min: 1, max: 5 }), isDurable: constantFrom(true, false) }),
    {
      ...optional,
      freq: 2,
    },
  ),
  // After how many steps of the scheduler.
  actors: record({
    pressesAgain: steps(),
    sweeps: steps(),
    isNotified: steps(),
    stops: steps(),
  }),
});

/** What a program stands on; all of it ends when the program dies at one of its writes. */
function mortal(
  store: Store,
  transport: Transport,
  crash: { readonly atWrite: number; readonly isDurable: boolean } | undefined,
  order: Scheduler,
) {
  let writes = 0;
  let isDead = false;
  const never = new Promise<never>(() => undefined);
  let die: (end: 'crashed') => void = () => undefined;
  const died = new Promise<'crashed'>((resolve) => {
    die = resolve;
  });
  const kept: Store = {
    ...store,
    read: (given) => (isDead ? never : store.read(given)),
    async write(...given) {
      if (isDead) return never;
      writes += 1;
      if (writes !== crash?.atWrite) {
        await order.schedule(Promise.resolve(), 'write');
        return isDead ? never : store.write(...given);
      }
      isDead = true;
      if (crash.isDurable) await store.write(...given);
      die('crashed');
      return never;
    },
  };
  const wire: Transport = {
    ...transport,
    async send(request) {
      if (isDead) return never;
      const delivery = await transport.send(request);
      await order.schedule(Promise.resolve(), 'reply');
      return isDead ? never : delivery;
    },
  };
  return { kept, wire, died };
}

/** Does the work after that many steps of the scheduler. */
async function after(
  order: Scheduler,
  count: number | undefined,
  work: () => unknown,
): Promise<void> {
  if (count === undefined) return;
  for (let step = 0; step < count; step++) await order.schedule(Promise.resolve(), 'step');
  work();
}

const seen = { paid: 0, notPaid: 0, unknown: 0, crashed: 0 };
const replay = process.env['SCHEDULE']?.split(':');

test(`${schedulesCount} schedules of failures, buyers, aborts, crashes and orders`, async (t) => {
  await property(
    asyncProperty(scheduler(), schedule, async (order, drawn) => {
      const { kind, script, confirmsAfterMs, abortsAfterMs, crash, actors } = drawn;
      const time = virtualTime();
      const gateway = memoryGateway({ key, time });
      gateway.script(script);
      const store = memoryStore();
      const { kept, wire, died } = mortal(store, gateway.transport, crash, order);
      const open = (over: Store, transport: Transport): Partner =>
        createPartner({
          gateway: 'test',
          id: '2088000000000001',
          contract: 'hk',
          sign: { type: 'MD5', key },
          transport,
          time,
          store: over,
        });
      const stop = new AbortController();
      if (abortsAfterMs !== undefined) void time.wait(abortsAfterMs).then(() => stop.abort());
      if (confirmsAfterMs !== undefined) {
        void time.wait(confirmsAfterMs).then(() => gateway.orders.confirm(id));
      }
      const partner = open(kept, wire);
      const pressed = begin(partner, kind, stop.signal);
      const again: Promise<SaleOutcome>[] = [];
      void after(order, actors.pressesAgain, () => again.push(begin(partner, kind, stop.signal)));
      void after(order, actors.sweeps, () => void partner.settleOpen());
      void after(order, actors.isNotified, () => void notify(partner, gateway.orders.find(id)));
      void after(order, actors.stops, () => stop.abort());
      const first = await order.waitFor(Promise.race([pressed, died]));
      if (first === 'crashed') seen.crashed += 1;
      else {
        seen[first.outcome] += 1;
        assert.ok(time.monotonicMs() <= 90_000, `it took ${time.monotonicMs()} ms`);
        await order.waitIdle();
      }
      await later(time);
      gateway.script({});
      const next = open(store, gateway.transport);
      for (let sweeps = 0; (await store.openKeys()).length > 0; sweeps++) {
        assert.ok(sweeps < 3, 'a sale stays open');
        await next.settleOpen();
      }
      await later(time);
      gateway.orders.confirm(id);
      const end = await next.resume(id);
      check(first, end, gateway.orders.find(id));
      const opened = gateway.calls.filter((call) => call === 'pay' || call === 'precreate');
      // A sale that was refused, or not sent, may be begun again by the second press.
      assert.ok(opened.length <= 1 + again.length, 'it was opened twice');
    }),
    {
      numRuns: schedulesCount,
      ...(replay && { seed: Number(replay[0]), path: replay.slice(1).join(':') }),
      reporter(run) {
        if (!run.failed) return;
        const line = `SCHEDULE=${run.seed}:${run.counterexamplePath}`;
        throw new Error(
          `${line} npm test -- packages/sdk/test/sale-schedules.test.ts\n${defaultReportMessage(run)}`,
          { cause: run.errorInstance },
        );
      },
    },
  );
  t.diagnostic(`${schedulesCount} schedules ended: ${JSON.stringify(seen)}`);
  assert.ok(replay || Object.values(seen).every((count) => count > 50), JSON.stringify(seen));
});

/** A notification of a paid order. */
async function notify(partner: Partner, order: BookedOrder | undefined): Promise<void> {
  if (order?.status !== 'paid') return;
  const fields = { out_trade_no: id, trade_status: 'TRADE_SUCCESS', trade_no: order.tradeId };
  const { body, contentType } = await signNotification(fields, { key });
  const headers = { 'content-type': contentType };
  const request = new Request('http://till.example', {
    method: 'POST',
    headers,
    body: new Uint8Array(body),
  });
  await partner.notificationHandler(() => undefined).web(request);
}

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
