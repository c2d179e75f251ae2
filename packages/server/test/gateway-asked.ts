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
