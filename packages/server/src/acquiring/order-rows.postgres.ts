import {
  type Currency,
  type Instant,
  money,
  type PartnerId,
  type PaymentInst,
  rate,
  rateText,
  required,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp, timestampOrNull } from '#database';
import type { Quote } from '#fx';
import { decodeQuote, decodeReturned, quoteColumns, quoteValues } from './quote-columns.ts';
import type {
  CancelAction,
  CancelService,
  Closing,
  Order,
  Payment,
  Product,
  Trade,
} from './trade.ts';
import { beginTrade, isTrade } from './trade.ts';

/** The columns that `decodeOrder` reads. */
export const orderColumns = `partner_id, partner_trans_id, trade_id, product, state, currency, amount,
  wallet_id, inst, buyer_login, payment_code, subject, details, created_at, expires_at, paid_at,
  closed_at, closed_by, cancel_action, cancel_service, fee_rate, fee, fee_returned, refunded,
  refund_reserved, refund_until, entry_id, order_code, ${quoteColumns}`;

const insert = statement({
  name: 'insert-trades',
  text: `insert into trades (${orderColumns})
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
      $14::timestamptz[], $15::timestamptz[], $16::timestamptz[], $17::timestamptz[],
      $18::text[], $19::text[], $20::text[], $21::text[], $22::bigint[], $23::bigint[],
      $24::bigint[], $25::bigint[], $26::timestamptz[], $27::text[], $28::text[], $29::text[],
      $30::bigint[], $31::bigint[], $32::text[], $33::text[], $34::bigint[], $35::bigint[],
      $36::text[], $37::text[], $38::bigint[], $39::bigint[])`,
});

const update = statement({
  name: 'update-trades',
  text: `update trades set state = new.state, trade_id = new.trade_id, wallet_id = new.wallet_id,
      inst = new.inst, buyer_login = new.buyer_login, created_at = new.created_at,
      paid_at = new.paid_at, closed_at = new.closed_at, closed_by = new.closed_by,
      cancel_action = new.cancel_action, cancel_service = new.cancel_service,
      fee_rate = new.fee_rate, fee = new.fee, fee_returned = new.fee_returned,
      refunded = new.refunded, refund_reserved = new.refund_reserved,
      refund_until = new.refund_until, entry_id = new.entry_id,
      charge_currency = new.charge_currency, charge = new.charge,
      charge_returned = new.charge_returned, charge_rate = new.charge_rate,
      settlement_currency = new.settlement_currency, settlement = new.settlement,
      settlement_returned = new.settlement_returned, settlement_rate = new.settlement_rate,
      payout_rate = new.payout_rate, fee_cny = new.fee_cny,
      fee_cny_returned = new.fee_cny_returned
    from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[],
      $13::text[], $14::text[], $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[],
      $19::timestamptz[], $20::text[], $21::text[], $22::bigint[], $23::bigint[], $24::text[],
      $25::text[], $26::bigint[], $27::bigint[], $28::text[], $29::text[], $30::bigint[],
      $31::bigint[])
      as new (partner_id, partner_trans_id, state, trade_id, wallet_id, inst, buyer_login,
        created_at, paid_at, closed_at, closed_by, cancel_action, cancel_service, fee_rate, fee,
        fee_returned, refunded, refund_reserved, refund_until, entry_id, ${quoteColumns})
    where trades.partner_id = new.partner_id and trades.partner_trans_id = new.partner_trans_id`,
});

/** Adds orders that are new, in the order of their keys. */
export function storeNewOrders(connection: Connection, orders: readonly Order[]): Promise<unknown> {
  const asked = orders.map((order) => (order.state === 'tombstone' ? undefined : order));
  const trades = orders.map((order) => (isTrade(order) ? order : undefined));
  const { payments, closings } = changing(orders);
  return connection.run(insert, [
    orders.map(({ partnerId }) => partnerId),
    orders.map(({ partnerTransId }) => partnerTransId),
    trades.map((trade) => trade?.id ?? null),
    asked.map((order) => order?.product ?? 'none'),
    orders.map(({ state }) => state),
    asked.map((order) => order?.amount.currency ?? 'HKD'),
    asked.map((order) => order?.amount.minor ?? 0n),
    trades.map((trade) => trade?.walletId ?? null),
    trades.map((trade) => trade?.inst ?? null),
    trades.map((trade) => trade?.buyerLogin ?? null),
    trades.map((trade) => trade?.paymentCode ?? null),
    asked.map((order) => order?.subject ?? ''),
    asked.map((order) => JSON.stringify(order?.details ?? {})),
    orders.map(({ createdAt }) => timestamp(createdAt)),
    asked.map((order) => timestampOrNull(order?.expiresAt)),
    ...closings,
    ...payments,
    asked.map((order) => order?.orderCode ?? null),
    ...quoteValues(trades),
  ]);
}

