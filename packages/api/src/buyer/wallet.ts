import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, fields, oneOf, time, walletId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

export const balance = Type.Object({ balance: amount, currency });

export type BalanceView = Fixed<Static<typeof balance>>;

export const frozenBy = Type.Optional(
  Type.Unsafe<'buyer' | 'operator'>(
    Type.Union([Type.Literal('buyer'), Type.Literal('operator')], {
      description: 'Who may release the wallet; absent when it is active.',
    }),
  ),
);

export const walletCodes = oneOf(['on', 'paused']);

/** A wallet as its own buyer sees it. */
export const buyerWallet = Type.Object({
  walletId,
  login: Type.String({ description: 'Masked, since others look at screens too.' }),
  inst: oneOf(['ALIPAYHK', 'ALIPAYCN']),
  status: oneOf(['active', 'frozen']),
  frozenBy,
  codes: walletCodes,
  balance: amount,
  currency,
  limits: Type.Object({
    passwordFree: Type.Optional(amount),
    payment: Type.Optional(amount),
    day: Type.Optional(amount),
    month: Type.Optional(amount),
  }),
});

export type BuyerWalletView = Fixed<Static<typeof buyerWallet>>;

export const walletRoutes = {
  'GET /me': {
    summary: "Shows the buyer's wallet.",
    reply: buyerWallet,
  },
  'POST /codes': {
    summary:
      'Issues a payment code to show. A device that asks ahead can show codes for some minutes without network.',
    body: fields({
      digits: Type.Optional(oneOf([18, 24])),
      ahead: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 4,
          description: 'Number of minutes from now at which the code begins to be valid; 0.',
          expected: '0 to 4',
        }),
      ),
    }),
    reply: Type.Object({ code: Type.String(), validFrom: time, expiresAt: time }),
    status: 201,
    errors: { 'wallet-frozen': 403, 'codes-paused': 409, 'too-many-codes': 429 },
  },
} as const satisfies Api;
