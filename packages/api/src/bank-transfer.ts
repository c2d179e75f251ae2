import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, oneOf, ownId, time } from './kinds.ts';
import type { Fixed } from './route.ts';

/** Money between a bank account and a wallet. */
export const bankTransfer = Type.Object({
  transferId: ownId,
  kind: oneOf(['top-up', 'withdrawal']),
  amount,
  currency,
  state: oneOf(['requested', 'done', 'refused']),
  reason: Type.Optional(Type.String({ description: 'Why it was refused.' })),
  requestedAt: time,
  settledAt: Type.Optional(time),
});

export type BankTransferView = Fixed<Static<typeof bankTransfer>>;
