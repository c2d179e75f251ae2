import { type PartnerId, required } from '@sampan/primitives';
import type { Book } from './book.ts';
import type { Shop } from './merchant-code.ts';
import type { Needs } from './needs.ts';
import { type RegisteredShop, type ShopRegistration, shopKey } from './shop.ts';

/** Registers a shop, or replaces its registration. */
export interface RegisterShop {
  readonly partnerId: PartnerId;
  readonly shop: ShopRegistration;
}

export type RegisterShopOutcome =
  | { readonly outcome: 'registered'; readonly shop: RegisteredShop }
  | { readonly outcome: 'refused'; readonly refusal: 'partner-suspended' };

export const registerShopNeeds = ({ partnerId, shop }: RegisterShop): Needs => ({
  partnerId,
  shop: { secondaryMerchantId: shop.secondaryMerchantId, storeId: shop.storeId },
});

export function decideRegisterShop(
  book: Book,
  { partnerId, shop }: RegisterShop,
): RegisterShopOutcome {
  const partner = required(book.partners.get(partnerId), 'the gateway knows the partner');
  if (partner.status === 'suspended') return { outcome: 'refused', refusal: 'partner-suspended' };
  const known = book.shops.find(shopKey({ partnerId, ...shop }));
  const { now } = book;
  const registered = {
    ...shop,
    partnerId,
    registeredAt: known?.registeredAt ?? now,
    changedAt: now,
  };
  if (known) book.shops.replace(registered);
  else book.shops.insert(registered);
  return { outcome: 'registered', shop: registered };
}

/** Registers the shop of a new code, unless the partner has registered it. */
export function registerShopOfCode(book: Book, partnerId: PartnerId, shop: Shop): void {
  if (book.shops.find(shopKey({ partnerId, ...shop }))) return;
  const { taxi } = shop;
  book.shops.insert({
    partnerId,
    secondaryMerchantId: shop.secondaryMerchantId,
    secondaryMerchantName: shop.secondaryMerchantName,
    storeId: shop.storeId,
    storeName: shop.storeName,
    industry: shop.secondaryMerchantIndustry,
    country: shop.country,
    address: shop.address,
    drivers: taxi
      ? [{ operationId: taxi.operationId, name: taxi.driverName, contact: taxi.driverMobile }]
      : [],
    registeredAt: book.now,
    changedAt: book.now,
  });
}
