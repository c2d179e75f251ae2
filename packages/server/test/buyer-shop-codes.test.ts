/**
 * Goal: a shop's code shows the shop and its fee, takes an amount, and is refused before the buyer
 * types one.
 * Method: the buyer's API on a real database; shops through commands of the pipeline.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant, minutes, type PartnerId, rate } from '@sampan/primitives';
import type { ChannelFee } from '#acquiring';
import { hkd } from '#test-kit';
import { type BuyerWorld, buyerWorld, pin, type TestBuyer, wrongPin } from './buyer-world.ts';

let world: BuyerWorld;
let partnerId: PartnerId;

before(async () => {
  world = await buyerWorld();
  partnerId = await world.partner({ name: 'Harbour Coffee Ltd' });
});
after(() => world.close());

const post = (token: string, path: string, body: object) =>
  world.first.ask('POST', path, { token, body });

const codeOf = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['error'] as { code: string } | undefined)?.code;

async function signedIn(balance: string): Promise<TestBuyer & { token: string }> {
  const buyer = await world.buyer(balance);
  return { ...buyer, token: await world.signIn(buyer) };
}

/** Makes the code of a shop of its own. */
async function shop(channelFee?: ChannelFee, by = partnerId): Promise<string> {
  const code = world.random.letters(24);
  const made = await world.acquiring.createMerchantCode({
    partnerId: by,
    code,
    terms: {
      shop: {
        secondaryMerchantId: 'M1',
        secondaryMerchantName: 'Harbour Books',
        secondaryMerchantIndustry: '5942',
        storeId: `S-${world.random.digits(8)}`,
        storeName: 'Pier 4',
      },
      channelFee,
      priceCurrency: 'HKD',
      settlementCurrency: 'HKD',
      serviceProviderId: undefined,
      passback: undefined,
      notify: undefined,
    },
  });
  assert.equal(made.outcome, 'done');
  return code;
}

test('a shop code says whose it is, and with an amount it opens an order', async () => {
  const { token, walletId } = await signedIn('100.00');
  const code = await shop({ type: 'FIXED', amount: hkd('1.00') });
  assert.deepEqual((await post(token, '/scan', { code })).body, {
    kind: 'shop',
    merchant: 'Harbour Books',
    store: 'Pier 4',
    currency: 'HKD',
    channelFee: { type: 'FIXED', amount: '1.00' },
  });
  assert.equal(codeOf(await post(token, '/scan', { code, amount: '0.00' })), 'invalid-field');
  const { body } = await post(token, '/scan', { code, amount: '40.00' });
  assert.deepEqual(
    [body['typed'], body['fee'], body['amount'], body['status']],
    ['40.00', '1.00', '41.00', 'waiting'],
  );
  const paid = await post(token, '/pay', { tradeId: body['tradeId'], pin });
  assert.equal(paid.body['status'], 'paid');
  // What the shop has put on top stays a line of its own, also in the history.
  assert.deepEqual(
    [paid.body['typed'], paid.body['fee'], paid.body['amount']],
    ['40.00', '1.00', '41.00'],
  );
  assert.deepEqual(await world.balance(walletId), hkd('59.00'));
  const stop = { partnerId, code, status: 'stopped' } as const;
  await world.acquiring.changeMerchantCodeStatus(stop);
  assert.equal(codeOf(await post(token, '/scan', { code })), 'code-not-usable');
});

// The code was shown, and the buyer learnt only after typing that this wallet is of no use here.
test('a shop that cannot be paid says so at the scan, with an amount or without', async () => {
  const { token } = await signedIn('100.00');
  const frozen = await signedIn('100.00');
  await world.changeWallet(frozen.walletId, { status: 'frozen' });
  const onlyMainland = await shop(undefined, await world.partner({}, { accepts: ['ALIPAYCN'] }));
  const suspendedPartner = await world.partner();
  const suspended = await shop(undefined, suspendedPartner);
  await world.changePartner(suspendedPartner, { status: 'suspended' });
  const cases = [
    [token, onlyMainland, 409, 'wallet-kind-not-accepted'],
    [token, suspended, 409, 'partner-suspended'],
    [frozen.token, await shop(), 403, 'wallet-frozen'],
  ] as const;
  for (const [who, code, status, refusal] of cases) {
    for (const amount of [undefined, '5.00']) {
      const reply = await post(who, '/scan', { code, ...(amount && { amount }) });
      assert.deepEqual([reply.status, codeOf(reply)], [status, refusal], refusal);
    }
  }
});

