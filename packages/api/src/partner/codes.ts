import { type Static, Type } from '@sinclair/typebox';
import { amount, currency, fields, oneOf, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const shop = Type.Object({
  merchantId: Type.String({ description: 'The `secondary_merchant_id`.' }),
  merchantName: Type.String(),
  storeId: Type.String(),
  storeName: Type.String(),
  industry: Type.String({ description: 'Merchant category code of ISO 18245.' }),
  country: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
  registered: Type.Boolean({ description: 'Whether all that the operator asks for is known.' }),
  missing: Type.Array(oneOf(['merchantName', 'storeName', 'industry', 'country', 'address'])),
  codes: Type.Integer({ description: 'Codes that can be paid.' }),
  changedAt: time,
});

export type PortalShopView = Fixed<Static<typeof shop>>;

/** A static code of a shop. */
const code = Type.Object({
  code: Type.String({ description: 'The token in its address; the sign ends with its last four.' }),
  value: Type.String({ description: 'What a camera reads.' }),
  status: oneOf(['normal', 'stopped', 'deleted']),
  shop: Type.Pick(shop, ['merchantId', 'merchantName', 'storeId', 'storeName', 'industry']),
  currency,
  channelFee: Type.Optional(Type.String({ examples: ['5.00', '0.02'] })),
  createdAt: time,
  changedAt: time,
  /** The last change of status by a person of the portal; by a request of the partner's program there is no name. */
  changedBy: Type.Optional(Type.String()),
  why: Type.Optional(Type.String()),
  lastPaidAt: Type.Optional(time),
  today: Type.Object({ payments: Type.Integer(), amount }),
});

export type PortalCodeView = Fixed<Static<typeof code>>;

const id = Type.Object({ id: Type.String({ description: 'The `code`.' }) });

const text = (expected: string, maxLength: number) =>
  Type.String({ minLength: 1, maxLength, expected });

const givenShop = {
  merchantId: text('1 to 32 letters, digits, - or _', 32),
  merchantName: text('1 to 64 characters', 64),
  storeId: text('1 to 32 letters, digits, - or _', 32),
  storeName: text('1 to 64 characters', 64),
  industry: Type.String({ pattern: '^[0-9]{4}$', expected: 'four digits, ISO 18245' }),
  country: Type.Optional(Type.String({ pattern: '^[A-Z]{2}$', expected: 'two letters, ISO 3166' })),
  address: Type.Optional(text('1 to 256 characters', 256)),
};

export const codeRoutes = {
  'GET /shops': {
    summary: "Lists the partner's shops.",
    reply: Type.Object({ shops: Type.Array(shop) }),
  },
  'POST /shops': {
    summary: 'Registers a shop, or changes its registration.',
    body: fields(givenShop),
    reply: shop,
    status: 201,
    errors: { 'partner-suspended': 409 },
  },
  'GET /codes': {
    summary: 'Lists the codes of shops, those that were deleted last.',
    reply: Type.Object({ codes: Type.Array(code) }),
  },
  'POST /codes': {
    summary: 'Makes the code of a registered shop; one that has a code gets it again.',
    body: fields({
      merchantId: givenShop.merchantId,
      storeId: givenShop.storeId,
    }),
    reply: code,
    status: 201,
    errors: { 'shop-unknown': 404, 'shop-incomplete': 409, 'partner-suspended': 409 },
  },
  'POST /codes/:id/status': {
    summary:
      'Stops a code, restarts it, or deletes it for ever; deleting needs the name of the shop.',
    params: id,
    body: fields({
      status: oneOf(['normal', 'stopped', 'deleted']),
      shopName: Type.Optional(Type.String({ maxLength: 64, expected: 'the name of the shop' })),
      why: Type.Optional(Type.String({ maxLength: 200, expected: 'at most 200 characters' })),
    }),
    reply: code,
    errors: {
      'code-unknown': 404,
      'code-deleted': 409,
      'shop-name-differs': 409,
      'partner-suspended': 409,
    },
  },
  'GET /codes/:id/sign': {
    summary: 'Draws the sign of a code, for the screen or a printer.',
    params: id,
    query: fields({
      as: oneOf(['svg', 'pdf']),
      paper: Type.Optional(oneOf(['A6', 'A5', 'sticker'])),
      languages: Type.Optional(
        Type.String({ examples: ['zh-HK,en'], expected: 'en, zh-HK, zh-CN with commas' }),
      ),
      code: Type.Optional(oneOf(['plain', 'hkqr'])),
    }),
    stream: { type: 'image/svg+xml or application/pdf', description: 'The picture of the sign.' },
    errors: { 'code-unknown': 404, 'code-stopped': 409, 'code-deleted': 409, busy: 503 },
  },
} as const satisfies Api;
