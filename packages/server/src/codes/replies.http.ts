/**
 * Reply headers for everything that belongs to a code: usable by any page and any cache, not
 * executable.
 */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** HEAD checks existence. */
export const withHead = { exposeHeadRoute: true } as const;

export function notFound(reply: FastifyReply): FastifyReply {
  harden(reply);
  return reply
    .code(404)
    .header('cache-control', 'no-store')
    .type('text/plain;charset=UTF-8')
    .send('There is no such code\n');
}

/** Sends a picture that any page may embed, or 304 if the caller's copy is current. */
export function sendTagged(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  { bytes, type }: { readonly bytes: Buffer; readonly type: string },
): FastifyReply {
  harden(reply);
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).header('cross-origin-resource-policy', 'cross-origin');
  if (isKnown(headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.type(type).send(bytes);
}

const isKnown = (given: string | undefined, tag: string): boolean =>
  given?.split(',').some((each) => each.trim().replace(/^W\//, '') === tag) ?? false;

export function harden(reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}
