import { type Static, Type } from '@sinclair/typebox';
import { fields, oneOf, page, pageQuery, partnerId, time, tradeId } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';
import { order, wholeTrade } from './trades.ts';

const kind = oneOf(['request', 'notification', 'download']);

/** How it ended: of a request to `no-answer`, of a notification from there on; of a download `success` or `failed`. */
const result = oneOf([
  'success',
  'refused',
  'unknown',
  'failed',
  'no-answer',
  'acknowledged',
  'not-acknowledged',
  'never',
]);

const summary = {
  id: Type.String({ description: 'The header `Sampan-Exchange` of the reply.' }),
  number: Type.Integer({ description: 'Rises in the order in which exchanges become visible.' }),
  kind,
  at: time,
  tookMs: Type.Integer(),
  partner: Type.Optional(partnerId),
  service: Type.Optional(
    Type.String({ description: 'As the request names it; of the others their kind.' }),
  ),
  order: Type.Optional(Type.String({ description: "The partner's id of the order." })),
  tradeId: Type.Optional(tradeId),
  notifyId: Type.Optional(Type.String()),
  result,
  code: Type.Optional(Type.String({ description: 'Of a refusal.' })),
  reason: Type.Optional(
    Type.String({
      description: 'Why it was refused or not acknowledged, or how much of a file was read.',
    }),
  ),
};

/** An exchange as a list shows it. */
export const exchange = Type.Object(summary);

/** What an order has come to. */
const state = Type.Object({
  status: oneOf(['none', 'pre-ordered', 'tombstone', 'waiting', 'paid', 'closed', 'finished']),
  refunded: Type.Optional(Type.String({ description: 'An amount, once there is one.' })),
});

const bytes = Type.String({ description: 'The bytes in base64.' });

const copyAs = oneOf(['curl', 'sdk', 'fixture']);

const booked = Type.Array(Type.String(), {
  description: 'The ids of the entries in `trade` that were booked while it was answered.',
});

/** An exchange with its bytes and all that belongs to it. */
const wholeExchange = Type.Object({
  ...summary,
  request: Type.Object({
    method: Type.String(),
    target: Type.String({
      description:
        "The raw query string; of a notification the receiver's address; of a download the file.",
    }),
    contentType: Type.Optional(Type.String()),
    body: Type.Optional(bytes),
  }),
  charset: Type.Optional(Type.String({ description: 'In which the request was read.' })),
  parameters: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), {
    description: 'Decoded, in their order; empty when the request could not be read.',
  }),
  signedString: Type.Optional(
    Type.String({ description: 'The string whose signature was computed or verified.' }),
  ),
  checks: Type.Array(Type.Object({ name: Type.String(), reason: Type.Optional(Type.String()) }), {
    description: 'In their order; the one with a reason failed.',
  }),
  level: Type.Optional(oneOf(['gateway', 'business'])),
  pretended: Type.Array(
    Type.Object({ scenario: Type.String(), step: Type.Integer(), what: Type.String() }),
    { description: 'What a scenario has done; what was booked is in `trade`.' },
  ),
  masked: Type.Array(oneOf(['key', 'log-in']), {
    description: 'What was replaced by `*` before it was stored.',
  }),
  reply: Type.Optional(
    Type.Object({
      status: Type.Integer(),
      contentType: Type.Optional(Type.String()),
      body: bytes,
      text: Type.String(),
    }),
  ),
  trade: Type.Optional(
    Type.Union([wholeTrade, order], { description: 'The order of the exchange, as it is now.' }),
  ),
  sequence: Type.Array(Type.Object({ ...summary, before: state, after: state, booked }), {
    description: 'The exchanges of the same order, oldest first.',
  }),
});

export type ExchangeView = Fixed<Static<typeof exchange>>;
export type WholeExchangeView = Fixed<Static<typeof wholeExchange>>;
export type OrderStateView = Fixed<Static<typeof state>>;

const time_ = Type.String({
  description: 'A time with its offset.',
  examples: ['2026-11-22T10:00:00+08:00'],
  expected: 'a time with its offset such as "2026-11-22T10:00:00+08:00"',
});

