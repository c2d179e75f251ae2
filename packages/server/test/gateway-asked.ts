/** Requests of partners as the tables describe them, to be changed by a test where it matters. */
import type { Asked } from './gateway-world.ts';

/** A barcode payment of HKD 39.25. */
export const payment = (partner: string, code: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.overseas.spot.pay',
  alipay_seller_id: partner,
  trans_name: 'Flat white',
  partner_trans_id: 'order-1',
  currency: 'HKD',
  trans_amount: '39.25',
  buyer_identity_code: code,
  identity_code_type: 'barcode',
  biz_product: 'OVERSEAS_MBARCODE_PAY',
  ...change,
});

export const query = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.overseas.query',
  partner_trans_id: order,
  ...change,
});

/** A synchronous refund of HKD 10.00. */
export const refund = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.overseas.spot.refund',
  partner_trans_id: order,
  partner_refund_id: `${order}-refund`,
  refund_amount: '10.00',
  currency: 'HKD',
  is_sync: 'Y',
  ...change,
});

/** What became of a refund. */
export const refundQuery = (order: string, refundId: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.refund.query',
  out_trade_no: order,
  out_return_no: refundId,
  ...change,
});

export const cancel = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.cancel',
  timestamp: '1456507704121',
  out_trade_no: order,
  ...change,
});

export const reverse = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.overseas.spot.reverse',
  partner_trans_id: order,
  ...change,
});

/** A pre-order of HKD 30.00. */
export const precreate = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.precreate',
  timestamp: '1456507704121',
  out_trade_no: order,
  subject: 'Two flat whites',
  product_code: 'OVERSEAS_MBARCODE_PAY',
  currency: 'HKD',
  trans_currency: 'HKD',
  total_fee: '30.00',
  ...change,
});

export const acquireQuery = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.query',
  out_trade_no: order,
  ...change,
});

export const close = (order: string, change: Asked = {}): Asked => ({
  service: 'alipay.acquire.close',
  out_trade_no: order,
  ...change,
});

/** What a partner says of a shop whose code it wants. */
export const shopData: Readonly<Record<string, unknown>> = {
  secondary_merchant_industry: '5311',
  secondary_merchant_id: 'M_0001',
  secondary_merchant_name: 'Harbour Coffee',
  store_id: 'S_01',
  store_name: 'Harbour Coffee Central',
  trans_currency: 'HKD',
  currency: 'HKD',
  passback_parameters: { desk: '3' },
};

const merchantCode = {
  timestamp: '2023-12-12 01:01:01',
  biz_type: 'OVERSEASHOPQRCODE',
} as const;

export const createCode = (
  data: Readonly<Record<string, unknown>> = {},
  change: Asked = {},
): Asked => ({
  service: 'alipay.commerce.qrcode.create',
  ...merchantCode,
  biz_data: JSON.stringify({ ...shopData, ...data }),
  ...change,
});

export const modifyCode = (
  qrcode: string,
  data: Readonly<Record<string, unknown>> = {},
  change: Asked = {},
): Asked => ({
  ...createCode(data),
  service: 'alipay.commerce.qrcode.modify',
  qrcode,
  ...change,
});

export const setCodeStatus = (qrcode: string, status: string, change: Asked = {}): Asked => ({
  service: 'alipay.commerce.qrcode.modifyStatus',
  ...merchantCode,
  qrcode,
  status,
  ...change,
});

export const registerShop = (change: Asked = {}): Asked => ({
  service: 'alipay.overseas.secmerchant.offline.maintain',
  timestamp: '2019-02-01 08:30:10',
  secondary_merchant_id: 'M_0001',
  secondary_merchant_name: 'Harbour Coffee Ltd',
  store_id: 'S_01',
  store_name: 'Harbour Coffee Central',
  store_country: 'HK',
  store_address: '1 Queen’s Road Central',
  store_industry: '5812',
  ...change,
});

export const queryShop = (change: Asked = {}): Asked => ({
  service: 'alipay.overseas.secmerchant.maintain.queryStatus',
  timestamp: '2019-02-01 08:30:10',
  secondary_merchant_id: 'M_0001',
  store_id: 'S_01',
  payment_method: 'INSTORE_PAYMENT',
  ...change,
});
