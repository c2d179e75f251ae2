import {
  add,
  after,
  decimalsOf,
  isPositive,
  type Money,
  money,
  type PartnerId,
  required,
  type WalletId,
} from '@sampan/primitives';
import { exchange } from '#fx';
import { exceedsPaymentLimit, type Partner } from '#partner';
import { maskedLogin } from '#wallet';
import { isAccepted } from './accepted-wallet.ts';
import type { Book } from './book.ts';
import { channelFeeOn, type MerchantCode } from './merchant-code.ts';
import type { Needs } from './needs.ts';
import { isTooSmall, quoteFor } from './quote-for.ts';
import { beginTrade, isTrade, passwordTimeout, type Trade, type TradeDetails } from './trade.ts';

/**
 * A buyer scans a shop's code and types an amount. The order is born here, under an id that the
 * platform gives it, and waits for the buyer's PIN. Repeating the command finds the same order.
 */
export interface ScanMerchantCode {
  readonly walletId: WalletId;
  readonly partnerId: PartnerId;
  readonly code: string;
  /** What the buyer has typed; the channel fee comes on top. */
  readonly typed: Money;
  /** Made by the caller before the first try; the partner learns it from the notification. */
  readonly partnerTransId: string;
}

/** In order of precedence. */
export const scanMerchantCodeRefusals = [
  'partner-suspended',
  'code-not-usable',
  'wallet-frozen',
  'wallet-kind-not-accepted',
  'currency-differs',
  'currency-not-supported',
  'amount-not-allowed',
  'partner-payment-limit-exceeded',
  /** The wallet has opened as many orders as it may before it pays one, or their time is over. */
  'too-many-unpaid-orders',
] as const;
export type ScanMerchantCodeRefusal = (typeof scanMerchantCodeRefusals)[number];

export type ScanMerchantCodeOutcome =
  | { readonly outcome: 'opened'; readonly trade: Trade }
  | { readonly outcome: 'refused'; readonly refusal: ScanMerchantCodeRefusal };

/** The largest amount of an order, in whole units of its currency (15 §1). */
const unitsMax = 100_000_000n;

/**
 * How many orders a wallet may have opened at shops' codes without paying them, in the time that an
 * order has. A buyer needs one, and a few more after mistakes; each is a row that is kept for weeks.
 */
export const unpaidOrdersMax = 10;

export const scanMerchantCodeNeeds = (request: ScanMerchantCode): Needs => ({
  partnerId: request.partnerId,
  walletId: request.walletId,
  opensOrder: true,
  partnerTransId: request.partnerTransId,
  merchantCode: request.code,
});

export function decideScanMerchantCode(
  book: Book,
  { walletId, partnerId, code, typed, partnerTransId }: ScanMerchantCode,
): ScanMerchantCodeOutcome {
  const known = book.orders.findOrder(partnerId, partnerTransId);
  if (known) {
    const isOwn = isTrade(known) && known.walletId === walletId;
    return isOwn ? { outcome: 'opened', trade: known } : refuse('code-not-usable');
  }
  const partner = required(book.partners.get(partnerId), 'the partner of the code');
  if (partner.status === 'suspended') return refuse('partner-suspended');
  const scanned = book.merchantCodes.find(code);
  if (scanned?.partnerId !== partnerId || scanned.status !== 'normal') {
    return refuse('code-not-usable');
  }
  const wallet = required(book.wallets.find(walletId), 'the buyer has a wallet');
  if (wallet.status === 'frozen') return refuse('wallet-frozen');
  if (!isAccepted(partner, wallet)) return refuse('wallet-kind-not-accepted');
  if (typed.currency !== scanned.priceCurrency) return refuse('currency-differs');
  const channelFee = channelFeeOn(scanned.channelFee, typed, (fee) =>
    exchange(fee, typed.currency, book.rates),
  );
  const amount = channelFee && add(typed, channelFee);
  const quote = amount && quoteFor(book, partner, wallet, amount);
  if (!quote) return refuse('currency-not-supported');
  const isAllowed = isPositive(typed) && !isTooLarge(amount) && !isTooSmall(quote);
  if (!isAllowed) return refuse('amount-not-allowed');
  if (exceedsPaymentLimit(partner, quote.settlement)) {
    return refuse('partner-payment-limit-exceeded');
  }
  if (unpaidOrdersOf(book, walletId) >= unpaidOrdersMax) return refuse('too-many-unpaid-orders');

  // From here on the trade exists.
  const trade = beginTrade({
    partnerId,
    partnerTransId,
    id: book.ids.next(book.now),
    product: 'merchant-qr',
    amount,
    quote,
    walletId,
    inst: wallet.inst,
    buyerLogin: maskedLogin(wallet.loginId),
    paymentCode: undefined,
    orderCode: undefined,
    subject: scanned.shop.storeName || scanned.shop.secondaryMerchantName,
    details: detailsOf(scanned, channelFee, partner),
    createdAt: book.now,
    expiresAt: after(book.now, passwordTimeout),
  });
  book.orders.insert(trade);
  return { outcome: 'opened', trade };
}

/** Those that were declined count as well, for as long as they could have been paid. */
function unpaidOrdersOf(book: Book, walletId: WalletId): number {
  const stored = book.unpaidOrders.get(walletId) ?? [];
  const opened = book.orders
    .inserted()
    .filter(
      (order) => isTrade(order) && order.product === 'merchant-qr' && order.walletId === walletId,
    );
  return stored.filter((end) => end > book.now).length + opened.length;
}

const isTooLarge = ({ currency, minor }: Money): boolean =>
  minor > unitsMax * 10n ** BigInt(decimalsOf(currency));

function detailsOf(code: MerchantCode, channelFee: Money, { notifyUrl }: Partner): TradeDetails {
  const { shop, passback, serviceProviderId } = code;
  // The address configured for the partner overrides the code's, however long ago that was made (17).
  const notify =
    notifyUrl === undefined ? code.notify : { ...notifyByDefault, ...code.notify, url: notifyUrl };
  return {
    sellerId: code.partnerId,
    merchantCode: code.code,
    secondaryMerchantId: shop.secondaryMerchantId,
    secondaryMerchantName: shop.secondaryMerchantName,
    secondaryMerchantIndustry: shop.secondaryMerchantIndustry,
    storeId: shop.storeId,
    storeName: shop.storeName,
    ...(shop.taxi && { driverName: shop.taxi.driverName }),
    ...(isPositive(channelFee) && { channelFeeMinor: String(channelFee.minor) }),
    ...(serviceProviderId !== undefined && { serviceProviderId }),
    ...(passback !== undefined && { passback }),
    ...(notify && { notify }),
  };
}

/** How a partner is notified whose code names no address, hence no charset. */
const notifyByDefault = { charset: 'UTF-8', signType: 'MD5' } as const;

/** The part of a trade's amount that is the merchant's channel fee. */
export const channelFeeOf = ({ amount, details }: Trade): Money =>
  money(amount.currency, BigInt(details.channelFeeMinor ?? '0'));

const refuse = (refusal: ScanMerchantCodeRefusal): ScanMerchantCodeOutcome => ({
  outcome: 'refused',
  refusal,
});