const filters = {
  kind: Type.Optional(kind),
  partner: Type.Optional(partnerId),
  service: Type.Optional(Type.String({ description: 'The whole name of a service.' })),
  order: Type.Optional(Type.String({ description: "The partner's id of an order." })),
  code: Type.Optional(
    Type.String({ description: 'A code of a refusal, or a result such as `no-answer`.' }),
  ),
  refused: Type.Optional(oneOf(['true'])),
  text: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'Text that the request or the reply has, in UTF-8.',
      expected: '1 to 200 characters',
    }),
  ),
};

const listed = {
  ...filters,
  since: Type.Optional(time_),
  until: Type.Optional(time_),
};

const id = Type.Object({ id: Type.String() });

export const exchangeRoutes = {
  'GET /admin/exchanges': {
    summary: 'Lists the recorded exchanges of a sandbox, newest first.',
    query: pageQuery(listed),
    reply: page(exchange),
    errors: { 'partner-unknown': 404, 'sandbox-only': 409 },
  },
  'GET /admin/exchange-count': {
    summary: 'Counts the exchanges that a list with these filters has.',
    query: fields(listed),
    reply: Type.Object({ count: Type.Integer() }),
    errors: { 'partner-unknown': 404, 'sandbox-only': 409 },
  },
  'GET /admin/exchanges.csv': {
    summary: 'Streams the exchanges that a list with these filters has as a table, newest first.',
    query: fields(listed),
    stream: {
      type: 'text/csv;charset=UTF-8',
      description:
        'The first line has the names of the columns. What a spreadsheet would run as a formula begins with an apostrophe.',
    },
    errors: { 'partner-unknown': 404, 'sandbox-only': 409 },
  },
  'GET /admin/exchanges/:id': {
    summary: 'Shows an exchange with its bytes, its trade, and the exchanges of the same order.',
    params: id,
    reply: wholeExchange,
    errors: { 'exchange-unknown': 404, 'sandbox-only': 409 },
  },
  'GET /admin/exchanges/:id/copy': {
    summary: 'Writes an exchange as a curl command, as code of the SDK, or as a test fixture.',
    params: id,
    query: fields({ as: copyAs }),
    reply: Type.Object({ as: copyAs, text: Type.String() }),
    errors: { 'exchange-unknown': 404, 'exchange-unreadable': 409, 'sandbox-only': 409 },
  },
  'POST /admin/exchanges/:id/again': {
    summary: 'Sends a request again, with changes and a fresh signature.',
    params: id,
    body: fields({
      set: Type.Optional(
        Type.Record(Type.String(), Type.String(), {
          description: 'Parameters to change or add; an empty value removes one.',
          expected: 'an object of texts',
        }),
      ),
    }),
    reply: Type.Object({
      id: Type.String({ description: 'The new exchange.' }),
      of: Type.String({ description: 'The exchange that was sent again.' }),
      contentType: Type.Optional(Type.String()),
      text: Type.String({ description: 'The reply.' }),
    }),
    errors: {
      'exchange-unknown': 404,
      'partner-unknown': 404,
      'exchange-unreadable': 409,
      'no-request': 409,
      'key-unknown': 409,
      'no-gateway': 409,
      'no-answer': 409,
      'sandbox-only': 409,
    },
  },
  'GET /admin/exchange-codes': {
    summary: 'Counts the exchanges that did not succeed, by code.',
    query: fields({ partner: Type.Optional(partnerId), since: Type.Optional(time_) }),
    reply: Type.Object({
      codes: Type.Array(
        Type.Object({
          code: Type.String({ description: 'A code of a refusal, or a result.' }),
          count: Type.Integer(),
          lastAt: time,
          lastId: Type.String({ description: 'The newest of these exchanges.' }),
          services: Type.Array(Type.String()),
        }),
      ),
    }),
    errors: { 'partner-unknown': 404, 'sandbox-only': 409 },
  },
  'GET /admin/exchange-events': {
    summary: 'Sends each exchange as it is recorded, as server-sent events.',
    query: fields({
      ...filters,
      after: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: 999_999_999,
          description: 'The number of the last exchange that is known; by default the newest.',
          expected: 'the number of an exchange',
        }),
      ),
    }),
    stream: {
      type: 'text/event-stream;charset=UTF-8',
      description:
        "The id of an event is the exchange's number. A client that comes back with `Last-Event-ID` gets what it has missed.",
      events: { exchange },
    },
    errors: { 'partner-unknown': 404, 'sandbox-only': 409, 'too-many-streams': 503 },
  },
} as const satisfies Api;
