/**
 * Goal: a till that is killed at any of its store writes loses nothing: what the next program
 * settles is what the gateway has, and the buyer is charged at most once; also when the network fails
 * at the same time, and when the next program is killed too.
 * Method: the till is a process with a store of either kind, killed with SIGKILL before and after each
 * write; the gateway is the real one. Then drawn stories: a till, and a second one that goes on, both
 * behind a proxy that fails at half of the requests, and killed at drawn writes. A failure prints
 * the line that replays it: `KILLED_TILL=SEED npm test -- packages/sdk/test/system-killed-till.test.ts`.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  type PartnerId,
  type Random,
  required,
  seededRandom,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { createPartner, type PartnerOptions } from '@sampan/sdk';
import { type GatewayWorld, gatewayWorld, md5Key } from '../../server/test/gateway-world.ts';
import { hkd } from '../../server/test-kit/index.ts';
import { httpFaultProxy, proxyFaults } from '../test-kit/http-fault-proxy.ts';
import { openStore, storeKinds } from '../test-kit/open-store.ts';
import { runToDeath } from '../test-kit/run-to-death.ts';

let world: GatewayWorld;
let partnerId: PartnerId;
let folder: string;
before(async () => {
  world = await gatewayWorld();
  partnerId = await world.partner({});
  folder = await mkdtemp(join(tmpdir(), 'sampan-killed-'));
});
after(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});

/** How the buyer and the deadline make the sale go through different states. */
const stories = [
  { name: 'paid at once', kind: 'collect', asks: false },
  { name: 'not confirmed, so cancelled', kind: 'collect', asks: true },
  { name: 'not scanned, so cancelled', kind: 'charge', asks: false },
] as const;

/** Opening, waiting, cancelling, and the end. */
const writesMax = 4;

const cases = storeKinds.flatMap((storeKind) => stories.map((story) => ({ ...story, storeKind })));

for (const { name, kind, asks, storeKind } of cases) {
  test(`${storeKind} store, ${name}: killed at each write`, async (t) => {
    let killed = 0;
    for (let dieAtWrite = 1; dieAtWrite <= writesMax; dieAtWrite++) {
      for (const isDurable of [false, true]) {
        const id = `${storeKind}-${kind}-${asks}-${dieAtWrite}-${isDurable}`;
        const walletId = await world.wallet(
          '100.00',
          asks ? { passwordFreeLimit: hkd('20.00') } : {},
        );
        const options: PartnerOptions = {
          gateway: `http://127.0.0.1:${world.port}/gateway.do`,
          id: partnerId,
          contract: 'hk',
          sign: { type: 'MD5', key: md5Key },
          sales: { firstQueryMs: 20, queryEveryMs: 20, undoEveryMs: 20 },
        };
        const path = join(folder, id);
        const terms = { id, amount: '39.25', currency: 'HKD', subject: 'Tea', deadlineMs: 150 };
        const code = kind === 'collect' ? await world.code(walletId) : undefined;
        const ended = await runTill({
          options,
          storeKind,
          path,
          terms,
          code,
          dieAtWrite,
          isDurable,
        });
        if (ended === 'SIGKILL') killed += 1;

        const store = await openStore(storeKind, path);
        const next = createPartner({ ...options, store });
        const { sales } = await next.settleOpen();
        assert.ok(
          sales.every(({ outcome }) => outcome !== 'unknown'),
          JSON.stringify(sales),
        );
        assert.deepEqual(await store.openKeys(), []);
        const outcome = (await next.resume(id))?.outcome ?? 'nothing stored';
        const [row] = await world.sql(
          `select balance::text as balance from wallets where wallet_id = '${walletId}'`,
        );
        const isCharged = outcome === 'paid';
        const expected = hkd(isCharged ? '60.75' : '100.00');
        assert.equal(row?.['balance'], String(expected.minor), `${id}: ${outcome}`);
        next.close();
        await store.close();
      }
    }
    t.diagnostic(
      `${killed} of ${2 * writesMax} tills were killed, before or after one of their writes`,
    );
    assert.ok(killed >= 4, `${killed} of the tills were killed`);
  });
}

const replay = process.env['KILLED_TILL'];
const seeds = replay ? [Number(replay)] : Array.from({ length: 16 }, (_, index) => index + 1);

