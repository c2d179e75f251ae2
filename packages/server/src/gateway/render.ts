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
  if (!('node' in carried)) return unsigned(carried, replyCharset, changes);
  const charset = changes?.charset ?? replyCharset;
  const { node } = carried;
  const fields = changes ? changedFields(carried.fields, changes) : carried.fields;
  const { signType } = caller;
  const body = await renderReply({ parameters, node, fields, charset, signType, keys });
  const reply = { contentType: contentType(charset), body };
  return changes ? changedReply(reply, changes, replyCharset) : reply;
}

/** A refusal without fields, or bare words. */
export function unsigned(
  carried: Exclude<Carried, { readonly node: unknown }>,
  charset: Charset,
  changes?: ReplyChanges,
): GatewayReply {
  const reply =
    'refused' in carried
      ? refused(carried.refused, changes?.charset ?? charset)
      : plain(carried.text);
  return changes ? changedReply(reply, changes, charset) : reply;
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
