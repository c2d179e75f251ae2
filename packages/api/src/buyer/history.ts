import { Type } from '@sinclair/typebox';
import { day, fields, oneOf, tradeId } from '../kinds.ts';
import type { Api } from '../route.ts';
import { bill } from './bill.ts';

export const historyRoutes = {
  'GET /trades': {
    summary: "Lists the buyer's trades, or searches them, newest first.",
    query: fields({
      text: Type.Optional(
        Type.String({
          description: "Part of the shop's name or of the subject, or a whole amount or id.",
          maxLength: 64,
          expected: 'text of at most 64 characters',
        }),
      ),
      status: Type.Optional(oneOf(['waiting', 'paid', 'closed', 'refunded'])),
      from: Type.Optional(day),
      until: Type.Optional(day),
      before: Type.Optional(
        Type.String({
          description: 'The `next` of the page before.',
          pattern: '^[0-9]{28}$',
          expected: 'a trade id of 28 digits',
        }),
      ),
      limit: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 100, default: 20, expected: '1 to 100' }),
      ),
    }),
    reply: Type.Object({
      trades: Type.Array(bill),
      next: Type.Union([tradeId, Type.Null()], {
        description: 'The `before` of the following page; `null` on the last one.',
      }),
    }),
  },
  'GET /trades/:id': {
    summary: 'Shows one trade of the buyer.',
    params: Type.Object({ id: Type.String() }),
    reply: bill,
    errors: { 'trade-unknown': 404 },
  },
} as const satisfies Api;
