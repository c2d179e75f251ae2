import { ok, problem, type Result } from '@sampan/primitives';
import { type ErrorClass, errorClass, isErrorCode } from '../error-codes.ts';
import type { Fields } from '../fields.ts';
import { type ReceivedReply, type ReplyProblem, readReply, verifyReply } from '../reply.ts';
import type { Parameters } from '../request.ts';
import type { ErrorPlace, ServiceNode } from '../service.ts';
import type { VerifyingKeys } from '../signature.ts';
import type { WireReply } from './wire-form.ts';

/** A reply as received: the bytes of the body, and the header that may name its charset. */
export interface ReplyBytes {
  readonly bytes: Uint8Array;
  readonly contentType?: string | undefined;
}

/** A parsed reply, and whether its signature is the gateway's. */
export interface OpenedReply extends ReceivedReply {
  readonly isSigned: boolean;
}

/** Parses a reply and verifies its signature. */
export function openReply(
  { bytes, contentType }: ReplyBytes,
  keys: VerifyingKeys,
): Result<OpenedReply, ReplyProblem> {
  const read = readReply(bytes, contentType);
  if (!read.ok) return read;
  return ok({ ...read.value, isSigned: verifyReply(read.value, keys) });
}

/** A code of a refusal. A gateway may use codes that the documents do not list. */
export interface RefusalCode {
  readonly code: string;
  /** Whether the documents list the code; the `class` of one that they do not is `unknown`. */
  readonly known: boolean;
  readonly class: ErrorClass;
}

/** Why a reply proves nothing. */
export type Disbelief =
  | ReplyProblem
  /** No signature, or one of another key, or of other fields. */
  | 'wrong-signature'
  /** Signed, but about another order than the one asked for. */
  | 'other-order'
  /** No result, or a word in its place that says neither success nor failure. */
  | 'no-result';

/**
 * What a partner may conclude from a reply:
 * - `success`, `refused`: the gateway has decided. Only the gateway's own refusals may be unsigned
 *   (01 §10); `isSigned` says so.
 * - `open`: the gateway says that it does not know the outcome (`UNKNOW`, `SYSTEM_ERROR`).
 * - `unbelievable`: the reply proves nothing; the outcome is unknown.
 */
export type Answer<Reply> =
  | { readonly outcome: 'success'; readonly reply: Reply }
  | ({
      readonly outcome: 'refused';
      readonly by: 'gateway' | 'service';
      readonly isSigned: boolean;
      readonly reply: Reply;
    } & RefusalCode)
  | { readonly outcome: 'open'; readonly code: string; readonly reply: Reply }
  | { readonly outcome: 'unbelievable'; readonly why: Disbelief };

/** As much of a service as reading its reply needs. */
export interface Answering<T extends Fields> {
  readonly replyFields: T;
  readonly errorPlace: ErrorPlace;
  readonly node: ServiceNode;
}

/** Reads the reply to a request with these parameters, and judges it. */
export function readAnswer<T extends Fields>(
  service: Answering<T>,
  sent: Parameters,
  received: ReplyBytes,
  keys: VerifyingKeys,
): Answer<WireReply<T>> {
  const read = readReply(received.bytes, received.contentType);
  if (!read.ok) return unbelievable(read.problem);
  const { isSuccess, fields, signature, error, echo } = read.value;
  const isSigned = verifyReply(read.value, keys);
  const reply = wireReply(service.replyFields, fields);
  if (!isSuccess) {
    // A refusal needs no signature, but with a wrong one it is forged or damaged.
    if (signature !== undefined && !isSigned) return unbelievable('wrong-signature');
    if (!error) return unbelievable('no-result');
    return refusal(error, { by: 'gateway', isSigned, reply });
  }
  if (!isSigned) return unbelievable('wrong-signature');
  if (!isAbout(sent, fields) || isEchoOfAnother(sent, echo)) return unbelievable('other-order');
  const result = resultIn(service.errorPlace, fields);
  if (!result.ok) return unbelievable('no-result');
  if (result.value === 'success') return { outcome: 'success', reply };
  if (result.value === 'open') {
    return { outcome: 'open', code: fields.get('error') ?? 'UNKNOW', reply };
  }
  return refusal(result.value.code, { by: 'service', isSigned, reply });
}

