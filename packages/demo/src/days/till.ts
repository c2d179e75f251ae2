/**
 * A shop's operations: each goes through the gateway and into the shop's own book, as far as the
 * gateway's answers and notifications report it.
 */
import {
  type BusinessDate,
  formatAmount,
  type Money,
  parseAmount,
  parseBusinessDate,
  required,
} from '@sampan/primitives';
import { callGateway } from '../call-gateway.ts';
import type { Operations } from '../operations.ts';
import type { Received } from '../receiver.ts';
import { scan } from '../scan.ts';
import { businessTimeMs, freshCode } from '../stage.ts';
import { mustSucceed } from './must-succeed.ts';
import type { Sale } from './own-book.ts';
import type { Shop } from './shop.ts';

/** The buyer's wallet, by its phone number. */
type Buyer = string;

interface Order {
  readonly id: string;
  readonly amount: Money;
  readonly what: string;
  readonly buyer: Buyer;
}

/** Barcode payment: the buyer shows a code. */
export async function sellByPaymentCode(
  operations: Operations,
  shop: Shop,
  { id, amount, what, buyer }: Order,
): Promise<Sale> {
  const paid = await callGateway(
    shop.caller,
    `${what} for ${text(amount)}, paid with a payment code`,
    'alipay.acquire.overseas.spot.pay',
    {
      alipay_seller_id: shop.id,
      trans_name: what,
      partner_trans_id: id,
      currency: amount.currency,
      trans_amount: formatAmount(amount),
      identity_code_type: 'barcode',
      biz_product: 'OVERSEAS_MBARCODE_PAY',
      extend_info: { ...shop.merchant, ...shop.store, terminal_id: 'till-1' },
      buyer_identity_code: await freshCode(operations, buyer),
    },
  );
  const { alipay_trans_id: transactionId = '', alipay_pay_time: time = '' } = mustSucceed(paid);
  return booked(shop, compactDay(time), { id, transactionId, amount });
}

/** Transaction QR code: the till shows the code of an order, the buyer scans it. */
export async function sellByOrderCode(
  operations: Operations,
  shop: Shop,
  order: Order,
): Promise<Sale> {
  const code = await showOrderCode(operations, shop, order);
  const { id, what, buyer, amount } = order;
  const title = `${what} for ${text(amount)}, paid by scanning the order's code`;
  const paid = await scan(operations, title, { wallet: buyer, code, expected: 'paid' });
  const transactionId = mustSucceed(paid)['tradeId'] ?? '';
  const said = told(await shop.receiver.received(transactionId));
  return booked(shop, dashedDay(said['gmt_payment']), { id, transactionId, amount });
}

/** An order whose buyer changes his mind: cancelled before payment, so it appears in no file. */
export async function abandonOrder(
  operations: Operations,
  shop: Shop,
  order: Order,
): Promise<void> {
  await showOrderCode(operations, shop, order);
  await cancelOrder(operations, shop, order.id);
}

async function showOrderCode(
  operations: Operations,
  shop: Shop,
  { id, amount, what }: Order,
): Promise<string> {
  const shown = await callGateway(
    shop.caller,
    `${what} for ${text(amount)}: the till asks for the order's code`,
    'alipay.acquire.precreate',
    {
      notify_url: shop.receiver.url,
      timestamp: await businessTimeMs(operations),
      out_trade_no: id,
      subject: what,
      product_code: 'OVERSEAS_MBARCODE_PAY',
      trans_currency: amount.currency,
      currency: shop.currency,
      total_fee: formatAmount(amount),
      extend_params: { ...shop.merchant, ...shop.store, terminal_id: 'till-2' },
    },
  );
  return mustSucceed(shown)['qr_code'] ?? '';
}

