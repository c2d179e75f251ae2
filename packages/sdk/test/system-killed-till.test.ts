/**
 * Goal: a till that is killed at any of its store writes loses nothing: what the next program
 * settles is what the gateway has, and the buyer is charged at most once.
 * Method: the till is a process with a store of either kind, killed with SIGKILL before and after each
 * write; the gateway is the real one.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { createPartner, type PartnerOptions } from '@sampan/sdk';
import { type GatewayWorld, gatewayWorld, md5Key } from '../../server/test/gateway-world.ts';
import { hkd, program } from '../../server/test-kit/index.ts';
import { openStore, storeKinds } from '../test-kit/open-store.ts';

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

test('the books are right after it', async () => {
  assert.deepEqual(await world.audit(), []);
});

/** Runs the till to its end; answers the signal that ended it. */
async function runTill(orders: unknown): Promise<string | null> {
  const { flags, file } = program(new URL('dying-till.program.ts', import.meta.url));
  const till = spawn(process.execPath, [...flags, file, JSON.stringify(orders)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [, signal] = await once(till, 'exit');
  return signal;
}