const unbelievable = (
  why: Disbelief,
): { readonly outcome: 'unbelievable'; readonly why: Disbelief } => ({
  outcome: 'unbelievable',
  why,
});

function refusal<Reply>(
  code: string,
  rest: { readonly by: 'gateway' | 'service'; readonly isSigned: boolean; readonly reply: Reply },
): Answer<Reply> {
  const judged = refusalCode(code);
  if (judged.known && judged.class === 'unknown')
    return { outcome: 'open', code, reply: rest.reply };
  return { outcome: 'refused', ...rest, ...judged };
}

/** The code with its class: `refusalCode('TRADE_HAS_SUCCESS').class` is `already-done`. */
export const refusalCode = (code: string): RefusalCode =>
  isErrorCode(code)
    ? { code, known: true, class: errorClass(code) }
    : { code, known: false, class: 'unknown' };

function resultIn(
  place: ErrorPlace,
  fields: Parameters,
): Result<'success' | 'open' | { readonly code: string }, undefined> {
  // The services of merchant codes have no result: a reply with fields is a success.
  if (place === 'envelope') return ok('success');
  if (place === 'response_code') {
    const code = fields.get('response_code');
    if (code === undefined) return problem(undefined);
    return ok(code === 'SUCCESS' ? 'success' : { code });
  }
  switch (fields.get('result_code')) {
    case 'SUCCESS':
      return ok('success');
    case 'FAIL':
    case 'FAILED':
      return ok({ code: fields.get('error') ?? fields.get('detail_error_code') ?? 'FAIL' });
    case 'UNKNOW':
    case 'UNKNOWN':
      return ok('open');
    default:
      return problem(undefined);
  }
}

/** Names of one thing in different services; a signed reply must not be about another one. */
const orderIds = ['partner_trans_id', 'out_trade_no'] as const;
const tradeIds = ['alipay_trans_id', 'trade_no'] as const;
const refundIds = ['partner_refund_id', 'out_return_no'] as const;

/**
 * Whether the reply is about what was asked for. The signature of a reply does not cover the echo
 * of its request, so a genuine reply to another request would otherwise be believed.
 */
function isAbout(sent: Parameters, replied: Parameters): boolean {
  const order = textUnder(sent, orderIds);
  // A query by both ids follows the trade's; its order may differ then.
  const asked = order !== undefined && textUnder(sent, tradeIds) !== undefined ? [] : [orderIds];
  return [...asked, tradeIds, refundIds].every((names) => {
    const wanted = textUnder(sent, names);
    if (wanted === undefined) return true;
    return names.every((name) => (replied.get(name) ?? wanted) === wanted);
  });
}

/** The echo is not signed, but tells replies apart that a proxy has mixed up. */
const isEchoOfAnother = (sent: Parameters, echo: Parameters): boolean =>
  ['service', 'partner'].some((name) => {
    const [asked, echoed] = [sent.get(name), echo.get(name)];
    return asked !== undefined && echoed !== undefined && asked !== echoed;
  });

function textUnder(from: Parameters, names: readonly string[]): string | undefined {
  const name = names.find((each) => from.has(each));
  return name === undefined ? undefined : from.get(name);
}

/** The declared fields of a signed message as texts, and the others in `extra`. */
export function wireReply<T extends Fields>(declared: T, fields: Parameters): WireReply<T> {
  const reply: Record<string, unknown> = {};
  const others: (readonly [string, string])[] = [];
  for (const [name, value] of fields) {
    if (Object.hasOwn(declared, name)) reply[name] = value;
    else others.push([name, value]);
  }
  // Also a field named `__proto__` becomes an ordinary one.
  reply['extra'] = Object.fromEntries(others);
  // The compiler cannot know that the names are those of the table.
  return reply as WireReply<T>;
}