/** Merchant QR code: the buyer types the amount, and a notification informs the shop. */
export async function sellAtDesk(
  operations: Operations,
  shop: Shop,
  { amount, buyer }: { readonly amount: Money; readonly buyer: Buyer },
): Promise<Sale> {
  const paid = await scan(operations, `${text(amount)}, typed at the desk`, {
    wallet: buyer,
    code: shop.desk,
    amount: formatAmount(amount),
    expected: 'paid',
  });
  const transactionId = mustSucceed(paid)['tradeId'] ?? '';
  const said = told(await shop.receiver.received(transactionId));
  // A desk priced in another currency learns the settlement amount (07 §2).
  const settled = said['forex_total_fee'] ?? said['total_fee'] ?? '';
  return booked(shop, dashedDay(said['gmt_payment']), {
    id: said['out_trade_no'] ?? '',
    transactionId,
    amount: required(parseAmount(settled, shop.currency), 'the notification says an amount'),
  });
}

interface Return {
  /** The shop's own refund id. */
  readonly id: string;
  readonly amount: Money;
  readonly reason: string;
}

/** A refund that is executed immediately. */
export async function refund(
  shop: Shop,
  sale: Sale,
  day: BusinessDate,
  { id, amount, reason }: Return,
): Promise<void> {
  const own = { ...refundOf(sale, { id, amount, reason }), is_sync: 'Y' } as const;
  mustSucceed(
    await callGateway(shop.caller, `${reason}: ${text(amount)} back`, refundService, own),
  );
  shop.book.refund(day, sale, { id, amount });
}

/**
 * An asynchronous refund is accepted now; the returned promise resolves when the notification
 * arrives.
 */
export async function refundLater(
  shop: Shop,
  sale: Sale,
  { id, amount, reason }: Return,
): Promise<() => Promise<void>> {
  const notify_url = shop.receiver.url;
  const own = { ...refundOf(sale, { id, amount, reason }), is_sync: 'N', notify_url } as const;
  const title = `${reason}: ${text(amount)} back by night`;
  mustSucceed(await callGateway(shop.caller, title, refundService, own));
  return async () => {
    const said = told(await shop.receiver.received(sale.transactionId, id));
    shop.book.refund(dashedDay(said['gmt_refund']), sale, { id, amount });
  };
}

/** Cancels a paid order within its day. */
export async function cancel(
  operations: Operations,
  shop: Shop,
  sale: Sale,
  day: BusinessDate,
): Promise<void> {
  await cancelOrder(operations, shop, sale.id);
  shop.book.undo(day, sale, 'cancel');
}

/** The older cancel of barcode payments (06 §7). */
export async function reverse(shop: Shop, sale: Sale): Promise<void> {
  const service = 'alipay.acquire.overseas.spot.reverse';
  const own = { partner_trans_id: sale.id };
  const reversed = mustSucceed(await callGateway(shop.caller, 'A reversal', service, own));
  shop.book.undo(compactDay(reversed['alipay_reverse_time'] ?? ''), sale, 'reversal');
}

async function cancelOrder(operations: Operations, shop: Shop, id: string): Promise<void> {
  const own = { out_trade_no: id, timestamp: await businessTimeMs(operations) };
  mustSucceed(await callGateway(shop.caller, 'A cancel', 'alipay.acquire.cancel', own));
}

const refundService = 'alipay.acquire.overseas.spot.refund';

const refundOf = ({ id: sale }: Sale, { id, amount, reason }: Return) => ({
  partner_trans_id: sale,
  partner_refund_id: id,
  refund_amount: formatAmount(amount),
  currency: amount.currency,
  refund_reason: reason,
});

function booked(shop: Shop, day: BusinessDate, sale: Sale): Sale {
  shop.book.pay(day, sale);
  return sale;
}

/** The notifications that the shop has verified and acknowledged. */
function told({ notification }: Received): Readonly<Record<string, string>> {
  const { parameters } = notification.request;
  if (notification.succeeded) return parameters;
  throw new Error(`A notification is not genuine: ${JSON.stringify(parameters)}`);
}

const text = (amount: Money): string => `${amount.currency} ${formatAmount(amount)}`;

/** The day of `20261225120000`. */
const compactDay = (time: string): BusinessDate =>
  asDay(`${time.slice(0, 4)}-${time.slice(4, 6)}-${time.slice(6, 8)}`);

/** The day of `2026-12-25 12:00:00`. */
const dashedDay = (time = ''): BusinessDate => asDay(time.slice(0, 10));

const asDay = (day: string): BusinessDate =>
  required(parseBusinessDate(day), `the gateway says when: ${day}`);
