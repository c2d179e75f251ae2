import type { Api, Fixed } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { oneOf, optional } from './kinds.ts';

/**
 * - `order`: the gateway takes an order with this till's keys and shop.
 * - `other-amount`: the same order with another amount is refused, so no order is charged twice.
 * - `cancel`: the order is closed again.
 */
export const checkSteps = ['order', 'other-amount', 'cancel'] as const;

const connectionCheck = Type.Object({
  steps: Type.Array(
    Type.Object({
      step: oneOf(checkSteps),
      is: oneOf(['right', 'wrong', 'silent']),
      said: optional(Type.String({ description: 'What the gateway said instead, for support.' })),
    }),
  ),
});

export type ConnectionCheckView = Fixed<Static<typeof connectionCheck>>;

export const connectionCheckRoutes = {
  'POST /connection-check': {
    summary: 'Checks keys, shop and gateway by an order that is never shown and that is cancelled.',
    reply: connectionCheck,
    errors: { 'not-signed-in': 401, 'supervisor-needed': 403 },
  },
} as const satisfies Api;
