import { type Api, day, type Fixed, page, pageQuery, time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { basket } from './basket.ts';
import { amount, fields, givenAmount, madeId, oneOf, optional } from './kinds.ts';
import { payment } from './payment.ts';

/**
 * - `open`: nothing was paid, the basket may change.
 * - `paying`: a payment is under way.
 * - `unknown`: a payment's outcome is not known.
 * - `partPaid`: something is left to pay.
 * - `discrepancy`: a supervisor closed it although a payment is unknown.
 */
export const orderStates = [
  'open',
  'paying',
  'unknown',
  'partPaid',
  'paid',
  'partRefunded',
  'refunded',
  'discrepancy',
  'abandoned',
] as const;
export type OrderState = (typeof orderStates)[number];

const totals = Type.Object({
  subtotal: amount,
  discount: amount,
  tip: amount,
  total: amount,
  taxes: Type.Array(Type.Object({ rate: Type.String(), included: amount }), {
    description: 'The tax that is included, by its rate, after the discount.',
  }),
  paid: Type.String({ description: 'What was paid, in any way.' }),
  due: Type.String({ description: 'What is left to pay.' }),
});

/** Replies and events overtake each other on their way: of two of one `run`, that of the greater `step` was said later. */
export const asOf = Type.Object(
  { run: Type.String(), step: Type.Integer() },
  { description: 'When the till said this: `step` counts up within one `run` of its server.' },
);

export type AsOf = Fixed<Static<typeof asOf>>;

export const order = Type.Object({
  id: Type.String(),
  asOf,
  number: Type.String({ description: 'For people.', examples: ['0047'] }),
  state: oneOf(orderStates),
  at: time,
  cashier: Type.String(),
  basket,
  lineAmounts: Type.Array(amount, { description: 'Of each line: quantity times price.' }),
  totals,
  payments: Type.Array(payment, { description: 'Oldest first.' }),
  receipts: Type.Integer({ description: 'How often a receipt was printed.' }),
});

export type OrderView = Fixed<Static<typeof order>>;
export type TotalsView = Fixed<Static<typeof totals>>;

const ofOrder = Type.Object({ id: madeId });
const found = { 'not-signed-in': 401, 'order-unknown': 404 } as const;
const toPay = {
  ...found,
  'no-shift': 409,
  'amount-zero': 409,
  'amount-above-limit': 409,
  'more-than-due': 409,
  'payment-open': 409,
  'order-over': 409,
  'id-reused': 409,
} as const;

export const orderRoutes = {
  'PUT /orders/:id': {
    summary: 'Keeps a basket as an order. The id is made once per basket.',
    params: ofOrder,
    body: basket,
    reply: order,
    errors: {
      'not-signed-in': 401,
      'no-shift': 409,
      'item-unknown': 409,
      'discount-too-large': 409,
      'order-has-payment': 409,
      'order-over': 409,
    },
  },
  'GET /orders/:id': { summary: 'Shows one order.', params: ofOrder, reply: order, errors: found },
  'GET /recent-orders': {
    summary: 'Shows the last five orders with a payment, newest first.',
    reply: Type.Object({ items: Type.Array(order) }),
    errors: { 'not-signed-in': 401 },
  },
  'GET /orders': {
    summary: 'Lists the orders with a payment, newest first.',
    query: pageQuery({
      day: optional(day),
      text: optional(
        Type.String({
          description: "An order's number or id, a payment's id, the gateway's id, or its end.",
        }),
      ),
    }),
    reply: page(order),
    errors: { 'not-signed-in': 401, 'history-locked': 403 },
  },
  'GET /find-order': {
    summary:
      'Finds the order of a printed receipt, by the text of its code or its number of today.',
    query: fields({ text: Type.String({ minLength: 1 }) }),
    reply: order,
    errors: found,
  },
  'POST /orders/:id/scan': {
    summary: 'Takes money from the code that the customer shows. Answers at once; events follow.',
    params: ofOrder,
    body: fields({
      id: madeId,
      code: Type.String({ minLength: 1, maxLength: 64, expected: 'the digits of the code' }),
      amount: optional(givenAmount),
    }),
    reply: Type.Object({
      order,
      paymentId: Type.String(),
      isSameScan: Type.Boolean({ description: 'This code was just read; it is the same payment.' }),
    }),
    errors: { ...toPay, 'code-just-used': 409 },
  },
  'POST /orders/:id/show': {
    summary: 'Makes a code for the customer to scan. It follows in an event, with its deadline.',
    params: ofOrder,
    body: fields({ id: madeId, amount: optional(givenAmount) }),
    reply: Type.Object({ order, paymentId: Type.String() }),
    errors: toPay,
  },
  'POST /orders/:id/otherwise': {
    summary: 'Records what was paid in cash or by card.',
    params: ofOrder,
    body: fields({
      id: madeId,
      method: oneOf(['cash', 'card']),
      amount: optional(givenAmount),
      given: optional(givenAmount),
    }),
    reply: Type.Object({ order, paymentId: Type.String() }),
    errors: { ...toPay, 'given-too-little': 409 },
  },
  'POST /orders/:id/abandon': {
    summary: 'Ends an order for which nothing was paid.',
    params: ofOrder,
    reply: order,
    errors: { ...found, 'order-has-payment': 409, 'payment-open': 409 },
  },
} as const satisfies Api;
