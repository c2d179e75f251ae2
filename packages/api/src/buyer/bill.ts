import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, oneOf, time, tradeId } from '../kinds.ts';
import type { Fixed } from '../route.ts';

const refund = Type.Object({
  amount,
  charge: Type.Optional(
    Type.String({ description: 'What came into the wallet, when its currency is another one.' }),
  ),
  at: time,
});

/** A trade as its buyer sees it. */
export const bill = Type.Object({
  tradeId,
  product: oneOf(['barcode', 'transaction-qr', 'merchant-qr']),
  status: oneOf(['waiting', 'paid', 'closed']),
  merchant: Type.String(),
  store: Type.Optional(Type.String()),
  driver: Type.Optional(Type.String()),
  subject: Type.String(),
  amount,
  typed: Type.Optional(
    Type.String({ description: 'The amount without what the shop puts on top.' }),
  ),
  fee: Type.Optional(Type.String({ description: 'What the shop puts on top.' })),
  currency,
  charge: Type.Optional(
    Type.String({ description: 'What the wallet pays, when its currency is another one.' }),
  ),
  chargeCurrency: Type.Optional(currency),
  chargeRate: Type.Optional(Type.String()),
  createdAt: time,
  expiresAt: Type.Optional(time),
  paidAt: Type.Optional(time),
  closedAt: Type.Optional(time),
  closedBy: Type.Optional(oneOf(['time', 'buyer', 'merchant', 'refund'])),
  refunded: amount,
  refunds: Type.Array(refund),
});

export type BillView = Fixed<Static<typeof bill>>;
