import { type Api, type Fixed, page, pageQuery, time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { verdict } from './day.ts';
import { amount, fields, givenAmount, madeId, oneOf, optional, reason, sum } from './kinds.ts';

export const shift = Type.Object({
  id: Type.String(),
  openedAt: time,
  openedBy: Type.String(),
  float: Type.String({ description: 'The cash in the drawer at the beginning.' }),
});

const cashierLine = Type.Object({
  cashierId: Type.String(),
  name: Type.String(),
  payments: Type.Integer(),
  wallets: amount,
  cash: amount,
  card: amount,
  refunds: amount,
  counted: optional(Type.String({ description: 'The cash that was counted, only on a Z.' })),
  difference: optional(Type.String({ description: 'Counted less expected; may be negative.' })),
});

const openDiscrepancy = Type.Object({
  orderId: Type.String(),
  number: Type.String(),
  paymentId: Type.String(),
  amount,
  at: time,
  by: Type.String(),
  reason: Type.String(),
});

/** What a shift took: the X of an open one, or the Z that closed it. */
const report = Type.Object({
  shiftId: Type.String(),
  openedAt: time,
  until: time,
  payments: sum,
  wallets: Type.Array(Type.Object({ inst: Type.String(), count: Type.Integer(), amount }), {
    description: 'The payments by wallet.',
  }),
  refunds: Type.Object({
    count: Type.Integer(),
    amount: Type.String({ description: 'Of wallets; less the money that went back.' }),
  }),
  walletsNet: amount,
  cancels: Type.Object({
    count: Type.Integer({ description: 'Payments that were cancelled; nothing was taken.' }),
    amount,
  }),
  otherwise: Type.Object({ count: Type.Integer(), amount, cash: sum, card: sum }),
  otherwiseRefunds: Type.Object({ cash: sum, card: sum }),
  tips: sum,
  discounts: sum,
  taxes: Type.Array(Type.Object({ rate: Type.String(), included: amount })),
  drawer: Type.Object({
    float: amount,
    in: amount,
    out: amount,
    expected: optional(amount),
    counted: optional(amount),
    difference: optional(Type.String()),
    openings: Type.Integer({ description: 'How often the drawer was opened without a sale.' }),
  }),
  discrepancies: Type.Array(openDiscrepancy, {
    description: 'Of any shift, as long as nothing explains them.',
  }),
  stillUnknown: Type.Array(
    Type.Object({
      orderId: Type.String(),
      number: Type.String(),
      paymentId: Type.String(),
      amount,
    }),
    { description: 'Payments whose outcome a later Z will have.' },
  ),
  cashiers: Type.Array(cashierLine),
});

const z = Type.Object({
  number: Type.String({ examples: ['0147'] }),
  closedBy: Type.String(),
  digest: Type.String({
    description: 'SHA-256 over the report and the digest of the Z before it.',
  }),
  ...report.properties,
});

const zLine = Type.Object({
  number: Type.String(),
  day: Type.String(),
  closedAt: time,
  walletsNet: amount,
  verdict,
});

export type ShiftView = Fixed<Static<typeof shift>>;
export type ReportView = Fixed<Static<typeof report>>;
export type ZView = Fixed<Static<typeof z>>;
export type ZLineView = Fixed<Static<typeof zLine>>;

const signedIn = { 'not-signed-in': 401 } as const;
const ofZ = Type.Object({ number: Type.String({ pattern: '^[0-9]{1,8}$' }) });

export const shiftRoutes = {
  'GET /shift': {
    summary: 'Shows the open shift of the till, if there is one.',
    reply: Type.Object({ shift: Type.Union([shift, Type.Null()]) }),
    errors: signedIn,
  },
  'POST /shift/open': {
    summary: 'Opens a shift. A till has one at a time.',
    body: fields({ id: madeId, float: givenAmount }),
    reply: shift,
    errors: { ...signedIn, 'shift-open': 409, 'shift-over': 409 },
  },
  'POST /shift/cash': {
    summary: 'Records cash that was put into the drawer or taken out.',
    body: fields({ id: madeId, direction: oneOf(['in', 'out']), amount: givenAmount, reason }),
    reply: Type.Object({}),
    errors: { ...signedIn, 'no-shift': 409 },
  },
  'GET /shift/x': {
    summary: 'Shows what the open shift took so far, without the cash that should be there.',
    reply: report,
    errors: { ...signedIn, 'no-shift': 409 },
  },
  'POST /shift/close': {
    summary:
      'Closes the shift with the cash that was counted, before anyone saw what it should be.',
    body: fields({
      id: Type.String({ description: 'Of the shift. A repeat answers the same Z.' }),
      counts: Type.Array(fields({ cashierId: Type.String(), cash: givenAmount }), {
        minItems: 1,
        expected: 'a list with the cash of at least one cashier',
      }),
    }),
    reply: z,
    errors: { ...signedIn, 'no-shift': 409, 'cashier-unknown': 404 },
  },
  'GET /z': {
    summary: 'Lists the Z reports, newest first, each with what the transaction file says.',
    query: pageQuery({}),
    reply: page(zLine),
    errors: signedIn,
  },
  'GET /z/:number': {
    summary: 'Shows a Z report as it was closed. It never changes.',
    params: ofZ,
    reply: z,
    errors: { ...signedIn, 'z-unknown': 404 },
  },
  'GET /z/:number/csv': {
    summary: 'The Z report as a file for a spreadsheet.',
    params: ofZ,
    stream: { type: 'text/csv;charset=UTF-8', description: 'One line per figure.' },
    errors: { ...signedIn, 'z-unknown': 404 },
  },
} as const satisfies Api;
