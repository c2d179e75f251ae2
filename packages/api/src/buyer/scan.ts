import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, decimal, fields, scannedCode } from '../kinds.ts';
import { refusalsToOpen } from '../refusals.ts';
import type { Api, Fixed } from '../route.ts';
import { bill } from './bill.ts';

const scannedOrder = Type.Composite([Type.Object({ kind: Type.Literal('order') }), bill]);

const openedAtShop = Type.Composite([Type.Object({ kind: Type.Literal('shop') }), bill]);

const shop = Type.Object({
  kind: Type.Literal('shop'),
  merchant: Type.String(),
  store: Type.Optional(Type.String()),
  driver: Type.Optional(Type.String()),
  currency,
  channelFee: Type.Optional(
    Type.Union(
      [
        Type.Object({ type: Type.Literal('FIXED'), amount }),
        Type.Object({
          type: Type.Literal('RATE'),
          share: Type.String({ description: 'Of what is typed.' }),
        }),
      ],
      { description: 'What the shop puts on top; a fixed one is at most 5 % of what is typed.' },
    ),
  ),
});

const scanned = Type.Union([scannedOrder, openedAtShop, shop]);

/** What a code is: an order, an order that was opened at a shop, or a shop that needs an amount. */
export type ScannedView = Fixed<Static<typeof scanned>>;

export const scanRoutes = {
  'POST /scan': {
    summary:
      "Says what a code is and what may be paid. An order, or a shop's code with an amount, is opened for this buyer.",
    body: fields({ code: scannedCode('what the camera has read'), amount: Type.Optional(decimal) }),
    reply: scanned,
    errors: {
      ...refusalsToOpen,
      'code-unknown': 404,
      'wallet-frozen': 403,
      'too-many-unpaid-orders': 429,
    },
  },
} as const satisfies Api;
