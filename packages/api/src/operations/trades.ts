import { type Static, Type } from '@sinclair/typebox';
import {
  amount,
  currency,
  day,
  fields,
  oneOf,
  ownId,
  page,
  pageQuery,
  partnerId,
  time,
  tradeId,
  walletId,
} from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { notification } from './notifications.ts';

export const tradeStatus = oneOf(['waiting', 'paid', 'closed', 'finished']);

/** A trade as lists show it. */
export const trade = Type.Object({
  tradeId,
  partnerId,
  partnerTransId: Type.String({ description: "The partner's id of the order." }),
  product: oneOf(['barcode', 'transaction-qr', 'merchant-qr']),
  status: tradeStatus,
  amount,
  currency,
  charge: Type.Optional(amount),
  chargeCurrency: Type.Optional(currency),
  chargeRate: Type.Optional(Type.String()),
  subject: Type.String(),
  walletId,
  inst: oneOf(['ALIPAYHK', 'ALIPAYCN']),
  buyerLogin: Type.String({ description: 'Masked, as the merchant may see it.' }),
  createdAt: time,
  expiresAt: Type.Optional(time),
  paidAt: Type.Optional(time),
  refunded: Type.Optional(amount),
  closedAt: Type.Optional(time),
  closedBy: Type.Optional(Type.String()),
});

export type TradeView = Fixed<Static<typeof trade>>;

const refund = Type.Object({
  partnerRefundId: Type.String({ description: "The partner's id of the refund." }),
  amount,
  currency,
  charge: Type.Optional(amount),
  state: oneOf(['accepted', 'done', 'failed']),
  reason: Type.String(),
  feeReturned: amount,
  requestedAt: time,
  doneAt: Type.Optional(time),
});

const entry = Type.Object({
  entryId: ownId,
  kind: Type.String(),
  bookedAt: time,
  transfers: Type.Array(
    Type.Object({ debit: Type.String(), credit: Type.String(), amount, currency }),
  ),
});

/** All that is known of a trade. */
export const wholeTrade = Type.Composite([
  trade,
  Type.Object({
    settlement: Type.Optional(amount),
    settlementCurrency: Type.Optional(currency),
    settlementRate: Type.Optional(Type.String()),
    merchantCode: Type.Optional(Type.String()),
    channelFee: Type.Optional(amount),
    feeRate: Type.Optional(Type.String()),
    fee: Type.Optional(amount),
    feeReturned: Type.Optional(amount),
    chargeReturned: Type.Optional(amount),
    refundReserved: Type.Optional(amount),
    refundUntil: Type.Optional(time),
    cancelAction: Type.Optional(Type.String()),
    details: Type.Object({}, { description: 'What the till said of the sale.' }),
    refunds: Type.Array(refund),
    entries: Type.Array(entry),
    notifications: Type.Array(notification),
  }),
]);

/** An order that is no trade yet, or never will be. */
export const order = Type.Object({
  partnerId,
  partnerTransId: Type.String(),
  status: oneOf(['pre-ordered', 'tombstone']),
  createdAt: time,
  amount: Type.Optional(amount),
  currency: Type.Optional(currency),
  expiresAt: Type.Optional(time),
  details: Type.Optional(Type.Object({}, { description: 'What the till said of the sale.' })),
});

export type WholeTradeView = Fixed<Static<typeof wholeTrade>>;
export type OrderView = Fixed<Static<typeof order>>;
export type RefundView = Fixed<Static<typeof refund>>;
export type EntryView = Fixed<Static<typeof entry>>;

export const tradeRoutes = {
  'GET /admin/trades/:id': {
    summary: "Shows all that is known of a trade, by our id or, with `partner`, by the partner's.",
    params: Type.Object({ id: Type.String() }),
    query: fields({ partner: Type.Optional(partnerId) }),
    reply: Type.Union([wholeTrade, order]),
    errors: { 'trade-unknown': 404 },
  },
  'GET /admin/trades': {
    summary: 'Lists trades, newest first.',
    query: pageQuery({
      partner: Type.Optional(partnerId),
      wallet: Type.Optional(walletId),
      status: Type.Optional(tradeStatus),
      date: Type.Optional(day),
    }),
    reply: page(trade),
    errors: { 'partner-unknown': 404, 'wallet-unknown': 404 },
  },
} as const satisfies Api;
