/**
 * Finishes what a crash or a silent gateway left open, once, or every minute with `--every-minute`. One program at
 * a time has a store, so a till does this itself, at its start and from time to time; a cron does it
 * for programs that have ended.
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
