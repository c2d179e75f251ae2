/**
 * Barcode payment under the standard contract: the price is in AUD, the buyer pays CNY at the
 * current rate, and refunds use the same rate.
 */
import { callGateway } from '../call-gateway.ts';
import { freshCode, type Scene, surfShop, surfStore } from '../stage.ts';
import { told } from './told.ts';

export const standardBarcode: Scene = async function* (stage) {
  const { operations, caller, hongKong, mainland, receiver, run } = stage;
  const sale = `demo-${run}-1`;
  const paid = await callGateway(
    caller,
    'A buyer from the mainland pays AUD 36.90: the reply names the rate and the CNY',
    pay,
    {
      ...payment(caller.partnerId, sale, '36.90', 'Sun cream and wax'),
      notify_url: receiver.url,
      buyer_identity_code: await freshCode(operations, mainland),
    },
    { fields: { ...exchanged, trans_amount_cny: undefined }, hidden: ['payment_inst'] },
  );
  yield paid;
  const { alipay_trans_id: tradeId = '', exchange_rate: rate } = paid.reply.fields;
  yield* told(
    receiver,
    { tradeId },
    { total_fee: '36.90', currency: 'AUD', forex_total_fee: '36.90' },
  );
  yield callGateway(
    caller,
    'The till asks what became of the payment',
    query,
    { partner_trans_id: sale },
    { fields: { ...exchanged, forex_total_fee: '36.90', trans_forex_rate: '1' } },
  );
  yield callGateway(
    caller,
    'The wax goes back: a refund of AUD 6.90, in CNY at the rate of the payment',
    refund,
    {
      ...refundOf(sale, 'wax', '6.90'),
      refund_reason: 'Wax melted',
      is_sync: 'Y',
    },
    { fields: { exchange_rate: rate, refund_amount_cny: undefined } },
  );

  const later = refundOf(sale, 'cream', '10.00');
  yield callGateway(
    caller,
    'AUD 10.00 more, asynchronously: on the day of the payment it is executed at once',
    refund,
    { ...later, is_sync: 'N', notify_url: receiver.url },
    { fields: { exchange_rate: rate, refund_amount_cny: undefined } },
  );
  const { partner_refund_id: refundId } = later;
  yield* told(receiver, { tradeId, refundId }, { refund_fee: '10.00', out_biz_no: refundId });
  yield callGateway(
    caller,
    'The shop asks what became of that refund',
    refundQuery,
    { out_trade_no: sale, out_return_no: refundId },
    { fields: { refund_result_code: 'SUCCESS' } },
  );

  yield callGateway(
    caller,
    'A buyer from Hong Kong shows a code: a standard partner cannot take that wallet',
    pay,
    {
      ...payment(caller.partnerId, `demo-${run}-2`, '12.00', 'Flip-flops'),
      buyer_identity_code: await freshCode(operations, hongKong),
    },
    { error: 'NOT_SUPPORT_PAYMENT_INST' },
  );
};

const pay = 'alipay.acquire.overseas.spot.pay';
const query = 'alipay.acquire.overseas.query';
const refund = 'alipay.acquire.overseas.spot.refund';
const refundQuery = 'alipay.acquire.refund.query';

const exchanged = { currency: 'AUD', exchange_rate: undefined } as const;

const payment = (partnerId: string, id: string, amount: string, name: string) =>
  ({
    alipay_seller_id: partnerId,
    trans_name: name,
    partner_trans_id: id,
    currency: 'AUD',
    trans_amount: amount,
    identity_code_type: 'barcode',
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    extend_info: { ...surfShop, ...surfStore, terminal_id: 'till-1' },
  }) as const;

const refundOf = (sale: string, what: string, amount: string) =>
  ({
    partner_trans_id: sale,
    partner_refund_id: `${sale}-${what}`,
    refund_amount: amount,
    currency: 'AUD',
  }) as const;
