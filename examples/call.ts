/** One request to the gateway, without the high level: the names and texts of the wire. */
import { openPartner } from './partner.ts';

const { partner, close } = await openPartner();
const [id = ''] = process.argv.slice(2);

const result = await partner.call('alipay.acquire.overseas.query', { partner_trans_id: id });
switch (result.outcome) {
  case 'success': // signed by the gateway, and about this order
    console.log(`${id} ${result.reply.alipay_trans_status} ${result.reply.trans_amount}`);
    break;
  case 'refused': // the gateway decided: result.class says whether the effect exists already
    console.log(`${id} ${result.code} (${result.class}): ${result.means}`);
    break;
  case 'unknown': // neither success nor failure: ask again, or repeat with the same ids
    console.log(`${id} ${result.cause.kind}: ${result.cause.message}`);
}
await close();
