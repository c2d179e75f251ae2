import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, day, oneOf, ownId, page, pageQuery, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** What a batch comes to: payments − refunds − fees + fees returned = net, to the cent. */
const sums = {
  payments: Type.Integer(),
  paid: amount,
  refunds: Type.Integer(),
  refunded: amount,
  fees: amount,
  feesReturned: amount,
  net: amount,
};

const batch = Type.Object({
  batchId: ownId,
  settledOn: day,
  currency,
  ...sums,
  days: Type.Array(day, { description: 'The business days in it.' }),
  settledAt: time,
  payout: oneOf(['ordered', 'not-ordered', 'account-missing']),
  file: Type.Optional(Type.String({ description: 'The name of its settlement file.' })),
});

export type PortalBatchView = Fixed<Static<typeof batch>>;

/** A closed day that is in no batch yet, or today. */
const openDay = Type.Object({
  day,
  currency,
  ...sums,
  closed: Type.Boolean(),
  dueOn: Type.Optional(day),
});

const file = Type.Object({
  name: Type.String(),
  kind: oneOf(['transaction', 'settlement']),
  day,
  rows: Type.Integer(),
  size: Type.Integer({ description: 'Bytes.' }),
  sha256: Type.String(),
  madeAt: time,
});

export type PortalFileView = Fixed<Static<typeof file>>;

export const portalSettlementRoutes = {
  'GET /batches': {
    summary: 'Lists settlement batches, newest first.',
    query: pageQuery({}),
    reply: page(batch),
  },
  'GET /batches/:id': {
    summary: 'Shows a batch, day by day.',
    params: Type.Object({ id: ownId }),
    reply: Type.Composite([
      batch,
      Type.Object({ byDay: Type.Array(Type.Object({ day, ...sums })) }),
    ]),
    errors: { 'batch-unknown': 404 },
  },
  'GET /open-days': {
    summary: 'Lists days that are not settled yet, newest first, and what they come to.',
    reply: Type.Object({
      balance: amount,
      currency,
      feeRate: Type.Optional(Type.String()),
      nextSettlementAt: Type.Optional(time),
      days: Type.Array(openDay),
    }),
  },
  'GET /files': {
    summary: "Lists the partner's files, newest day first.",
    query: pageQuery({
      day: Type.Optional(day),
      kind: Type.Optional(oneOf(['transaction', 'settlement'])),
    }),
    reply: page(file),
  },
  'GET /files/late': {
    summary: 'Says for which recent days a file is not made yet, and when it comes.',
    reply: Type.Object({
      late: Type.Array(
        Type.Object({ day, kind: oneOf(['transaction', 'settlement']), expectedAt: time }),
        { description: 'A file whose `expectedAt` is past is overdue.' },
      ),
    }),
  },
  'GET /files/:name': {
    summary: 'Sends the bytes of a file.',
    params: Type.Object({ name: Type.String() }),
    stream: {
      type: 'text/plain; charset=utf-8',
      description: '`Repr-Digest` has their SHA-256, `Content-Length` their number.',
    },
    errors: { 'file-unknown': 404 },
  },
} as const satisfies Api;
