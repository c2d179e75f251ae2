import { type Static, Type } from '@sinclair/typebox';
import {
  amount,
  currency,
  day,
  oneOf,
  page,
  pageQuery,
  partnerId,
  time,
  tradeId,
  walletId,
} from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

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

export const tradeRoutes = {
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
