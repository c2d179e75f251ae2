import { queryShop } from '@sampan/protocol';
import { readShop } from '#acquiring';
import { handle } from '../handler.ts';

/** Returns the registration of a shop (13 §5). There is no review: registered means active. */
export const queryShopHandler = handle(queryShop, {
  async carryOut({ secondary_merchant_id, store_id }, { partner }, { reader }) {
    const { result: shop } = await reader.read((connection) =>
      readShop(connection, partner.id, secondary_merchant_id, store_id),
    );
    const asked = { secondary_merchant_id, store_id, payment_method: 'INSTORE_PAYMENT' } as const;
    if (!shop) {
      const known = { ...asked, store_status: 'INACTIVATE' } as const;
      return { refusal: 'INVALID_PARAMETER', why: 'no such shop', known } as const;
    }
    return {
      result_code: 'SUCCESS',
      ...asked,
      status: 'SUCCESS',
      store_status: 'ACTIVATED',
      secondary_merchant_name: shop.secondaryMerchantName,
      store_name: shop.storeName,
      store_country: shop.country,
      store_address: shop.address,
      store_industry: shop.industry,
    } as const;
  },

  open: () => ({ refusal: 'SYSTEM_ERROR' }),
});
