import type { Api, Fixed } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { fields, language, oneOf, optional, reason } from './kinds.ts';

const printed = Type.Object({
  printer: oneOf(['printed', 'silent', 'none']),
  isCopy: Type.Boolean(),
});

export type PrintedView = Fixed<Static<typeof printed>>;

const paper = optional(Type.Integer({ description: '80 or 58 mm.', expected: '80 or 58' }));
const receipt = {
  type: 'text/html;charset=UTF-8',
  description: 'A page of the width of the paper, with nothing from elsewhere.',
} as const;
const errors = { 'not-signed-in': 401 } as const;

export const printingRoutes = {
  'GET /orders/:id/receipt': {
    summary:
      'The receipt of an order, or of one of its refunds, as a page to print. Needs no session: a customer opens it, and an id of an order cannot be guessed.',
    params: Type.Object({ id: Type.String() }),
    query: fields({ paper, language: optional(language), refundId: optional(Type.String()) }),
    stream: receipt,
    errors: { 'order-unknown': 404, 'refund-unknown': 404 },
  },
  'POST /orders/:id/print': {
    summary: 'Prints the receipt; from the second time on it says that it is a copy.',
    params: Type.Object({ id: Type.String() }),
    body: fields({ language: optional(language), refundId: optional(Type.String()) }),
    reply: printed,
    errors: { ...errors, 'order-unknown': 404, 'refund-unknown': 404 },
  },
  'GET /z/:number/receipt': {
    summary: 'A Z report as a page to print.',
    params: Type.Object({ number: Type.String() }),
    query: fields({ paper, language: optional(language) }),
    stream: receipt,
    errors: { ...errors, 'z-unknown': 404 },
  },
  'POST /z/:number/print': {
    summary: 'Prints a Z report, again and again the same.',
    params: Type.Object({ number: Type.String() }),
    body: fields({ language: optional(language) }),
    reply: printed,
    errors: { ...errors, 'z-unknown': 404 },
  },
  'POST /drawer': {
    summary: 'Opens the drawer without a sale; the reports count it.',
    body: fields({ reason }),
    reply: printed,
    errors: { ...errors, 'no-shift': 409 },
  },
} as const satisfies Api;
