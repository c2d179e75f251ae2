/** Makes the code of a shop, to print once. Each buyer types the amount; the shop gets a notification. */
import { openPartner } from './partner.ts';

const { partner, close } = await openPartner();
const [storeId = 'A101', storeName = 'Kam Wah Cafe', notifyUrl] = process.argv.slice(2);

const made = await partner.merchantCode(
  {
    secondary_merchant_id: 'M-1',
    secondary_merchant_name: 'Kam Wah',
    secondary_merchant_industry: '5812',
    store_id: storeId,
    store_name: storeName,
    trans_currency: 'HKD',
    currency: 'HKD',
    country_code: 'HK',
    address: '1 Queen’s Road Central, Hong Kong',
  },
  notifyUrl === undefined ? {} : { notifyUrl },
);
if (made.outcome === 'success') {
  console.log(`Code: ${made.reply.qrcode}`);
  console.log(`Picture: ${made.reply.qrcode_img_url}`);
} else {
  console.log(made.outcome, made.outcome === 'refused' ? made.means : made.cause.message);
}
await close();
