/**
 * `npm run bench:web` measures here how soon the till's page says that a payment is paid: from the gateway's answer, as the
 * till's server receives it, to the frame that shows it.
 */
import type { Page } from 'playwright-core';
import { enter, openCounterWorld, scan } from '../../cashier/test-kit/counter-world.ts';
import { report } from './report.ts';

const world = await openCounterWorld();
const { till, started, sandbox } = world;

try {
  const { walletId } = await sandbox.operate('POST', '/wallets', {
    inst: 'ALIPAYHK',
    balance: '100000.00',
  });
  await report('till: paid on the screen after the gateway has answered, ms', 150, () =>
    paidAfterAnswer(till, String(walletId)),
  );
} finally {
  await world.close();
}

async function paidAfterAnswer(page: Page, walletId: string): Promise<number> {
  await world.newOrder();
  await enter(page, '46.00');
  const { code } = await sandbox.operate('POST', `/wallets/${walletId}/codes`, {});
  // The page's clock counts from its start, the machine's from 1970: both are one clock here.
  const shown = page.evaluate(`new Promise((done) => {
    const look = () => document.querySelector('.paid-st')
      ? requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))
      : requestAnimationFrame(look);
    look();
  })`);
  await scan(page, String(code));
  const at = Number(await shown);
  const [order] = started.till.orders.list({}).items;
  const payment = started.till.payments.get(order?.payments[0]?.id ?? '');
  return at - (payment.decidedAt ?? 0);
}
