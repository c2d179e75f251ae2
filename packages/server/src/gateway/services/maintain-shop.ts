import { maintainShop } from '@sampan/protocol';
import { handle } from '../handler.ts';

/** Registers a shop or changes its registration (13 §5). */
export const maintainShopHandler = handle(maintainShop, {
  async carryOut(request, { partner }, { acquiring }) {
    const outcome = await acquiring.registerShop({
      partnerId: partner.id,
      shop: {
        secondaryMerchantId: request.secondary_merchant_id,
        secondaryMerchantName: request.secondary_merchant_name,
        storeId: request.store_id,
        storeName: request.store_name,
        industry: request.store_industry,
        country: request.store_country,
        address: request.store_address,
        drivers: (request.extend_params ?? []).map((driver) => ({
          operationId: driver.operation_id,
          name: driver.contact_person,
          contact: driver.contact_way,
        })),
      },
    });
    if (outcome.outcome === 'refused') {
      return { refusal: 'SELLER_BEEN_BLOCKED', why: outcome.refusal };
    }
    return { result_code: 'SUCCESS' } as const;
  },

  open: () => ({ refusal: 'SYSTEM_ERROR' }),
});
