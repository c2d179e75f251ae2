/**
 * Sessions of web pages. A page holds no token: its token is in a cookie that scripts cannot read. Every request
 * of such a page has the header `Sampan-Session` with the name of its cookie; a page of another site cannot
 * send that header, and one of this site has no reason to. So the header is the protection against forged
 * requests (CSRF), together with `SameSite=Strict` and the browser's own word about where a request comes from.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invalid, Problem } from './problem.ts';

export interface CookieSettings {
  /** The path of the public address, such as `/w/WORLD`; empty for the root. */
  readonly path: () => string;
  /** A sandbox serves plain HTTP too; elsewhere a cookie never travels without TLS. */
  readonly alwaysSecure: boolean;
  /** The path of the API below the public address, by default the buyers' `/wallet/api`. */
  readonly api?: string;
}

export const usualCookies: CookieSettings = { path: () => '', alwaysSecure: true };

type Asking = Pick<FastifyRequest, 'headers' | 'protocol'>;

/** The name under which a page keeps its session; undefined for programs, which send a token. */
export function pageOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const name = headers['sampan-session'];
  if (name === undefined) return undefined;
  if (typeof name !== 'string' || !/^[a-z]{1,16}$/.test(name)) {
    throw invalid('Sampan-Session', '1 to 16 lower case letters');
  }
  if (isForeign(headers)) throw foreign();
  return name;
}

/** The token in the page's cookie, if it has one. */
export const cookieToken = ({ headers }: Asking, page: string): string | undefined =>
  readCookie(headers.cookie, `sampan-${page}`);

/** The known device of the page, for its next sign-in. */
export const cookieDevice = ({ headers }: Asking, page: string): string | undefined =>
  readCookie(headers.cookie, `sampan-${page}-device`);

/** As long as a browser keeps a cookie; the session itself ends by the server's rules. */
const longSeconds = 400 * 86_400;

export function setSessionCookies(
  request: Asking,
  reply: FastifyReply,
  settings: CookieSettings,
  page: string,
  { token, device }: { readonly token: string; readonly device: string },
): void {
  const attributes = attributesFor(request, settings);
  reply.header('set-cookie', [
    `sampan-${page}=${token}; Max-Age=${longSeconds}; ${attributes}`,
    `sampan-${page}-device=${device}; Max-Age=${longSeconds}; ${attributes}`,
  ]);
}

/** A new PIN makes the page's device unknown; with this it is known again. */
export function setDeviceCookie(
  request: Asking,
  reply: FastifyReply,
  settings: CookieSettings,
  page: string,
  device: string,
): void {
  const attributes = attributesFor(request, settings);
  reply.header(
    'set-cookie',
    `sampan-${page}-device=${device}; Max-Age=${longSeconds}; ${attributes}`,
  );
}

/** Ends the page's session on the device, which stays known. */
export function clearSessionCookie(
  request: Asking,
  reply: FastifyReply,
  settings: CookieSettings,
  page: string,
): void {
  const attributes = attributesFor(request, settings);
  reply.header('set-cookie', `sampan-${page}=; Max-Age=0; ${attributes}`);
}

function attributesFor({ protocol }: Asking, settings: CookieSettings): string {
  const { path, alwaysSecure, api = '/wallet/api' } = settings;
  const secure = alwaysSecure || protocol === 'https' ? '; Secure' : '';
  return `Path=${path()}${api}; HttpOnly; SameSite=Strict${secure}`;
}

/** Browsers say where a request comes from; programs say nothing. */
function isForeign({ host, origin, ...headers }: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  if (origin === undefined) return false;
  // The scheme may differ behind a proxy that ends TLS.
  return origin.replace(/^https?:\/\//, '') !== host;
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [given = '', value] = pair.trim().split('=', 2);
    if (given === name && value) return value;
  }
  return undefined;
}

export const foreign = (): Problem =>
  new Problem(403, 'foreign-request', 'A page of another site may not ask in the name of a person');
