/** What `sampan demo` plays: a day at a shop that takes barcode payments. */
import { randomBytes } from 'node:crypto';
import type { Operations } from '../commands/operations-client.ts';
import type { Cast } from './cast.ts';
import { type Caller, type Exchange, exchange } from './exchange.ts';

/** Plays one exchange after the other, until one of them fails. */
export async function* playScenes(
  operations: Operations,
  { gateway, cast }: { gateway: string; cast: Cast },
): AsyncGenerator<Exchange> {
  const caller: Caller = { gateway, ...cast };
  const [hongKong = '', mainland = hongKong] = cast.buyers;
  // New at every run: the gateway repeats its answer for an id that it knows.
  const run = randomBytes(5).toString('hex');
  const sale = `demo-${run}-1`;
  const mistake = `demo-${run}-2`;

  yield exchange(caller, 'A buyer from Hong Kong pays 39.25 with a payment code', pay, {
    ...payment(caller.partnerId, sale, '39.25', 'Milk tea and egg tart'),
    buyer_identity_code: await freshCode(operations, hongKong),
  });
  yield exchange(caller, 'The till asks what became of the payment', query, {
    partner_trans_id: sale,
  });
  yield exchange(caller, 'The egg tart goes back: a refund of 10.00', refund, {
    partner_trans_id: sale,
    partner_refund_id: `${sale}-refund`,
    refund_amount: '10.00',
    currency: 'HKD',
    refund_reson: 'Egg tart sold out',
    is_sync: 'Y',
  });
  yield exchange(caller, 'A buyer from the mainland pays 12.00', pay, {
    ...payment(caller.partnerId, mistake, '12.00', 'Lemon tea'),
    buyer_identity_code: await freshCode(operations, mainland),
  });
  yield exchange(caller, 'It was rung up twice: the second payment is cancelled', cancel, {
    out_trade_no: mistake,
    timestamp: String(await businessTimeMs(operations)),
  });
}

const pay = 'alipay.acquire.overseas.spot.pay';
const query = 'alipay.acquire.overseas.query';
const refund = 'alipay.acquire.overseas.spot.refund';
const cancel = 'alipay.acquire.cancel';

function payment(partnerId: string, id: string, amount: string, name: string) {
  return {
    alipay_seller_id: partnerId,
    trans_name: name,
    partner_trans_id: id,
    currency: 'HKD',
    trans_amount: amount,
    identity_code_type: 'barcode',
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    extend_info: JSON.stringify({
      secondary_merchant_id: 'tea-house',
      secondary_merchant_name: 'Demo Tea House Limited',
      secondary_merchant_industry: '5812',
      store_id: 'central',
      store_name: 'Demo Tea House, Central',
      terminal_id: 'till-1',
    }),
  };
}

async function freshCode(operations: Operations, phone: string): Promise<string> {
  const code = await operations.post(`/admin/wallets/${phone}/codes`, { digits: 18 });
  return String(code['code']);
}

async function businessTimeMs(operations: Operations): Promise<number> {
  const { now } = await operations.get('/admin/clock');
  return Date.parse(String(now));
}
