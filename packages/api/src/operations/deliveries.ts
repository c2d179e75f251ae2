import { type Static, Type } from '@sinclair/typebox';
import { oneOf, page, pageQuery, partnerId, time, tradeId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** A notification on its way to a partner, without its contents and attempts. */
const delivery = Type.Object({
  notifyId: Type.String(),
  partnerId,
  tradeId,
  url: Type.String(),
  state: oneOf(['waiting', 'delivered', 'given-up']),
  action: Type.Optional(Type.String({ description: 'The `notify_action_type` that it tells.' })),
  attempts: Type.Integer({ description: 'How often it was sent.' }),
  createdAt: time,
  latestSentAt: Type.Optional(time),
  nextAt: Type.Optional(time),
});

export type DeliveryView = Fixed<Static<typeof delivery>>;

export const deliveryRoutes = {
  'GET /admin/deliveries': {
    summary: 'Lists notifications to partners, newest first.',
    query: pageQuery({ partner: Type.Optional(partnerId), trade: Type.Optional(tradeId) }),
    reply: page(delivery),
    errors: { 'partner-unknown': 404, 'trade-unknown': 404 },
  },
} as const satisfies Api;