/** Writes the orders that have changed. */
export function storeChangedOrders(
  connection: Connection,
  orders: readonly Order[],
): Promise<unknown> {
  const trades = orders.map((order) => (isTrade(order) ? order : undefined));
  const { payments, closings } = changing(orders);
  return connection.run(update, [
    orders.map(({ partnerId }) => partnerId),
    orders.map(({ partnerTransId }) => partnerTransId),
    orders.map(({ state }) => state),
    trades.map((trade) => trade?.id ?? null),
    trades.map((trade) => trade?.walletId ?? null),
    trades.map((trade) => trade?.inst ?? null),
    trades.map((trade) => trade?.buyerLogin ?? null),
    orders.map(({ createdAt }) => timestamp(createdAt)),
    ...closings,
    ...payments,
    ...quoteValues(trades),
  ]);
}

/** What payment, refunds and closing have written into the orders, a column for each. */
function changing(orders: readonly Order[]) {
  const payments = orders.map((order) => (isTrade(order) ? order.payment : undefined));
  const closings = orders.map((order) => (isTrade(order) ? order.closing : undefined));
  return {
    closings: [
      payments.map((payment) => timestampOrNull(payment?.paidAt)),
      closings.map((closing) => timestampOrNull(closing?.at)),
      closings.map((closing) => closing?.by ?? null),
      closings.map((closing) => closing?.cancelAction ?? null),
      closings.map((closing) => closing?.cancelService ?? null),
    ],
    payments: [
      payments.map(feeRateText),
      payments.map((payment) => payment?.fee.minor ?? 0n),
      payments.map((payment) => payment?.feeReturned.minor ?? 0n),
      payments.map((payment) => payment?.refunded.minor ?? 0n),
      payments.map((payment) => payment?.refundReserved.minor ?? 0n),
      payments.map((payment) => timestampOrNull(payment?.refundUntil)),
      payments.map((payment) => payment?.entryId ?? null),
    ],
  };
}

/** Null of a fee that is not by a rate. */
function feeRateText(payment: Payment | undefined): string | null {
  if (!payment) return '0';
  return payment.feeRate ? rateText(payment.feeRate) : null;
}

export function decodeOrder(row: RawRow): Order {
  const key = {
    partnerId: row.partner_id as PartnerId,
    partnerTransId: row.partner_trans_id as string,
    createdAt: row.created_at as Instant,
  };
  if (row.state === 'tombstone') {
    const orderCode = row.order_code as string | null;
    return { ...key, state: 'tombstone', ...(orderCode !== null && { orderCode }) };
  }
  const asked = {
    ...key,
    product: row.product as Product,
    amount: money(row.currency as Currency, row.amount as bigint),
    subject: row.subject as string,
    details: JSON.parse(row.details as string) as Trade['details'],
    expiresAt: row.expires_at as Instant,
  };
  if (row.state === 'pre-ordered') {
    return { ...asked, state: 'pre-ordered', orderCode: row.order_code as string };
  }
  const quote = decodeQuote(row, asked.amount);
  const sale = {
    ...asked,
    quote,
    id: row.trade_id as TradeId,
    walletId: row.wallet_id as WalletId,
    inst: row.inst as PaymentInst,
    buyerLogin: row.buyer_login as string,
    paymentCode: (row.payment_code as string | null) ?? undefined,
    orderCode: (row.order_code as string | null) ?? undefined,
  };
  const payment = decodePayment(row, quote);
  switch (row.state as Trade['state']) {
    case 'waiting':
      return beginTrade(sale);
    case 'closed':
      return { ...sale, state: 'closed', payment, closing: decodeClosing(row) };
    case 'paid':
      return { ...sale, state: 'paid', payment: paid(payment), closing: undefined };
    case 'finished':
      return { ...sale, state: 'finished', payment: paid(payment), closing: undefined };
  }
}

const paid = (payment: Payment | undefined): Payment =>
  required(payment, 'it says when it was paid');

function decodePayment(row: RawRow, { charge, settlement }: Quote): Trade['payment'] {
  if (row.paid_at === null) return undefined;
  const { currency } = settlement;
  const refunded = row.refunded as bigint;
  return {
    paidAt: row.paid_at as Instant,
    entryId: row.entry_id as TradeId,
    feeRate: row.fee_rate === null ? undefined : rate(row.fee_rate as string),
    fee: money(currency, row.fee as bigint),
    feeReturned: money(currency, row.fee_returned as bigint),
    feeCny:
      row.fee_cny === null
        ? undefined
        : {
            fee: money('CNY', row.fee_cny as bigint),
            returned: money('CNY', row.fee_cny_returned as bigint),
          },
    refunded: money(row.currency as Currency, refunded),
    ...decodeReturned(row, { charge, settlement }),
    refundReserved: money(row.currency as Currency, row.refund_reserved as bigint),
    refundUntil: row.refund_until as Instant,
  };
}

function decodeClosing(row: RawRow): Closing {
  return {
    at: row.closed_at as Instant,
    by: row.closed_by as Closing['by'],
    cancelAction: (row.cancel_action as CancelAction | null) ?? undefined,
    cancelService: (row.cancel_service as CancelService | null) ?? undefined,
  };
}
