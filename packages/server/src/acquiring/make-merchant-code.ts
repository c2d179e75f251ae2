import { type PartnerId, required } from '@sampan/primitives';
import type { Partner } from '#partner';
import type { Book } from './book.ts';
import { type MerchantCode, type MerchantCodeStatus, shopCodeKey } from './merchant-code.ts';
import type { Needs } from './needs.ts';
import { registerShopOfCode } from './register-shop.ts';
import type { NotifyAddress } from './trade.ts';

/** What a partner says of a code; the platform adds its value and its life. */
export type MerchantCodeTerms = Omit<
  MerchantCode,
  'code' | 'partnerId' | 'status' | 'createdAt' | 'modifiedAt'
>;

/**
 * Makes a shop's code and registers the shop. A shop has at most one with and one without channel
 * fee; asking again answers the one that exists and changes nothing in it.
 */
export interface CreateMerchantCode {
  readonly partnerId: PartnerId;
  readonly terms: MerchantCodeTerms;
  /** Drawn by the caller before the first try. */
  readonly code: string;
}

/** Writes new data behind a code, whose value stays. */
export interface ModifyMerchantCode {
  readonly partnerId: PartnerId;
  readonly code: string;
  /** Without an address for notifications the old one stays. */
  readonly terms: MerchantCodeTerms;
  /** How notifications are written from now on, also to the old address. */
  readonly notifyStyle?: Partial<Pick<NotifyAddress, 'charset' | 'signType'>>;
}

/** Stops a code, makes it usable again, or deletes it for ever. Repeating it is a success. */
export interface ChangeMerchantCodeStatus {
  readonly partnerId: PartnerId;
  readonly code: string;
  readonly status: MerchantCodeStatus;
}

/** In order of precedence. */
export const merchantCodeRefusals = [
  'partner-suspended',
  'code-unknown',
  'code-deleted',
  'currency-not-supported',
  'secondary-merchant-is-fixed',
  'store-is-fixed',
  'service-provider-is-fixed',
  'channel-fee-presence-is-fixed',
] as const;
export type MerchantCodeRefusal = (typeof merchantCodeRefusals)[number];

export type MerchantCodeOutcome =
  | { readonly outcome: 'done'; readonly code: MerchantCode }
  | { readonly outcome: 'refused'; readonly refusal: MerchantCodeRefusal };

export const createMerchantCodeNeeds = ({ partnerId, terms }: CreateMerchantCode): Needs => ({
  partnerId,
  shop: {
    secondaryMerchantId: terms.shop.secondaryMerchantId,
    storeId: terms.shop.storeId,
  },
});

export const merchantCodeNeeds = (request: {
  readonly partnerId: PartnerId;
  readonly code: string;
}): Needs => ({ partnerId: request.partnerId, merchantCode: request.code });

export function decideCreateMerchantCode(
  book: Book,
  { partnerId, terms, code }: CreateMerchantCode,
): MerchantCodeOutcome {
  const partner = required(book.partners.get(partnerId), 'the gateway knows the partner');
  if (partner.status === 'suspended') return refuse('partner-suspended');
  const key = shopCodeKey({ partnerId, ...terms });
  for (const known of book.merchantCodes.values()) {
    const isLiving = known.status !== 'deleted';
    if (isLiving && shopCodeKey(known) === key) return { outcome: 'done', code: known };
  }
  if (!isExchanged(partner, terms)) return refuse('currency-not-supported');
  const made: MerchantCode = {
    ...terms,
    code,
    partnerId,
    status: 'normal',
    createdAt: book.now,
    modifiedAt: book.now,
  };
  registerShopOfCode(book, partnerId, made.shop);
  book.merchantCodes.insert(made);
  return { outcome: 'done', code: made };
}

export function decideModifyMerchantCode(
  book: Book,
  { partnerId, code, terms, notifyStyle }: ModifyMerchantCode,
): MerchantCodeOutcome {
  const partner = book.partners.get(partnerId);
  if (partner?.status === 'suspended') return refuse('partner-suspended');
  const known = book.merchantCodes.find(code);
  if (!partner || known?.partnerId !== partnerId) return refuse('code-unknown');
  if (known.status === 'deleted') return refuse('code-deleted');
  if (!isExchanged(partner, terms)) return refuse('currency-not-supported');
  const refusal = fixedTermOf(known, terms);
  if (refusal) return refuse(refusal);
  const modified: MerchantCode = {
    ...known,
    ...terms,
    notify: terms.notify ?? (known.notify && { ...known.notify, ...notifyStyle }),
    modifiedAt: book.now,
  };
  book.merchantCodes.replace(modified);
  return { outcome: 'done', code: modified };
}

export function decideChangeMerchantCodeStatus(
  book: Book,
  { partnerId, code, status }: ChangeMerchantCodeStatus,
): MerchantCodeOutcome {
  if (book.partners.get(partnerId)?.status === 'suspended') return refuse('partner-suspended');
  const known = book.merchantCodes.find(code);
  if (known?.partnerId !== partnerId) return refuse('code-unknown');
  if (known.status === status) return { outcome: 'done', code: known };
  if (known.status === 'deleted') return refuse('code-deleted');
  const changed: MerchantCode = { ...known, status, modifiedAt: book.now };
  book.merchantCodes.replace(changed);
  return { outcome: 'done', code: changed };
}

/**
 * Whether prices in this currency are settled for the partner: in its own currency, and of prices in
 * another one only where CNY is on one of the sides (10 §4); Hong Kong partners price in HKD.
 */
function isExchanged(
  { contract, currency }: Partner,
  { priceCurrency, settlementCurrency }: MerchantCodeTerms,
): boolean {
  if (settlementCurrency !== currency) return false;
  if (priceCurrency === currency) return true;
  return contract === 'global' && (priceCurrency === 'CNY' || currency === 'CNY');
}

/** What a modification would change although it is fixed for the code's life. */
function fixedTermOf(
  known: MerchantCode,
  terms: MerchantCodeTerms,
): MerchantCodeRefusal | undefined {
  if (terms.settlementCurrency !== known.settlementCurrency) return 'currency-not-supported';
  if (terms.shop.secondaryMerchantId !== known.shop.secondaryMerchantId) {
    return 'secondary-merchant-is-fixed';
  }
  if (terms.shop.storeId !== known.shop.storeId) return 'store-is-fixed';
  if (terms.serviceProviderId !== known.serviceProviderId) return 'service-provider-is-fixed';
  const hasFee = (each: MerchantCodeTerms) => each.channelFee !== undefined;
  return hasFee(terms) === hasFee(known) ? undefined : 'channel-fee-presence-is-fixed';
}

const refuse = (refusal: MerchantCodeRefusal): MerchantCodeOutcome => ({
  outcome: 'refused',
  refusal,
});
