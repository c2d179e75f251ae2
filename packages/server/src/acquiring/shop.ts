import type { Instant, PartnerId } from '@sampan/primitives';

/**
 * A shop as registered by its partner. Partner, sub-merchant and store together are its key.
 * Creating a code for a shop also registers it; the partner may change the registration at any
 * time, which does not change codes.
 */
export interface RegisteredShop extends ShopRegistration {
  readonly partnerId: PartnerId;
  readonly registeredAt: Instant;
  readonly changedAt: Instant;
}

/** The partner's data of a shop. */
export interface ShopRegistration {
  readonly secondaryMerchantId: string;
  readonly secondaryMerchantName: string;
  readonly storeId: string;
  readonly storeName: string;
  /** Merchant category code of ISO 18245; 4121 is a taxi. */
  readonly industry: string;
  readonly country: string | undefined;
  readonly address: string | undefined;
  /** For a taxi. */
  readonly drivers: readonly Driver[];
}

export interface Driver {
  readonly operationId: string;
  readonly name: string;
  readonly contact: string | undefined;
}

export const shopKey = (shop: {
  readonly partnerId: PartnerId;
  readonly secondaryMerchantId: string;
  readonly storeId: string;
}): string => JSON.stringify([shop.partnerId, shop.secondaryMerchantId, shop.storeId]);
