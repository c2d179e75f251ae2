import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, oneOf, page, pageQuery, time, walletId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** A buyer's wallet. */
const wallet = Type.Object({
  walletId,
  userId: walletId,
  loginId: Type.String({ description: 'The phone number by which the buyer signs in.' }),
  inst: oneOf(['ALIPAYHK', 'ALIPAYCN']),
  status: oneOf(['active', 'frozen']),
  balance: amount,
  currency,
  passwordFreeLimit: Type.Optional(amount),
  paymentLimit: Type.Optional(amount),
  dayLimit: Type.Optional(amount),
  monthLimit: Type.Optional(amount),
  createdAt: time,
  changedAt: Type.Optional(time),
});

export type WalletView = Fixed<Static<typeof wallet>>;

export const walletRoutes = {
  'GET /admin/wallets': {
    summary: 'Lists wallets by their ids.',
    query: pageQuery({}),
    reply: page(wallet),
  },
} as const satisfies Api;
