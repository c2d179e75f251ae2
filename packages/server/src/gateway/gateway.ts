import { assert } from '@sampan/primitives';
import {
  type Charset,
  contentType,
  type ErrorCode,
  isMultipart,
  type Parameters,
  parsePrivateKey,
  type RawRequest,
  readRequest,
  renderError,
  renderReply,
  type SigningKeys,
  splitMultipart,
  type WireRequest,
} from '@sampan/protocol';
import { type Admitted, admit } from './admit.ts';
import type { GatewayDependencies } from './dependencies.ts';
import { type Carried, notCarriedOut } from './handler.ts';
import { verifyNotification } from './notify-verify.ts';
import { idsOf, type Refusal, type Refused } from './refusal.ts';

/** What goes back, always with HTTP status 200 (09 §2). */
export interface GatewayReply {
  readonly contentType: string;
  readonly body: Buffer;
  /** The exchange's name, where a response header shows it. */
  readonly exchange?: string;
}

/** Answers one request, whatever it is. Never rejects. */
export type Gateway = (raw: RawRequest) => Promise<GatewayReply>;

export function gateway(dependencies: GatewayDependencies): Gateway {
  // A key object signs several times faster than the text it was read from.
  const read = parsePrivateKey(dependencies.keys.privateKey.reveal());
  assert(read.ok, 'the platform has a private key');
  const privateKey = read.value;
  const { exchanges } = dependencies;

  return async (raw) => {
    // An accepted request costs nothing here, unless its exchange's name is shown.
    const exchange = exchanges?.shown ? exchanges.newId() : undefined;
    const reply = await answer(raw, exchange);
    return exchange === undefined ? reply : { ...reply, exchange };
  };

  async function answer(raw: RawRequest, exchange: string | undefined): Promise<GatewayReply> {
    const parts = partsOf(raw);
    const read = readRequest(raw, parts && (await parts));
    const refuse = (level: Refusal['level'], refusal: Refused, parameters: Parameters = none) => {
      const id = exchange ?? exchanges?.newId() ?? '';
      const ids = idsOf(parameters, level);
      dependencies.onRefusal?.({ ...refusal, level, exchange: id, ...ids });
    };
    if (!read.ok) {
      const { code, reason, replyCharset } = read.problem;
      refuse('gateway', { code, reason });
      return refused(code, replyCharset);
    }
    const { parameters, replyCharset } = read.value;
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
      let admitted = await admit(request, dependencies);
      if (!admitted.ok && request.withoutBody) {
        const alone = await admit(request.withoutBody, dependencies);
        if (alone.ok) [request, admitted] = [request.withoutBody, alone];
      }
      if (!admitted.ok) {
        refuse('gateway', admitted.problem, parameters);
        return refused(admitted.problem.code, replyCharset);
      }
      const { md5Key } = admitted.value;
      const carried = await admitted.value.prepared.carryOut();
      if (carried.refusal) refuse('business', carried.refusal, parameters);
      return await rendered(carried, request, admitted.value, { md5Key, privateKey });
    } catch (failure) {
      dependencies.onFailure?.(failure);
      refuse('gateway', notCarriedOut(failure), parameters);
      return refused('SYSTEM_ERROR', replyCharset);
    }
  }
}

const none: Parameters = new Map();

/** The parts of a multipart body; a form is split where it is read. */
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

/** The envelope of a request that is not accepted (01 §10), or refused by a service without fields. */
export const refused = (code: ErrorCode, charset: Charset): GatewayReply => ({
  contentType: contentType(charset),
  body: renderError(code, charset),
});

/** A body without an envelope, ASCII, signed by nobody (01 §11). */
const plain = (text: string): GatewayReply => ({
  contentType: 'text/plain;charset=UTF-8',
  body: Buffer.from(text, 'latin1'),
});
