/** Parameters to begin with, for the services that are asked most. */
import type { Parameter } from './parts/parameter-fields.tsx';
import type { serviceNames } from './services.ts';

type Service = (typeof serviceNames)[number];

const order = 'order-1';

const own: Readonly<Partial<Record<Service, Readonly<Record<string, string>>>>> = {
  'alipay.acquire.overseas.spot.pay': {
    partner_trans_id: order,
    identity_code_type: 'barcode',
    buyer_identity_code: '288888888888888888',
    trans_name: 'Coffee',
    trans_amount: '39.25',
    currency: 'HKD',
    biz_product: 'OVERSEAS_MBARCODE_PAY',
  },
  'alipay.acquire.overseas.query': { partner_trans_id: order },
  'alipay.acquire.overseas.spot.refund': {
    partner_trans_id: order,
    partner_refund_id: 'refund-1',
    refund_amount: '9.25',
    currency: 'HKD',
  },
  'alipay.acquire.refund.query': { out_trade_no: order, out_return_no: 'refund-1' },
  'alipay.acquire.precreate': {
    out_trade_no: order,
    subject: 'Coffee',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    total_fee: '39.25',
    currency: 'HKD',
    trans_currency: 'HKD',
  },
  'alipay.acquire.query': { out_trade_no: order },
  'alipay.acquire.cancel': { out_trade_no: order },
  'alipay.acquire.close': { out_trade_no: order },
};

export function templateOf(service: Service, partner: string): readonly Parameter[] {
  const seller =
    service === 'alipay.acquire.overseas.spot.pay' ? { alipay_seller_id: partner } : {};
  const all = { service, partner, _input_charset: 'UTF-8', ...seller, ...own[service] };
  return Object.entries(all).map(([name, value]) => ({ name, value }));
}
