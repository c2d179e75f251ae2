/**
 * Finishes what a crash or a silent gateway left open. Run it once at the start of the till, and again
 * every minute. With a file store it belongs into the till's own process; with a store in a database
 * a cron may run it too.
 */
import { openPartner } from './partner.ts';

const { partner, close } = await openPartner();

async function settle(): Promise<void> {
  const { sales, refunds } = await partner.settleOpen();
  for (const { id, outcome, next } of sales) console.log(`sale ${id}: ${outcome} (${next})`);
  for (const { refundId, outcome } of refunds) console.log(`refund ${refundId}: ${outcome}`);
  if (sales.length + refunds.length === 0) console.log('Nothing is open.');
}

await settle();
if (process.argv.includes('--every-minute')) {
  const timer = setInterval(() => void settle(), 60_000);
  process.once('SIGTERM', () => clearInterval(timer));
} else {
  await close();
}
