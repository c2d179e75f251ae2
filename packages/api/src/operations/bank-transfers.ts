import { Type } from '@sinclair/typebox';
import { bankTransfer } from '../bank-transfer.ts';
import { fields, oneOf, page, pageQuery, walletId } from '../kinds.ts';
import type { Api } from '../route.ts';

const transfer = Type.Composite([bankTransfer, Type.Object({ walletId })]);

export const bankTransferRoutes = {
  'GET /admin/bank-transfers': {
    summary: "Lists buyers' top-ups and withdrawals that wait for the operator, oldest first.",
    query: pageQuery({}),
    reply: page(transfer),
  },
  'POST /admin/bank-transfers/:id': {
    summary:
      'Settles a transfer whose money has come or gone at the bank, or refuses it with a reason. Settling again books nothing twice.',
    params: Type.Object({ id: Type.String() }),
    body: fields({
      answer: oneOf(['settle', 'refuse']),
      reason: Type.Optional(Type.String({ description: 'For the buyer; a refusal needs it.' })),
    }),
    reply: transfer,
    errors: { 'bank-transfer-unknown': 404, 'transfer-refused': 409, 'transfer-done': 409 },
  },
} as const satisfies Api;
