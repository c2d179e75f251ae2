import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import type { Access } from './dependencies.ts';
import { Problem } from './problem.ts';

/** Health probes have no token and learn nothing else. */
const probes: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

/** Refuses unauthorised callers. */
export function guard(request: FastifyRequest, access: Access): void {
  if (access.kind === 'sandbox') {
    guardSandbox(request.headers);
    return;
  }
  const path = request.url.split('?', 1)[0] ?? '';
  if (probes.has(path)) return;
  const [, token] = /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined || !sameText(token, access.token.reveal())) {
    throw new Problem(401, 'token-needed', 'This needs the operator token as a Bearer token');
  }
}

/**
 * Any web page can make a browser send requests to this machine. They are recognised by their
 * origin or, after DNS rebinding, by the name in `Host`.
 */
function guardSandbox({ host, origin }: IncomingHttpHeaders): void {
  if (host === undefined || !isLoopback(host)) {
    throw new Problem(403, 'host-refused', 'In the sandbox, operations answer to loopback names');
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    throw new Problem(403, 'origin-refused', 'Requests of other sites are refused');
  }
}

const hostPattern = /^(localhost|\[::1\]|127\.(\d{1,3})\.(\d{1,3})\.(\d{1,3}))(:\d{1,5})?$/i;

function isLoopback(host: string): boolean {
  const match = hostPattern.exec(host);
  return match?.slice(2, 5).every((part) => part === undefined || Number(part) <= 255) ?? false;
}

/** Constant-time comparison, also of the length. */
function sameText(given: string, kept: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(kept));
}