test(`${seeds.length} drawn stories: killed tills behind a network that fails`, async (t) => {
  const seen = { killed: 0, faults: 0, paid: 0, 'not paid': 0, 'nothing stored': 0 };
  for (let first = 0; first < seeds.length; first += 4) {
    const told = await Promise.all(seeds.slice(first, first + 4).map(story));
    for (const { end, killed, faults } of told) {
      seen[end] += 1;
      seen.killed += killed;
      seen.faults += faults;
    }
  }
  t.diagnostic(`seeds ${seeds.join(' ')}: ${JSON.stringify(seen)}`);
  if (replay) return;
  assert.ok(seen.killed >= 8 && seen.faults >= 8, JSON.stringify(seen));
  assert.ok(seen.paid > 0 && seen['not paid'] > 0, JSON.stringify(seen));
});

const one = <Item>(random: Random, items: readonly Item[]): Item =>
  required(items[random.below(items.length)], 'one of them');

/** Two tills, one after the other, on one store; then the network is well, and all is settled. */
async function story(seed: number) {
  const random = seededRandom(seed);
  // Of its own: how many requests there are is not drawn.
  const network = seededRandom(seed + 1_000);
  const kind = one(random, ['paid at once', 'confirmed', 'not confirmed', 'not scanned'] as const);
  const storeKind = one(random, storeKinds);
  const id = `story-${seed}`;
  const line = `KILLED_TILL=${seed}: ${kind}, ${storeKind} store`;
  let faults = 0;
  const gateway = `http://127.0.0.1:${world.port}/gateway.do`;
  const proxy = await httpFaultProxy(gateway, () => {
    if (network.below(2) > 0) return undefined;
    faults += 1;
    return one(network, proxyFaults);
  });
  const asks = kind === 'confirmed' || kind === 'not confirmed';
  const walletId = await world.wallet('100.00', asks ? { passwordFreeLimit: hkd('20.00') } : {});
  const well: PartnerOptions = {
    gateway,
    id: partnerId,
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    timeouts: { replyMs: 300 },
    sales: { firstQueryMs: 20, queryEveryMs: 20, undoEveryMs: 20, undoBudgetMs: 1_000 },
  };
  const path = join(folder, id);
  const terms = { id, amount: '39.25', currency: 'HKD', subject: 'Tea', deadlineMs: 300 };
  const code = kind === 'not scanned' ? undefined : await world.code(walletId);
  let killed = 0;
  let isOver = false;
  const confirmed = kind === 'confirmed' ? confirm(id, walletId, () => isOver) : undefined;
  for (let life = 0; life < 2; life++) {
    const ended = await runTill({
      options: { ...well, gateway: proxy.url },
      storeKind,
      path,
      terms,
      code,
      dieAtWrite: 1 + random.below(writesMax),
      isDurable: random.below(2) === 0,
    });
    if (ended === 'SIGKILL') killed += 1;
  }
  isOver = true;
  await confirmed;

  const store = await openStore(storeKind, path);
  const patient = { replyMs: 15_000, undoBudgetMs: 30_000 };
  const partner = createPartner({ ...well, sales: { ...well.sales, ...patient }, store });
  await partner.settleOpen();
  assert.deepEqual(await store.openKeys(), [], line);
  const before = await partner.resume(id);
  // What the network still held back arrives now.
  await proxy.close();
  const outcome = await partner.resume(id);
  assert.deepEqual(outcome, before, line);
  partner.close();
  await store.close();
  assert.notEqual(outcome?.outcome, 'unknown', line);
  const [row] = await world.sql(`select balance from wallets where wallet_id = '${walletId}'`);
  const expected = hkd(outcome?.outcome === 'paid' ? '60.75' : '100.00').minor;
  assert.equal(String(row?.['balance']), String(expected), `${line}: ${JSON.stringify(outcome)}`);
  const end = !outcome ? 'nothing stored' : outcome.outcome === 'paid' ? 'paid' : 'not paid';
  return { end, killed, faults } as const;
}

/** The buyer confirms as soon as the wallet asks, while the tills live. */
async function confirm(id: string, walletId: WalletId, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { fields } = await world.ask(partnerId, {
      service: 'alipay.acquire.overseas.query',
      partner_trans_id: id,
    });
    const tradeId = fields['alipay_trans_id'];
    if (tradeId === undefined) continue;
    await world.acquiring.confirm({
      walletId,
      partnerId,
      tradeId: tradeId as TradeId,
      answer: 'confirm',
    });
    return;
  }
}

test('the books are right after it', async () => {
  assert.deepEqual(await world.audit(), []);
});

/** Runs the till to its end; answers the signal that ended it. */
const runTill = (orders: unknown): Promise<string | null> =>
  runToDeath(new URL('dying-till.program.ts', import.meta.url), orders);
