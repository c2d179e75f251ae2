/** A shop of the demo world: what its till asks of the gateway. */
import type { Currency } from '@sampan/primitives';
import { createPartner } from '@sampan/sdk';

export interface Shop {
  /** Charges a shown code; answers the result of the gateway's reply. */
  charge(code: string, amount: string, id?: string): Promise<string>;
  /** Makes an order; answers what its code says. */
  order(amount: string, id?: string, notifyUrl?: string): Promise<string>;
  /** Makes or finds the code of a shop, for which buyers type the amount. */
  shopCode(fee?: string): Promise<string>;
  refund(id: string, amount: string): Promise<string>;
  close(): void;
}

export interface ShopOptions {
  readonly gateway: string;
  readonly id: string;
  readonly md5Key: string;
  readonly name?: string;
  readonly store?: string;
  readonly contract?: 'hk' | 'global';
  readonly currency?: Currency;
}

export function openShop({
  gateway,
  id: partnerId,
  md5Key,
  name = 'Harbour Coffee 海傍咖啡',
  store = 'Central 中環',
  contract = 'hk',
  currency = 'HKD',
}: ShopOptions): Shop {
  const sign = { type: 'MD5', key: md5Key } as const;
  const partner = createPartner({ gateway, id: partnerId, contract, sign });
  let count = 0;
  const newId = () => `web-${process.pid}-${Date.now()}-${++count}`;
  const shop = {
    secondary_merchant_id: 'M-1',
    secondary_merchant_name: name,
    secondary_merchant_industry: '5812',
    store_id: 'A101',
    store_name: store,
  };
  const resultOf = (result: { outcome: string; code?: unknown; reply?: unknown }) =>
    result.outcome === 'refused' ? String(result.code) : result.outcome;
  return {
    async charge(code, amount, id = newId()) {
      const result = await partner.call('alipay.acquire.overseas.spot.pay', {
        alipay_seller_id: partnerId,
        partner_trans_id: id,
        identity_code_type: 'barcode',
        buyer_identity_code: code,
        trans_name: 'Flat white, pineapple bun',
        trans_amount: amount,
        currency,
        biz_product: 'OVERSEAS_MBARCODE_PAY',
        extend_info: shop,
      });
      return resultOf(result);
    },
    async order(amount, id = newId(), notifyUrl) {
      const result = await partner.call('alipay.acquire.precreate', {
        out_trade_no: id,
        subject: 'Flat white, pineapple bun',
        product_code: 'OVERSEAS_MBARCODE_PAY',
        total_fee: amount,
        ...(notifyUrl !== undefined && { notify_url: notifyUrl }),
        trans_currency: currency,
        currency,
        extend_params: { ...shop, store_id: 'A101' },
      });
      if (result.outcome !== 'success') throw new Error(JSON.stringify(result));
      return String(result.reply.qr_code);
    },
    async shopCode(fee) {
      const result = await partner.merchantCode({
        ...shop,
        trans_currency: currency,
        currency,
        country_code: 'HK',
        address: '1 Queen’s Road Central, Hong Kong',
        ...(fee !== undefined && { channel_fee: { type: 'RATE', value: fee } }),
      });
      if (result.outcome !== 'success') throw new Error(JSON.stringify(result));
      return String(result.reply.qrcode);
    },
    async refund(id, amount) {
      const result = await partner.call('alipay.acquire.overseas.spot.refund', {
        partner_trans_id: id,
        partner_refund_id: `${id}-r`,
        refund_amount: amount,
        currency,
        is_sync: 'Y',
      });
      return resultOf(result);
    },
    close: () => partner.close(),
  };
}
