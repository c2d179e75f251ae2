import { assert } from '@sampan/primitives';
import {
  type Charset,
  contentType,
  type ErrorCode,
  parsePrivateKey,
  type RawRequest,
  readRequest,
  renderError,
  renderReply,
  type SigningKeys,
  type WireRequest,
} from '@sampan/protocol';
import { type Admitted, admit } from './admit.ts';
import type { GatewayDependencies } from './dependencies.ts';
import { verifyNotification } from './notify-verify.ts';

/** What goes back, always with HTTP status 200 (09 §2). */
export interface GatewayReply {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Answers one request, whatever it is. Never rejects. */
export type Gateway = (raw: RawRequest) => Promise<GatewayReply>;

export function gateway(dependencies: GatewayDependencies): Gateway {
  // A key object signs several times faster than the text it was read from.
  const read = parsePrivateKey(dependencies.keys.privateKey.reveal());
  assert(read.ok, 'the platform has a private key');
  const privateKey = read.value;

  return async (raw) => {
    const request = readRequest(raw);
    if (!request.ok) return refused(request.problem.code, request.problem.replyCharset);
    const { parameters, replyCharset } = request.value;
    try {
      if (parameters.get('service') === 'notify_verify') {
        return plain(await verifyNotification(parameters, dependencies));
      }
      const admitted = await admit(request.value, dependencies);
      if (!admitted.ok) return refused(admitted.problem, replyCharset);
      const { md5Key } = admitted.value.caller.partner;
      return await carriedOut(request.value, admitted.value, { md5Key, privateKey });
    } catch (failure) {
      dependencies.onFailure?.(failure);
      return refused('SYSTEM_ERROR', replyCharset);
    }
  };
}

async function carriedOut(
  { parameters, replyCharset: charset }: WireRequest,
  { caller, prepared }: Admitted,
  keys: SigningKeys,
): Promise<GatewayReply> {
  const carried = await prepared.carryOut();
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
