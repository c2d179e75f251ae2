/** The bytes of an answer: the signed envelope of a service, a refusal, or a bare text. */
import {
  type Charset,
  contentType,
  type ErrorCode,
  renderError,
  renderReply,
  type SigningKeys,
  type WireRequest,
} from '@sampan/protocol';
import type { Admitted } from './admit.ts';
import { changedFields, changedReply } from './changed-reply.ts';
import type { GatewayReply } from './gateway-reply.ts';
import type { Carried } from './handler.ts';
import type { ReplyChanges } from './interposition.ts';

export async function rendered(
  carried: Carried,
  { parameters, replyCharset }: WireRequest,
  { caller }: Admitted,
  keys: SigningKeys,
  changes?: ReplyChanges,
): Promise<GatewayReply> {
  const charset = changes?.charset ?? replyCharset;
  const finished = (reply: GatewayReply): GatewayReply =>
    changes ? changedReply(reply, changes, replyCharset) : reply;
  if ('refused' in carried) return finished(refused(carried.refused, charset));
  if ('text' in carried) return finished(plain(carried.text));
  const { node } = carried;
  const fields = changes ? changedFields(carried.fields, changes) : carried.fields;
  const { signType } = caller;
  const body = await renderReply({ parameters, node, fields, charset, signType, keys });
  return finished({ contentType: contentType(charset), body });
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
export const plain = (text: string): GatewayReply => ({
  contentType: 'text/plain;charset=UTF-8',
  body: Buffer.from(text, 'latin1'),
});
