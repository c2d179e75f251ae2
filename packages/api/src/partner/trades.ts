import { type Static, Type } from '@sinclair/typebox';
import {
  amount,
  currency,
  day,
  fields,
  givenAmount,
  oneOf,
  page,
  pageQuery,
  time,
  tradeId,
} from '../kinds.ts';
import { trade, tradeStatus, wholeTrade } from '../operations/trades.ts';
import type { Api, Fixed } from '../route.ts';
import { approval } from './approvals.ts';

const shop = { storeId: Type.Optional(Type.String()), storeName: Type.Optional(Type.String()) };

/** A trade as the partner's list shows it. */
const portalTrade = Type.Composite([
  Type.Omit(trade, ['walletId', 'partnerId', 'refunded']),
  Type.Object({
    ...shop,
    refunded: Type.Optional(
      Type.String({
        ...amount,
        description: 'Of a paid trade: what went back, by refunds or by a cancel.',
      }),
    ),
    fee: Type.Optional(
      Type.String({
        ...amount,
        description: 'Less what was returned of it, in the settlement currency.',
      }),
    ),
  }),
]);

export type PortalTradeView = Fixed<Static<typeof portalTrade>>;

/** What happened to a trade, in order of time. */
const moment = Type.Object({
  at: time,
  kind: oneOf([
    'begun',
    'request',
    'paid',
    'closed',
    'expires',
    'refund-asked',
    'refund-accepted',
    'refund-done',
    'refund-failed',
    'entry',
    'notification',
    'attempt',
    'approval-asked',
    'approval-answered',
    'settled',
  ]),
  /** Of what it tells: an id of a refund, an entry, a notification, a batch; the service of a request. */
  subject: Type.Optional(Type.String()),
  amount: Type.Optional(amount),
  currency: Type.Optional(currency),
  result: Type.Optional(Type.String({ description: 'Of a request or an attempt.' })),
  who: Type.Optional(Type.String({ description: 'The person of the portal who did it.' })),
  text: Type.Optional(Type.String({ description: 'A reason, in the words of who gave it.' })),
});

export type MomentView = Fixed<Static<typeof moment>>;

const wholePortalTrade = Type.Composite([
  Type.Omit(wholeTrade, ['walletId', 'partnerId']),
  Type.Object(shop),
  Type.Object({
    timeline: Type.Array(moment),
    left: Type.Optional(Type.String({ description: 'What may still be refunded.' })),
    approveAbove: Type.Optional(amount),
    /** Absent when it may be done. */
    noRefund: Type.Optional(
      oneOf(['not-paid', 'all-refunded', 'refund-period-over', 'partner-suspended']),
    ),
    noCancel: Type.Optional(oneOf(['closed', 'finished', 'refunded', 'day-over'])),
    approvals: Type.Array(approval),
  }),
]);

export type WholePortalTradeView = Fixed<Static<typeof wholePortalTrade>>;

export const tradeFilters = {
  status: Type.Optional(tradeStatus),
  from: Type.Optional(day),
  to: Type.Optional(day),
  inst: Type.Optional(oneOf(['ALIPAYHK', 'ALIPAYCN'])),
  product: Type.Optional(oneOf(['barcode', 'transaction-qr', 'merchant-qr'])),
  store: Type.Optional(Type.String({ maxLength: 64, expected: 'the id of a store' })),
  refunded: Type.Optional(oneOf(['true'])),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 128,
      description: 'The whole of an id: of the order, the trade, a refund, a notification.',
      expected: '1 to 128 characters',
    }),
  ),
};

const id = Type.Object({ id: tradeId });

const why = Type.String({
  minLength: 1,
  maxLength: 128,
  expected: 'a reason of 1 to 128 characters',
});

/** Done at once, or waiting for a second person. */
const returned = Type.Object({
  result: oneOf(['done', 'accepted', 'waits']),
  partnerRefundId: Type.Optional(Type.String()),
  amount: Type.Optional(amount),
  approval: Type.Optional(approval),
});

export type ReturnedView = Fixed<Static<typeof returned>>;

/** Why money does not go back. */
export const refusalsToReturn = {
  'trade-not-paid': 409,
  'refund-too-large': 409,
  'refund-period-over': 409,
  'trade-not-cancellable': 409,
  'partner-suspended': 409,
  'funds-not-enough': 409,
} as const;

export const portalTradeRoutes = {
  'GET /trades': {
    summary:
      "Lists the partner's trades, newest first. By wallet kind, product or store a page searches the newest 10,000 trades that the other filters leave: it may have fewer items than asked for, even none, and a `next` all the same.",
    query: pageQuery(tradeFilters),
    reply: Type.Composite([
      page(portalTrade),
      Type.Object({
        searchedTo: Type.Optional(
          Type.String({
            ...time,
            description: 'Up to which time trades were searched, when not to the end.',
          }),
        ),
      }),
    ]),
  },
  'GET /trades/sums': {
    summary:
      'Sums up the trades that a filter leaves: of the newest 100,000 by status, days and refunds.',
    query: fields(tradeFilters),
    reply: Type.Object({
      trades: Type.Integer(),
      paid: Type.Integer({ description: 'Those that were paid, also if the money went back.' }),
      atLeast: Type.Boolean({
        description: 'Whether there are older trades that were not summed up.',
      }),
      sums: Type.Array(Type.Object({ currency, paid: amount, refunded: amount, fees: amount }), {
        description:
          '`paid` before refunds and cancels, `refunded` with cancels, `fees` less what was returned of them.',
      }),
    }),
  },
  'GET /trades.csv': {
    summary: 'Sends the trades that a filter leaves as CSV (UTF-8, RFC 4180).',
    query: fields(tradeFilters),
    stream: {
      type: 'text/csv; charset=utf-8',
      description: 'A header line, then one line for each trade.',
    },
  },
  'GET /trades/:id': {
    summary: 'Shows all that the partner may know of a trade, as a timeline.',
    params: id,
    reply: wholePortalTrade,
    errors: { 'trade-unknown': 404 },
  },
  'POST /trades/:id/refunds': {
    summary: 'Refunds a part or all of a trade; above the limit a second person must approve.',
    params: id,
    body: fields({ amount: givenAmount, why }),
    reply: returned,
    status: 201,
    errors: { 'trade-unknown': 404, ...refusalsToReturn },
  },
  'POST /trades/:id/cancel': {
    summary:
      'Cancels a trade; a paid one goes back whole, above the limit once a second person has approved.',
    params: id,
    body: fields({ why }),
    reply: returned,
    status: 201,
    errors: { 'trade-unknown': 404, ...refusalsToReturn },
  },
} as const satisfies Api;
