/** Shows an order code in the terminal and waits until a buyer has scanned and paid it. */
import { renderUnicodeCompact } from 'uqr';
import { freshId, openPartner } from './partner.ts';

const { partner, close } = await openPartner();
const [amount = '39.25', id = freshId('Q')] = process.argv.slice(2);

// Ctrl-C cancels the order instead of leaving it open.
const stop = new AbortController();
process.once('SIGINT', () => stop.abort());

const sale = await partner.charge({
  id,
  amount,
  currency: 'HKD',
  subject: 'Lunch set B',
  signal: stop.signal,
  show({ qrCode }) {
    console.log(renderUnicodeCompact(qrCode));
    console.log(`HKD ${amount}: scan ${qrCode}`);
  },
});
const why = sale.outcome === 'notPaid' ? ` (${sale.why})` : '';
console.log(`${id} ${sale.outcome}${why}, after ${sale.attempts.length} calls`);
await close();
