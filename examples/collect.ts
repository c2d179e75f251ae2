/** Takes a payment from the code that a buyer shows: pays, asks until it is decided, cancels at the deadline. */
import { freshId, openPartner } from './partner.ts';

const { partner, close } = await openPartner();
const [code = '', amount = '39.25', id = freshId('T')] = process.argv.slice(2);

// Before anything else: sales that a crash left open.
await partner.settleOpen();

const shop = { secondary_merchant_id: 'M-1', store_id: 'A101', terminal_id: 'TILL-1' };
const sale = await partner.collect(
  { id, amount, currency: 'HKD', subject: 'Flat white', shop },
  code,
);
switch (sale.outcome) {
  case 'paid':
    console.log(`${id} paid: hand over the goods (trade ${sale.tradeId})`);
    break;
  case 'notPaid':
    console.log(`${id} not paid: ${sale.why} ${sale.code ?? ''} ${sale.means ?? ''}`.trimEnd());
    break;
  case 'unknown':
    // Neither hand over nor take again. The next settleOpen goes on.
    console.log(`${id} not known yet, ${sale.state}: ${sale.next.join(', ')}`);
}
await close();
