/** Turns what the gateway and the notifier report into rows of the record. */
import { assert, isPartnerId, isTradeId } from '@sampan/primitives';
import { canonicalString, type Parameters } from '@sampan/protocol';
import { checkNames, type Exchange, outcomeOf, type Really } from '#gateway';
import type { Sent } from '#notification';
import type { StoredExchange } from './kinds.ts';
import type { Mask } from './mask.ts';

/** All of a row but its number, which it gets when it is stored. */
export type Recorded = Omit<StoredExchange, 'number'>;

export function recordedRequest(exchange: Exchange, mask: Mask): Recorded {
  const { id, receivedAt, request, read, checks, refusal, reply, pretended = [] } = exchange;
  assert(
    checks.every(({ name }, index) => name === checkNames[index]),
    'checks are made in their order',
  );
  return {
    id,
    kind: 'request',
    at: receivedAt,
    tookMs: Math.round(exchange.tookMs),
    ...idsOf(read?.parameters ?? none, mask),
    notifyId: undefined,
    result: reply ? (refusal ? outcomeOf(refusal) : 'success') : 'no-answer',
    level: refusal?.level,
    code: refusal?.code,
    reason: refusal?.reason && mask.withoutKeys(refusal.reason),
    checks,
    signedString: unusual(exchange, mask),
    pretended: pretended.map((each) => ({ ...each, really: withoutSecrets(each.really, mask) })),
    request: {
      method: request.method,
      target: mask.text(withoutNul(request.query)),
      contentType: request.contentType && mask.text(withoutNul(request.contentType)),
      body: request.body && mask.bytes(request.body),
    },
    reply: reply && {
      status: 200,
      contentType: reply.contentType,
      body: mask.bytes(reply.body),
    },
    masked: mask.found,
  };
}

export function recordedAttempt(
  { delivery, sentAt, message, answer }: Sent,
  id: string,
  mask: Mask,
): Recorded {
  const { status, body = '', error, durationMs, result, pretended } = answer;
  const order = delivery.fields.find(([name]) => name === 'out_trade_no')?.[1];
  return {
    id,
    kind: 'notification',
    at: sentAt,
    tookMs: Math.round(durationMs),
    partnerId: delivery.partnerId,
    service: 'notification',
    orderId: order && mask.withoutKeys(order),
    tradeId: delivery.tradeId,
    notifyId: delivery.notifyId,
    result,
    level: undefined,
    code: undefined,
    reason: error === undefined ? reasonOf(answer) : mask.text(withoutNul(error)),
    checks: [],
    signedString: undefined,
    pretended: pretended ? [pretenceOf(pretended)] : [],
    request: {
      method: 'POST',
      target: mask.text(withoutNul(message.url)),
      contentType: message.contentType,
      body: mask.bytes(Buffer.from(pretended?.body ?? message.body, 'latin1')),
    },
    reply:
      status === undefined
        ? undefined
        : { status, contentType: undefined, body: mask.bytes(Buffer.from(body, 'utf8')) },
    masked: mask.found,
  };
}

const pretenceOf = ({ scenario, step, what }: NonNullable<Sent['answer']['pretended']>) => ({
  scenario,
  step,
  what,
});

function reasonOf({ result, status, body = '' }: Sent['answer']): string | undefined {
  if (result !== 'not-acknowledged') return undefined;
  if (status === undefined || status < 200 || status > 299) return `the status was ${status}`;
  return body === '' ? 'the answer was empty' : 'the answer was not success';
}

/** What a scenario has replaced repeats values of the request. */
function withoutSecrets(really: Really, mask: Mask): Really {
  if (really === 'not-done') return really;
  const { fields, refusal } = really;
  return {
    fields: fields.map(([name, value]) => [name, mask.text(value)]),
    ...(refusal && { refusal: { ...refusal, reason: mask.withoutKeys(refusal.reason) } }),
  };
}

/** The canonical string is made again from the bytes when it is read, unless it was another one. */
function unusual({ signed, read }: Exchange, mask: Mask): string | undefined {
  if (signed === undefined || signed === read?.parameters) return undefined;
  return mask.text(canonicalString(signed));
}

const none: Parameters = new Map();

/** Ids are stored for filters, and only where they may be ids: the rest is in the bytes. */
function idsOf(parameters: Parameters, mask: Mask) {
  const partner = parameters.get('partner') ?? '';
  const first = (...names: readonly string[]) =>
    names.map((name) => parameters.get(name)).find(Boolean);
  const service = parameters.get('service') ?? '';
  const order = first('partner_trans_id', 'out_trade_no');
  const trade = first('alipay_trans_id', 'trade_no');
  return {
    partnerId: isPartnerId(partner) ? partner : undefined,
    service: /^[\w.-]{1,64}$/.test(service) ? mask.withoutKeys(service) : undefined,
    orderId: order !== undefined && order.length <= 64 ? mask.withoutKeys(order) : undefined,
    tradeId: trade !== undefined && isTradeId(trade) ? trade : undefined,
  };
}

/** PostgreSQL text cannot contain U+0000. */
const withoutNul = (text: string): string =>
  text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
