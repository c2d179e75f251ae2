/** Barcode payment: the buyer shows a code, the till scans it. */
import { callGateway } from '../call-gateway.ts';
import { businessTimeMs, freshCode, type Scene, shop, store } from '../stage.ts';

export const barcode: Scene = async function* ({ operations, caller, hongKong, mainland, run }) {
  const sale = `demo-${run}-1`;
  const mistake = `demo-${run}-2`;

  yield callGateway(
    caller,
    'A buyer from Hong Kong pays 39.25 with a payment code',
    pay,
    {
      ...payment(caller.partnerId, sale, '39.25', 'Milk tea and egg tart'),
      buyer_identity_code: await freshCode(operations, hongKong),
    },
    { fields: { payment_inst: 'ALIPAYHK' }, hidden: exchangeFields },
  );
  yield callGateway(caller, 'The till asks what became of the payment', query, {
    partner_trans_id: sale,
  });
  yield callGateway(caller, 'The egg tart goes back: a refund of 10.00', refund, {
    partner_trans_id: sale,
    partner_refund_id: `${sale}-refund`,
    refund_amount: '10.00',
    currency: 'HKD',
    refund_reason: 'Egg tart sold out',
    is_sync: 'Y',
  });
  yield callGateway(
    caller,
    'A buyer from the mainland pays 12.00: the wallet is charged in CNY, the shop sees HKD only',
    pay,
    {
      ...payment(caller.partnerId, mistake, '12.00', 'Lemon tea'),
      buyer_identity_code: await freshCode(operations, mainland),
    },
    { fields: { payment_inst: 'ALIPAYCN' }, hidden: exchangeFields },
  );
  yield callGateway(caller, 'It was rung up twice: the second payment is cancelled', cancel, {
    out_trade_no: mistake,
    timestamp: await businessTimeMs(operations),
  });
};

const pay = 'alipay.acquire.overseas.spot.pay';
const query = 'alipay.acquire.overseas.query';
const refund = 'alipay.acquire.overseas.spot.refund';
const cancel = 'alipay.acquire.cancel';

/** The Hong Kong contract sends no notifications of them. */
const exchangeFields = ['exchange_rate', 'trans_amount_cny'];

function payment(partnerId: string, id: string, amount: string, name: string) {
  return {
    alipay_seller_id: partnerId,
    trans_name: name,
    partner_trans_id: id,
    currency: 'HKD',
    trans_amount: amount,
    identity_code_type: 'barcode',
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    extend_info: { ...shop, ...store, terminal_id: 'till-1' },
  } as const;
}
