import {
  type Currency,
  money,
  type PartnerId,
  type PaymentInst,
  rate,
  rateText,
  required,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import {
  bigint,
  type Connection,
  instant,
  json,
  optional,
  type RawRow,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import { distinct, type Needs, orderKeys } from './needs.ts';
import { quoteColumns, quoteOf, quoteRow, returnedOf } from './quote-columns.ts';
import {
  beginTrade,
  type CancelAction,
  type CancelService,
  type Closing,
  isTrade,
  type Order,
  type Payment,
  type Product,
  type Sale,
  type TradeDetails,
  tradeIn,
} from './trade.ts';

/** Orders in every state: pre-ordered, trades, and tombstones, which have nothing but their key. */
export const trades = table({
  partner_id: text<PartnerId>(),
  partner_trans_id: text(),
  trade_id: optional(text<TradeId>()),
  product: text<Product | 'none'>(),
  state: text<Order['state']>(),
  currency: text<Currency>(),
  amount: bigint,
  wallet_id: optional(text<WalletId>()),
  inst: optional(text<PaymentInst>()),
  buyer_login: optional(text()),
  payment_code: optional(text()),
  subject: text(),
  details: json<TradeDetails>(),
  created_at: instant,
  expires_at: optional(instant),
  paid_at: optional(instant),
  closed_at: optional(instant),
  closed_by: optional(text<Closing['by']>()),
  cancel_action: optional(text<CancelAction>()),
  cancel_service: optional(text<CancelService>()),
  /** Null of a fee that is not by a rate. */
  fee_rate: optional(text()),
  fee: bigint,
  fee_returned: bigint,
  refunded: bigint,
  refund_reserved: bigint,
  refund_until: optional(instant),
  entry_id: optional(text<TradeId>()),
  order_code: optional(text()),
  ...quoteColumns,
});

type TradeRow = RowOf<typeof trades>;

const insert = statement({
  name: 'insert-trades',
  text: `insert into trades (${trades.names()}) ${trades.given()}`,
});

/** What a scan, a payment, refunds and a closing write into an order that is there. */
const changing = [
  ...['state', 'trade_id', 'wallet_id', 'inst', 'buyer_login', 'created_at'],
  ...['paid_at', 'closed_at', 'closed_by', 'cancel_action', 'cancel_service'],
  ...['fee_rate', 'fee', 'fee_returned', 'refunded', 'refund_reserved', 'refund_until', 'entry_id'],
  ...(Object.keys(quoteColumns) as (keyof typeof quoteColumns)[]),
] as (keyof TradeRow)[];
const changed = ['partner_id', 'partner_trans_id', ...changing] as const;

const update = statement({
  name: 'update-trades',
  text: `update trades set ${trades.assignments(changing)} from ${trades.changes(changed)}
    where trades.partner_id = new.partner_id and trades.partner_trans_id = new.partner_trans_id`,
});

const lock = statement({
  name: 'lock-trades',
  text: `select ${trades.names()} from trades
    where (partner_id, partner_trans_id) in (select unnest($1::text[]), unnest($2::text[]))
    order by partner_id, partner_trans_id for update`,
});

const lockByAnyId = statement({
  name: 'lock-trades-by-any-id',
  text: `select ${trades.names()} from trades
    where (partner_id, partner_trans_id) in (
      select unnest($1::text[]), unnest($2::text[])
      union
      select partner_id, partner_trans_id from trades where trade_id = any($3::text[])
      union
      select partner_id, partner_trans_id from trades where order_code = any($4::text[]))
    order by partner_id, partner_trans_id for update`,
});

/** Locks the orders of a batch, by the partner's id, by ours, and by the code that was scanned. */
export async function loadOrders(
  connection: Connection,
  needs: readonly Needs[],
): Promise<readonly Order[]> {
  const keys = orderKeys(needs);
  const tradeIds = distinct(needs.map(({ tradeId }) => tradeId));
  const codes = distinct(needs.map(({ orderCode }) => orderCode));
  const byAnyId = tradeIds.length + codes.length > 0;
  if (!byAnyId && keys[0].length === 0) return [];
  const rows = byAnyId
    ? connection.run(lockByAnyId, [...keys, tradeIds, codes])
    : connection.run(lock, keys);
  return (await rows).map(decodeOrder);
}

/** Adds orders that are new, in the order of their keys. */
export const storeNewOrders = (
  connection: Connection,
  orders: readonly Order[],
): Promise<unknown> => connection.run(insert, trades.lists(orders.map(rowOf)));

/** Writes the orders that have changed. */
export const storeChangedOrders = (
  connection: Connection,
  orders: readonly Order[],
): Promise<unknown> => connection.run(update, trades.lists(orders.map(rowOf), changed));

function rowOf(order: Order): TradeRow {
  const trade = isTrade(order) ? order : undefined;
  const asked = order.state === 'tombstone' ? undefined : order;
  return {
    partner_id: order.partnerId,
    partner_trans_id: order.partnerTransId,
    trade_id: trade?.id,
    product: asked?.product ?? 'none',
    state: order.state,
    currency: asked?.amount.currency ?? 'HKD',
    amount: asked?.amount.minor ?? 0n,
    wallet_id: trade?.walletId,
    inst: trade?.inst,
    buyer_login: trade?.buyerLogin,
    payment_code: trade?.paymentCode,
    subject: asked?.subject ?? '',
    details: asked?.details ?? {},
    created_at: order.createdAt,
    expires_at: asked?.expiresAt,
    order_code: order.orderCode,
    ...closingRow(trade?.closing),
    ...paymentRow(trade?.payment),
    ...quoteRow(trade),
  };
}

const closingRow = (closing: Closing | undefined) => ({
  closed_at: closing?.at,
  closed_by: closing?.by,
  cancel_action: closing?.cancelAction,
  cancel_service: closing?.cancelService,
});

const paymentRow = (payment: Payment | undefined) => ({
  paid_at: payment?.paidAt,
  fee_rate: payment ? payment.feeRate && rateText(payment.feeRate) : '0',
  fee: payment?.fee.minor ?? 0n,
  fee_returned: payment?.feeReturned.minor ?? 0n,
  refunded: payment?.refunded.minor ?? 0n,
  refund_reserved: payment?.refundReserved.minor ?? 0n,
  refund_until: payment?.refundUntil,
  entry_id: payment?.entryId,
});

export function decodeOrder(raw: RawRow): Order {
  const row = trades.read(raw);
  const { order_code: orderCode } = row;
  switch (row.state) {
    case 'tombstone':
      return {
        ...keyOf(row),
        state: 'tombstone',
        ...(orderCode !== undefined && { orderCode }),
      };
    case 'pre-ordered':
      return { ...keyOf(row), ...askedOf(row), state: 'pre-ordered', orderCode: whole(orderCode) };
    case 'waiting':
      return beginTrade(saleOf(row));
    case 'closed': {
      const sale = saleOf(row);
      return tradeIn(sale, 'closed', paymentOf(row, sale), closingOf(row));
    }
    case 'paid': {
      const sale = saleOf(row);
      return tradeIn(sale, 'paid', whole(paymentOf(row, sale)), undefined);
    }
    case 'finished': {
      const sale = saleOf(row);
      return tradeIn(sale, 'finished', whole(paymentOf(row, sale)), undefined);
    }
  }
}

const keyOf = (row: TradeRow) => ({
  partnerId: row.partner_id,
  partnerTransId: row.partner_trans_id,
  createdAt: row.created_at,
});

const askedOf = (row: TradeRow) => ({
  product: row.product as Product,
  amount: money(row.currency, row.amount),
  subject: row.subject,
  details: row.details,
  expiresAt: whole(row.expires_at),
});

function saleOf(row: TradeRow): Sale {
  const { product, amount, subject, details, expiresAt } = askedOf(row);
  return {
    partnerId: row.partner_id,
    partnerTransId: row.partner_trans_id,
    id: whole(row.trade_id),
    product,
    amount,
    quote: quoteOf(row, amount),
    walletId: whole(row.wallet_id),
    inst: whole(row.inst),
    buyerLogin: whole(row.buyer_login),
    paymentCode: row.payment_code,
    orderCode: row.order_code,
    subject,
    details,
    createdAt: row.created_at,
    expiresAt,
  };
}

/** What only a tombstone lacks, or an order that is not paid. */
const whole = <Value>(value: Value | undefined): Value =>
  required(value, 'a stored trade is whole');

function paymentOf(row: TradeRow, { quote, amount }: Sale): Payment | undefined {
  if (row.paid_at === undefined) return undefined;
  const { currency } = quote.settlement;
  return {
    paidAt: row.paid_at,
    entryId: whole(row.entry_id),
    feeRate: row.fee_rate === undefined ? undefined : rate(row.fee_rate),
    fee: money(currency, row.fee),
    feeReturned: money(currency, row.fee_returned),
    feeCny:
      row.fee_cny === undefined
        ? undefined
        : { fee: money('CNY', row.fee_cny), returned: money('CNY', whole(row.fee_cny_returned)) },
    refunded: money(amount.currency, row.refunded),
    ...returnedOf(row, quote),
    refundReserved: money(amount.currency, row.refund_reserved),
    refundUntil: whole(row.refund_until),
  };
}

const closingOf = (row: TradeRow): Closing => ({
  at: whole(row.closed_at),
  by: whole(row.closed_by),
  cancelAction: row.cancel_action,
  cancelService: row.cancel_service,
});