test('the channel fee rate of a shop is shown at the scan', async () => {
  const { token } = await signedIn('100.00');
  const shares = { type: 'RATE', share: rate('0.0150') } as const;
  const { body } = await post(token, '/scan', { code: await shop(shares) });
  assert.deepEqual(body['channelFee'], { type: 'RATE', share: '0.015' });
  assert.equal((await post(token, '/scan', { code: await shop() })).body['channelFee'], undefined);
});

test('a scan and a payment with a key are done once, each for its own buyer', async () => {
  const [buyer, other] = [await signedIn('100.00'), await signedIn('100.00')];
  const code = await shop();
  const send = (token: string, path: string, body: object) =>
    world.first.ask('POST', path, { token, body, headers: { 'idempotency-key': 'one' } });
  const scan = { code, amount: '40.00' };
  const scans = await Promise.all([1, 2, 3].map(() => send(buyer.token, '/scan', scan)));
  const tradeIds = new Set(scans.map(({ body }) => body['tradeId']));
  assert.equal(tradeIds.size, 1);
  assert.ok(!tradeIds.has((await send(other.token, '/scan', scan)).body['tradeId']));
  const trades = await world.sql('select 1 from trades where wallet_id = $1', [buyer.walletId]);
  assert.equal(trades.length, 1);
  assert.equal(codeOf(await send(buyer.token, '/scan', { code })), 'idempotency-key-reused');

  const [tradeId] = tradeIds;
  // A mistyped PIN may be put right under the same key; what is paid is answered again.
  assert.equal(codeOf(await send(buyer.token, '/pay', { tradeId, pin: wrongPin })), 'pin-wrong');
  const paid = await send(buyer.token, '/pay', { tradeId, pin });
  assert.deepEqual([paid.status, paid.body['status']], [200, 'paid']);
  const again = await send(buyer.token, '/pay', { tradeId, pin });
  assert.deepEqual([again.body, again.headers['idempotency-replayed']], [paid.body, 'true']);
  assert.deepEqual(await world.balance(buyer.walletId), hkd('60.00'));
  const kept = await world.sql('select * from idempotency_keys');
  assert.ok(!JSON.stringify(kept.map((row) => Object.values(row).map(String))).includes(pin));
});

test('a buyer who opens orders at shops without paying them is stopped at ten', async () => {
  const { token, walletId } = await signedIn('100.00');
  const [one, two] = [await shop(), await shop()];
  const scan = (code: string) => post(token, '/scan', { code, amount: '2.00' });
  const told = await Promise.all(Array.from({ length: 12 }, () => scan(one)));
  const statuses = told.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 200).length, 10);
  assert.equal(statuses.filter((status) => status === 429).length, 2);
  const refused = await scan(two);
  assert.deepEqual([refused.status, codeOf(refused)], [429, 'too-many-unpaid-orders']);
  const unpaid = 'select count(*) as count from trades where wallet_id = $1';
  assert.equal((await world.sql(unpaid, [walletId]))[0]?.['count'], 10n);

  // Other buyers are not affected. Declining an order makes no room for another; paying one does.
  const other = await signedIn('100.00');
  assert.equal((await post(other.token, '/scan', { code: one, amount: '2.00' })).status, 200);
  const [first, second] = told.filter(({ status }) => status === 200).map(({ body }) => body);
  await post(token, `/prompts/${first?.['tradeId']}`, { answer: 'reject' });
  assert.equal((await scan(two)).status, 429);
  const paid = await post(token, '/pay', { tradeId: second?.['tradeId'], pin });
  assert.equal(paid.body['status'], 'paid');
  assert.equal((await scan(two)).status, 200);
  assert.equal((await scan(two)).status, 429);
  // And so does the end of their three minutes.
  world.machine.set(instant(world.machine.now() + minutes(3)));
  assert.equal((await scan(two)).status, 200);
});
