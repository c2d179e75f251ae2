import { assert, isPartnerId } from '@sampan/primitives';
import {
  type Charset,
  contentType,
  type ErrorCode,
  type Parameters,
  parsePrivateKey,
  type RawRequest,
  readRequest,
  renderError,
  renderReply,
  type SigningKeys,
  type WireRequest,
} from '@sampan/protocol';
import { isMultipart, splitMultipart } from '@sampan/protocol/multipart';
import { type Admitted, admit } from './admit.ts';
import { type AnswerOutcome, outcomeOf } from './answered.ts';
import type { GatewayDependencies } from './dependencies.ts';
import { Recorder } from './exchange.ts';
import { type Carried, notCarriedOut, type Prepared } from './handler.ts';
import { countedService } from './handlers.ts';
import type { Instead } from './interposition.ts';
import { verifyNotification } from './notify-verify.ts';
import { idsOf, type Refusal, type Refused } from './refusal.ts';
import { SignatureMistakes } from './signature-mistakes.ts';

/** A reply, always with HTTP status 200 (09 §2). */
export interface GatewayReply {
  readonly contentType: string;
  readonly body: Buffer;
  /** The id of the exchange, if a response header shows it. */
  readonly exchange?: string;
}

/** Answers any request; undefined cuts the connection. Never rejects. */
export type Gateway = (raw: RawRequest) => Promise<GatewayReply | undefined>;

export function gateway(dependencies: GatewayDependencies): Gateway {
  // A key object signs several times faster than a key text.
  const read = parsePrivateKey(dependencies.keys.privateKey.reveal());
  assert(read.ok, 'the platform has a private key');
  const privateKey = read.value;
  const { exchanges, recording, interposition, measuring, clock } = dependencies;
  const mistakes = signatureMistakes(dependencies);

  return async (raw) => {
    // An accepted request costs nothing here unless its exchange is recorded or its id is shown.
    if (!exchanges || !(exchanges.shown || recording)) return answer(raw);
    const id = exchanges.newId();
    if (!recording) return named(await answer(raw, id), id);
    const { onExchange, timers } = recording;
    const [receivedAt, sinceMs] = [clock.now(), timers.monotonicMs()];
    const recorder = new Recorder();
    const reply = await answer(raw, id, recorder);
    const tookMs = timers.monotonicMs() - sinceMs;
    onExchange(recorder.exchange({ id, receivedAt, request: raw, tookMs }, reply));
    return exchanges.shown ? named(reply, id) : reply;
  };

  async function answer(
    raw: RawRequest,
    exchange?: string,
    recorder?: Recorder,
  ): Promise<GatewayReply | undefined> {
    const sinceMs = measuring?.timers.monotonicMs() ?? 0;
    let outcome: AnswerOutcome = 'success';
    let refusedWith: ErrorCode | '' = '';
    const parts = partsOf(raw);
    const read = readRequest(raw, parts && (await parts));
    const service = read.ok ? read.value.parameters.get('service') : undefined;
    const refuse = (level: Refusal['level'], refused: Refused, parameters: Parameters = none) => {
      const id = exchange ?? exchanges?.newId() ?? '';
      const refusal = { ...refused, level, exchange: id, ...idsOf(parameters, level) };
      outcome = outcomeOf(refusal);
      refusedWith = refusal.code;
      recorder?.note({ refusal });
      dependencies.onRefusal?.(refusal);
    };
    const measure = (): void => {
      if (!measuring) return;
      const tookMs = measuring.timers.monotonicMs() - sinceMs;
      measuring.onAnswer(countedService(service), outcome, refusedWith, tookMs);
    };
    if (!read.ok) {
      const { code, reason, replyCharset } = read.problem;
      recorder?.failed('reading', { reason });
      refuse('gateway', { code, reason });
      measure();
      return refused(code, replyCharset);
    }
    const { parameters, charset, replyCharset } = read.value;
    recorder?.passed('reading');
    recorder?.note({ read: { parameters, charset } });
    try {
      if (parameters.get('service') === 'notify_verify') {
        const word = await verifyNotification(parameters, dependencies);
        if (word === 'invalid') {
          const reason = 'notify_verify: partner or notify_id is missing or malformed';
          refuse('gateway', { code: 'ILLEGAL_ARGUMENT', reason }, parameters);
        }
        return plain(word);
      }
      let request = read.value;
      let admitted = await admit(request, dependencies, recorder);
      if (!admitted.ok && request.withoutBody) {
        recorder?.beginAgain();
        const alone = await admit(request.withoutBody, dependencies, recorder);
        if (alone.ok) [request, admitted] = [request.withoutBody, alone];
      }
      if (!admitted.ok) {
        refuse('gateway', await withMistake(admitted.problem, raw, request), parameters);
        return refused(admitted.problem.code, replyCharset);
      }
      const { md5Key, caller } = admitted.value;
      mistakes?.seen(caller.partner.id);
      const carried = await carryOut(admitted.value, exchange ?? '');
      if (!carried) {
        outcome = 'unknown';
        return undefined;
      }
      if (carried.refusal) refuse('business', carried.refusal, parameters);
      return await rendered(carried, request, admitted.value, { md5Key, privateKey });
    } catch (failure) {
      dependencies.onFailure?.(failure);
      refuse('gateway', notCarriedOut(failure), parameters);
      return refused('SYSTEM_ERROR', replyCharset);
    } finally {
      measure();
    }
  }

  /** A wrong signature, with the mistake that made it, if one is found. */
  async function withMistake(
    refused: Refused,
    raw: RawRequest,
    request: WireRequest,
  ): Promise<Refused> {
    if (refused.code !== 'ILLEGAL_SIGN' || !request.parameters.get('sign')) return refused;
    const id = request.parameters.get('partner') ?? '';
    const known = isPartnerId(id) ? await dependencies.directory.find(id) : undefined;
    const mistake = known && (await mistakes?.in(raw, request, known, clock.now()));
    return mistake ? { ...refused, reason: `${refused.reason}: ${mistake}` } : refused;
  }

  /**
   * Does the business, unless an interposition replaces it or its answer; undefined cuts the
   * connection.
   */
  async function carryOut(
    { handler, caller, signed, prepared }: Admitted,
    exchange: string,
  ): Promise<Carried | undefined> {
    if (!interposition) return prepared.carryOut();
    const { partner } = caller;
    const call = { exchange, partner, service: handler.name, parameters: signed };
    const before = await interposition.before?.(call);
    if (before) return instead(prepared, before);
    const carried = await prepared.carryOut();
    const after = await interposition.after?.(call);
    return after ? instead(prepared, after) : carried;
  }
}

