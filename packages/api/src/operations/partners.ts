import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, oneOf, page, pageQuery, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const onOff = oneOf(['on', 'off']);

/** A partner with its terms; no keys. */
const partner = Type.Object({
  id: partnerId,
  name: Type.String(),
  contract: oneOf(['hk', 'global']),
  currency,
  status: oneOf(['active', 'suspended']),
  accepts: Type.Array(oneOf(['ALIPAYHK', 'ALIPAYCN']), { description: 'Wallets that may pay.' }),
  services: Type.Union([Type.Literal('all'), Type.Array(Type.String())], {
    description: 'Services that the partner may call.',
  }),
  feeRate: Type.Optional(
    Type.String({ description: 'Fee rate per payment.', examples: ['0.006'] }),
  ),
  feeMinimum: Type.Optional(amount),
  feeFixed: Type.Optional(amount),
  refundFee: oneOf(['returned', 'kept']),
  settlesAfter: Type.Integer({ description: 'Working days: the N of T+N.' }),
  settlementMinimum: amount,
  calendars: Type.Array(oneOf(['hk', 'cn'])),
  paymentLimit: Type.Optional(amount),
  dayLimit: Type.Optional(amount),
  monthLimit: Type.Optional(amount),
  notifyUrl: Type.Optional(Type.String()),
  changedAt: Type.Optional(time),
  refundPeriod: Type.Integer({ description: 'Days.' }),
  requestExpiry: onOff,
  refundPause: onOff,
  cancelRestriction: onOff,
  createdAt: time,
});

export type PartnerView = Fixed<Static<typeof partner>>;

export const partnerRoutes = {
  'GET /admin/partners': {
    summary: 'Lists partners by their ids.',
    query: pageQuery({}),
    reply: page(partner),
  },
} as const satisfies Api;
