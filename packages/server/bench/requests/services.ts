/** What partners ask the gateway for, and what operators ask on behalf of buyers. */
import { type BenchPartner, post, signedRequest } from './signed-request.ts';

const shop = JSON.stringify({
  secondary_merchant_id: 'M_0001',
  secondary_merchant_name: 'Harbour Coffee',
  secondary_merchant_industry: '5812',
  store_id: 'S_01',
  store_name: 'Harbour Coffee Central',
});

/** The partner's own id of the trade that a payment code pays. */
export const orderOf = (code: string): string => `bench-${code}`;

export const spotPay = (partner: BenchPartner, code: string): string =>
  signedRequest(partner, {
    service: 'alipay.acquire.overseas.spot.pay',
    alipay_seller_id: partner.id,
    biz_product: 'OVERSEAS_MBARCODE_PAY',
    buyer_identity_code: code,
    currency: 'HKD',
    extend_info: shop,
    identity_code_type: 'barcode',
    partner_trans_id: orderOf(code),
    trans_amount: '39.25',
    trans_name: 'Flat white',
  });

export const precreate = (partner: BenchPartner, order: string): string =>
  signedRequest(partner, {
    service: 'alipay.acquire.precreate',
    timestamp: '1456507704121',
    out_trade_no: order,
    subject: 'Two flat whites',
    product_code: 'OVERSEAS_MBARCODE_PAY',
    currency: 'HKD',
    trans_currency: 'HKD',
    total_fee: '30.00',
    extend_params: shop,
  });

export const query = (partner: BenchPartner, order: string): string =>
  signedRequest(partner, {
    service: 'alipay.acquire.overseas.query',
    partner_trans_id: order,
  });

/** Part of a trade is given back, at once. */
export const refund = (partner: BenchPartner, order: string): string =>
  signedRequest(partner, {
    service: 'alipay.acquire.overseas.spot.refund',
    partner_trans_id: order,
    partner_refund_id: `${order}-refund`,
    refund_amount: '10.00',
    currency: 'HKD',
    is_sync: 'Y',
  });

/** A wallet scans an order's code and pays, on the operations port. */
export const scan = (walletId: string, code: string): string =>
  post(`/admin/wallets/${walletId}/scan`, {
    type: 'application/json',
    body: JSON.stringify({ code }),
  });

/** What every accepted answer of the gateway contains. */
export const isSuccess = '<result_code>SUCCESS</result_code>';
