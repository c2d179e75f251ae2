/** Gives money of a sale back, in whole or in part. The refund id makes a repetition harmless. */
import { openPartner } from './partner.ts';

const { partner, close } = await openPartner();
const [id = '', amount = '', refundId = `R-${id}`] = process.argv.slice(2);

const refund = await partner.refund({ id, refundId, amount, currency: 'HKD', reason: 'Returned' });
switch (refund.outcome) {
  case 'refunded':
    console.log(`${refundId} refunded`);
    break;
  case 'accepted':
    console.log(`${refundId} accepted: the gateway does it at night and sends a notification`);
    break;
  case 'notRefunded':
    console.log(`${refundId} refused: ${refund.code}, ${refund.means}`);
    break;
  case 'unknown':
    console.log(`${refundId} not known yet: settleOpen goes on, with the same id`);
}
await close();
