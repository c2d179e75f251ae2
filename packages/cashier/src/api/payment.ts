import type { Api, Fixed } from '@sampan/api';
import { time } from '@sampan/api';
import { type Static, Type } from '@sinclair/typebox';
import { approvalErrors } from './cashiers.ts';
import { amount, approval, fields, oneOf, optional, reason } from './kinds.ts';
import { refund } from './refund.ts';
import { refusalText } from './refusal-texts.ts';

/**
 * - `begun`: stored; the request is on its way.
 * - `waiting`: the customer confirms, or scans the code that is shown.
 * - `cancelling`: asked until the gateway confirms that it is cancelled.
 * - `unknown`: the time is over and the outcome is not known; the sweeper goes on.
 */
export const paymentStates = [
  'begun',
  'waiting',
  'cancelling',
  'unknown',
  'paid',
  'notPaid',
] as const;
export type PaymentState = (typeof paymentStates)[number];

/** One thing that happened to the payment, for "what we know". */
const trailEntry = Type.Object({
  at: time,
  call: oneOf(['open', 'query', 'cancel', 'refund']),
  result: Type.String({ examples: ['success', 'unknown: timed-out', 'refused: TRADE_NOT_EXIST'] }),
});

const discrepancy = Type.Object({
  at: time,
  by: Type.String({ description: 'The name of the supervisor.' }),
  reason: Type.String(),
  clearedAt: optional(time),
  clearedBy: optional(oneOf(['gateway', 'file'])),
});

export const payment = Type.Object({
  id: Type.String({ description: 'The id that the gateway knows it by.' }),
  orderId: Type.String(),
  kind: oneOf(['scan', 'show', 'desk', 'cash', 'card']),
  state: oneOf(paymentStates),
  amount,
  at: time,
  cashier: Type.String(),
  deadlineAt: optional(time),
  decidedAt: optional(time),
  /** Of `paid`. */
  paidAt: optional(time),
  wallet: optional(Type.String({ description: 'The kind of wallet: `ALIPAYHK`.' })),
  tradeId: optional(Type.String()),
  codeTail: optional(Type.String({ description: 'The last four digits of the scanned code.' })),
  /** Of `show`, until it is decided. */
  qrCode: optional(Type.String({ description: 'The text of the code to show.' })),
  isOpened: Type.Boolean({ description: 'The customer has the order on the phone.' }),
  buyer: optional(Type.String({ description: 'Masked: `+852-****4567`.' })),
  given: optional(Type.String({ description: 'Of cash: what the customer gave.' })),
  change: optional(Type.String({ description: 'Of cash: what the customer gets back.' })),
  why: optional(oneOf(['refused', 'not-sent', 'closed', 'cancelled', 'refunded'])),
  cancelledBy: optional(oneOf(['cashier', 'time'])),
  code: optional(Type.String({ description: 'The code of a refusal, for support.' })),
  means: optional(Type.String()),
  text: optional(refusalText),
  otherWallet: optional(Type.String({ description: 'Whose code was scanned: `WeChat Pay`.' })),
  /** Which side gave no answer. */
  silent: optional(oneOf(['gateway', 'customer'])),
  gatewaySilentSince: optional(time),
  unknownSince: optional(time),
  asksAgainAt: optional(time),
  trail: Type.Array(trailEntry),
  discrepancy: optional(discrepancy),
  checked: optional(
    Type.Object({
      at: time,
      says: oneOf(['paid', 'returned', 'not-known']),
    }),
  ),
  needsAcknowledgement: Type.Boolean(),
  refunded: amount,
  left: Type.String({ description: 'What can still be refunded.' }),
  refunds: Type.Array(refund),
});

export type PaymentView = Fixed<Static<typeof payment>>;
export type TrailEntryView = Fixed<Static<typeof trailEntry>>;

const ofPayment = Type.Object({ id: Type.String() });
const errors = { 'not-signed-in': 401, 'payment-unknown': 404 } as const;

export const paymentRoutes = {
  'GET /payments/:id': {
    summary: 'Shows one payment.',
    params: ofPayment,
    reply: payment,
    errors,
  },
  'POST /payments/:id/cancel': {
    summary: 'Cancels a payment that is not decided. If it was paid, the money goes back.',
    params: ofPayment,
    reply: payment,
    errors,
  },
  'POST /payments/:id/ask': {
    summary: 'Asks the gateway now: about one that is not decided, or whether a paid one is paid.',
    params: ofPayment,
    reply: payment,
    errors,
  },
  'POST /payments/:id/discrepancy': {
    summary:
      'A supervisor closes the order of an unknown payment. It stays unknown until it is final.',
    params: ofPayment,
    body: fields({ approval, reason }),
    reply: payment,
    errors: { ...errors, ...approvalErrors, 'payment-not-unknown': 409 },
  },
  'POST /payments/:id/acknowledge': {
    summary: 'Takes a late outcome off the strip.',
    params: ofPayment,
    reply: payment,
    errors: { ...errors, 'payment-open': 409 },
  },
} as const satisfies Api;
