import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, day, ownId, page, pageQuery, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** A closed business day of a partner, in one currency. */
const partnerDay = Type.Object({
  day,
  partnerId,
  currency,
  items: Type.Integer({ description: 'Payments, refunds and cancels.' }),
  net: Type.String({
    description:
      'What is owed for the day, as decimal text; negative when more went back than came in.',
  }),
  batchId: Type.Optional(ownId),
  filed: Type.Boolean({ description: 'Whether the transaction file of the day was made.' }),
});

export type PartnerDayView = Fixed<Static<typeof partnerDay>>;

/** What a partner is paid out on a settlement day, in one currency. */
const batch = Type.Object({
  batchId: ownId,
  settledOn: day,
  partnerId,
  currency,
  items: Type.Integer(),
  net: amount,
  settledAt: time,
  entryId: Type.Optional(ownId),
  filed: Type.Boolean({ description: 'Whether the settlement file of the day was made.' }),
});

export type BatchView = Fixed<Static<typeof batch>>;

const ofPartner = pageQuery({ partner: Type.Optional(partnerId) });

export const settlementRoutes = {
  'GET /admin/days': {
    summary: 'Lists closed business days of partners, newest first.',
    query: ofPartner,
    reply: page(partnerDay),
    errors: { 'partner-unknown': 404 },
  },
  'GET /admin/batches': {
    summary: 'Lists settlement batches, newest first.',
    query: ofPartner,
    reply: page(batch),
    errors: { 'partner-unknown': 404 },
  },
} as const satisfies Api;
