/**
 * Goal: a test of a merchant's program gets the real gateway in one call.
 * Method: the server as a process of its own, on a database of its own; a sale of each kind.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createPartner } from '@sampan/sdk';
import { startGateway, type TestGateway } from '@sampan/sdk/testing';
import { createTestDatabase } from '../../server/test-kit/test-database.ts';

const launcher = fileURLToPath(new URL('../../server/bin/sampan.js', import.meta.url));
const sale = { amount: '39.25', currency: 'HKD', subject: 'Flat white' } as const;
const sales = { firstQueryMs: 50, queryEveryMs: 50, undoEveryMs: 50 };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let gateway: TestGateway;
before(async () => {
  database = await createTestDatabase();
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl };
  gateway = await startGateway({ launcher, environment });
});
after(async () => {
  await gateway.stop();
  await database.drop();
});

test('partners, wallets, codes, prompts and a clock', async () => {
  const partner = createPartner({ ...(await gateway.partner()), sales });
  const wallet = await gateway.wallet({ balance: '100.00', asksAbove: '20.00' });
  const collected = partner.collect({ ...sale, id: 'T-1' }, await wallet.code());
  const isAsked = async (): Promise<boolean> => {
    const asked = await partner.services.query({ partner_trans_id: 'T-1' });
    return asked.outcome === 'success';
  };
  while (!(await isAsked()));
  await wallet.confirm();
  assert.equal((await collected).outcome, 'paid');
  const charged = await partner.charge({
    ...sale,
    id: 'T-2',
    show: ({ qrCode }) => void wallet.scan(qrCode),
  });
  assert.equal(charged.outcome, 'paid', JSON.stringify(charged));
  assert.equal(await wallet.balance(), '21.50');
  await gateway.advance('1d');
  const terms = { id: 'T-1', refundId: 'R-1', amount: '39.25', currency: 'HKD' } as const;
  assert.equal((await partner.refund(terms)).outcome, 'refunded');
  assert.equal(await wallet.balance(), '60.75');
  partner.close();
});

test('a test file has a world of its own in the one gateway', async () => {
  const [world, other] = [await gateway.world({ name: 'own' }), await gateway.world()];
  assert.equal(world.name, 'own');
  const wallet = await world.wallet({ balance: '100.00' });
  const partner = createPartner({ ...(await world.partner()), sales });
  const collected = await partner.collect({ ...sale, id: 'T-1' }, await wallet.code());
  assert.equal(collected.outcome, 'paid', JSON.stringify(collected));
  assert.equal(await wallet.balance(), '60.75');
  await world.advance('3d');
  const now = async ({ admin }: { readonly admin: string }): Promise<number> => {
    const response = await fetch(`${admin}/admin/clock`);
    return Date.parse(String(Object(await response.json()).now));
  };
  const [ofWorld, ofOther] = [await now(world), await now(other)];
  assert.ok(ofWorld > ofOther + 47 * 3_600_000, 'only its own clock has moved');
  const trades = await fetch(`${other.admin}/admin/trades`);
  assert.deepEqual(Object(await trades.json()).items, []);
  partner.close();
  await world.drop();
  const gone = await fetch(world.url);
  assert.equal(gone.status, 404);
  await other.drop();
});

test('a payment that answers SYSTEM_ERROR although it is paid ends paid, in the world that pretends it', async () => {
  const world = await gateway.world();
  const service = 'alipay.acquire.overseas.spot.pay';
  const then = [{ answer: 'SYSTEM_ERROR', although: 'paid' }] as const;
  const pretended = await world.scenario({ when: { service }, then });
  const inMain = await gateway.scenario({ when: { service }, then: [{ answer: 'PAYMENT_FAIL' }] });
  const partner = createPartner({ ...(await world.partner()), sales });
  const wallet = await world.wallet({ balance: '100.00' });
  const sold = await partner.collect({ ...sale, id: 'T-3' }, await wallet.code());
  assert.equal(sold.outcome, 'paid', JSON.stringify(sold));
  const [first] = sold.attempts;
  assert.match(JSON.stringify(first), /system-error/);
  assert.equal(await wallet.balance(), '60.75');
  const { hits, exchanges } = await pretended.hits();
  assert.deepEqual([hits, exchanges.length], [1, 1]);
  assert.equal((await inMain.hits()).hits, 0);

  await pretended.clear();
  await assert.rejects(pretended.hits(), /no scenario/);
  const next = await partner.collect({ ...sale, id: 'T-4' }, await wallet.code());
  assert.doesNotMatch(JSON.stringify(next.attempts), /system-error/);
  await gateway.clearScenarios();
  await assert.rejects(inMain.hits(), /no scenario/);
  await assert.rejects(
    world.scenario({ when: {}, then: [{ answer: 'SYSTEM_EROR' }] }),
    /did you mean SYSTEM_ERROR/,
  );
  partner.close();
  await world.drop();
});

test('a gateway that cannot start says why', async () => {
  const environment = { NODE_ENV: 'production' };
  await assert.rejects(startGateway({ launcher, environment }), /NODE_ENV=production/);
});
