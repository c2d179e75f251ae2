/**
 * Goal: with the real gateway behind a network that fails once, at any request and in any way, a
 * sale ends as the gateway has it: charged once when paid, not at all otherwise.
 * Method: a proxy that fails at the first, second or third request; three kinds of sale; the
 * buyer's balance at the end.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import { createPartner, type SaleOutcome } from '@sampan/sdk';
import { type GatewayWorld, gatewayWorld, md5Key } from '../../server/test/gateway-world.ts';
import { hkd } from '../../server/test-kit/index.ts';
import { httpFaultProxy, type ProxyFault, proxyFaults } from '../test-kit/http-fault-proxy.ts';

let world: GatewayWorld;
let partnerId: PartnerId;
before(async () => {
  world = await gatewayWorld();
  partnerId = await world.partner({});
});
after(() => world.close());

const stories = ['paid at once', 'not confirmed', 'not scanned'] as const;
type Story = (typeof stories)[number];

const seen = new Set<string>();
let sales = 0;

for (const fault of proxyFaults) {
  test(`${fault}, at each request of each sale`, async () => {
    const cases = stories.flatMap((story) => [1, 2, 3].map((at) => ({ story, at })));
    await Promise.all(cases.map(({ story, at }) => sell(fault, story, at)));
  });
}

async function sell(fault: ProxyFault, story: Story, atRequest: number): Promise<void> {
  const proxy = await httpFaultProxy(`http://127.0.0.1:${world.port}/gateway.do`, (request) =>
    request === atRequest ? fault : undefined,
  );
  const partner = createPartner({
    gateway: proxy.url,
    id: partnerId,
    contract: 'hk',
    sign: { type: 'MD5', key: md5Key },
    timeouts: { replyMs: 400 },
    sales: { firstQueryMs: 20, queryEveryMs: 20, undoEveryMs: 20, undoBudgetMs: 20_000 },
  });
  const limit = story === 'not confirmed' ? { passwordFreeLimit: hkd('20.00') } : {};
  const walletId = await world.wallet('100.00', limit);
  const id = `${proxyFaults.indexOf(fault)}-${stories.indexOf(story)}-${atRequest}`;
  const terms = { id, amount: '39.25', currency: 'HKD', subject: 'Tea', deadlineMs: 600 } as const;
  const outcome =
    story === 'not scanned'
      ? await partner.charge({ ...terms, show: () => undefined })
      : await partner.collect(terms, await world.code(walletId));
  // What was overtaken arrives now at the latest.
  await proxy.close();
  partner.close();
  sales += 1;
  seen.add(`${story} ${endOf(outcome)}`);
  assert.notEqual(outcome.outcome, 'unknown', `${id}: ${JSON.stringify(outcome)}`);
  const [row] = await world.sql(`select balance from wallets where wallet_id = '${walletId}'`);
  const expected = hkd(outcome.outcome === 'paid' ? '60.75' : '100.00').minor;
  assert.equal(String(row?.['balance']), String(expected), `${id}: ${JSON.stringify(outcome)}`);
}

const endOf = (outcome: SaleOutcome): string =>
  outcome.outcome === 'notPaid' ? `notPaid ${outcome.why}` : outcome.outcome;

test('sales ended in each way that their buyers allow, and the books are right', async (t) => {
  t.diagnostic(
    `${sales} sales, ${proxyFaults.length} faults, each at three requests of three stories`,
  );
  assert.deepEqual([...seen].sort(), [
    'not confirmed notPaid cancelled',
    'not scanned notPaid cancelled',
    // The request that takes the money did not arrive, and is never sent again.
    'paid at once notPaid cancelled',
    'paid at once paid',
  ]);
  assert.deepEqual(await world.audit(), []);
});