const signatureMistakes = ({ timers, keys, exchanges, directory }: GatewayDependencies) =>
  timers &&
  new SignatureMistakes({
    timers,
    ours: keys.publicKey,
    // In production a partner's signature is never compared with the keys of others.
    ...(exchanges?.shown && { others: (id) => directory.find(id) }),
  });

const instead = (prepared: Prepared, wish: Instead): Carried | undefined =>
  'drop' in wish ? undefined : prepared.instead(wish.answer, wish.reason);

const named = (reply: GatewayReply | undefined, exchange: string): GatewayReply | undefined =>
  reply && { ...reply, exchange };

const none: Parameters = new Map();

/** The parts of a multipart body; other forms are split by the parser. */
const partsOf = ({ method, contentType = '', body }: RawRequest) =>
  method === 'POST' && body && body.length > 0 && isMultipart(contentType)
    ? splitMultipart(body, contentType)
    : undefined;

async function rendered(
  carried: Carried,
  { parameters, replyCharset: charset }: WireRequest,
  { caller }: Admitted,
  keys: SigningKeys,
): Promise<GatewayReply> {
  if ('refused' in carried) return refused(carried.refused, charset);
  if ('text' in carried) return plain(carried.text);
  const { node, fields } = carried;
  const { signType } = caller;
  const body = await renderReply({ parameters, node, fields, charset, signType, keys });
  return { contentType: contentType(charset), body };
}

/**
 * The envelope of a request that is not admitted (01 §10), or refused by a service without reply
 * fields.
 */
export const refused = (code: ErrorCode, charset: Charset): GatewayReply => ({
  contentType: contentType(charset),
  body: renderError(code, charset),
});

/** A body without an envelope, ASCII, unsigned (01 §11). */
const plain = (text: string): GatewayReply => ({
  contentType: 'text/plain;charset=UTF-8',
  body: Buffer.from(text, 'latin1'),
});
