/** The till's server: its API, its page, and the address for the gateway's notifications. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ObjectName, ObjectRoute, Route } from '@sampan/api';
import { type TillApi, tillApi } from '../api/index.ts';
import { Refusal, refuseUnless } from '../refusal.ts';
import type { Till } from '../till.ts';
import { createStreams } from './event-stream.http.ts';
import type { Caller, CookieName, Handlers } from './handler.ts';
import { cashierHandlers } from './handlers/cashiers.ts';
import { orderHandlers } from './handlers/orders.ts';
import { paymentHandlers } from './handlers/payments.ts';
import { screenHandlers } from './handlers/screens.ts';
import { shiftHandlers } from './handlers/shifts.ts';
import { tillHandlers } from './handlers/till.ts';
import { apiHeaders } from './headers.ts';
import { otherRoutes } from './other-routes.http.ts';
import { PageShelf } from './page-files.ts';
import { sendPage } from './pages.http.ts';
import { cookieOf, isFromElsewhere, one, received } from './request-check.ts';
import { createRouter } from './router.ts';
import type { Served } from './served.ts';

export interface ServeOptions {
  /** Behind a proxy with TLS, cookies are for TLS only. */
  readonly isHttps?: boolean;
  /** Where the built page is looked for. */
  readonly pageFolders?: readonly URL[];
}

/** A file of a day may have some megabytes, anything else is small. */
const bodyMax = 8_000_000;

export interface TillServer {
  readonly server: Server;
  close(): void;
}

export function createTillServer(till: Till, options: ServeOptions = {}): TillServer {
  const streams = createStreams(till.live);
  const router = createRouter([...objects(till), ...otherRoutes(till, streams)]);
  const shelf = new PageShelf({
    folders: options.pageFolders,
    withDesign: till.settings.isSandbox,
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://till');
    if (url.pathname === '/notify' && request.method === 'POST')
      return till.notify(request, response);
    if (!url.pathname.startsWith('/api/')) return pages(url.pathname, request, response);
    const found = router.find(request.method ?? '', url.pathname.slice('/api'.length));
    if (!found) throw new Refusal('not-found', 'There is no such route');
    if (found === 'other-method') throw new Refusal('method-not-allowed', 'Not with this method');
    const { headers, method = '' } = request;
    const isForeign = isFromElsewhere({
      method,
      host: headers.host,
      origin: headers.origin,
      fetchSite: one(headers['sec-fetch-site']),
    });
    refuseUnless(!isForeign, 'cross-origin', 'Only the page of this till may send this');
    const { route, run } = found.target;
    const caller = callerOf(till, request, response, options);
    const needsSession = Object.hasOwn(route.errors ?? {}, 'not-signed-in');
    refuseUnless(!needsSession || caller.session, 'not-signed-in', 'Sign in first');
    const body = route.body ? await bodyOf(request) : undefined;
    await run(
      { params: found.params, query: Object.fromEntries(url.searchParams), body },
      caller,
      response,
      request,
    );
  }

  async function pages(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    refuseUnless(isRead, 'method-not-allowed', 'Not with this method');
    await sendPage(shelf, path, request, response);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      refuse(error, request, response, till.onError),
    );
  });
  return {
    server,
    close() {
      streams.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The routes that answer one JSON object. */
function objects(till: Till): readonly (readonly [string, Served])[] {
  const handlers: Handlers = {
    ...tillHandlers(till),
    ...cashierHandlers(till),
    ...orderHandlers(till),
    ...paymentHandlers(till),
    ...shiftHandlers(till),
    ...screenHandlers(till),
  };
  const serve = <Name extends ObjectName<TillApi>>(name: Name): readonly [string, Served] => {
    const route: TillApi[Name] & ObjectRoute = tillApi[name];
    const handler: Handlers[Name] = handlers[name];
    return [
      name,
      {
        route,
        async run(parts, caller, response) {
          sendJson(
            response,
            200,
            await handler({ ...received<TillApi[Name]>(route, parts), caller }),
          );
        },
      },
    ];
  };
  return names(handlers).map(serve);
}

const names = <Key extends string>(object: Readonly<Record<Key, unknown>>): readonly Key[] => {
  const isOwn = (name: string): name is Key => Object.hasOwn(object, name);
  return Object.keys(object).filter(isOwn);
};

function callerOf(
  { cashiers, displays, random }: Till,
  { headers: { cookie } }: IncomingMessage,
  response: ServerResponse,
  { isHttps = false }: ServeOptions,
): Caller {
  const read = (name: CookieName): string | undefined => cookieOf(cookie, name);
  const token = read('till-session');
  const displayToken = read('till-display');
  const session = token === undefined ? undefined : cashiers.session(token);
  return {
    device: session?.device ?? read('till-device') ?? random.letters(20),
    session,
    displayOf: displayToken === undefined ? undefined : displays.deviceOf(displayToken),
    setCookie(name, value) {
      const age = value === undefined ? 0 : 400 * 86_400;
      const secure = isHttps ? '; Secure' : '';
      const text = `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure}`;
      response.appendHeader('set-cookie', text);
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    refuseUnless(size <= bodyMax, 'too-large', 'The body is too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (text === '') return {};
  const type = request.headers['content-type'] ?? '';
  refuseUnless(/^application\/json\b/.test(type), 'invalid-body', 'The body must be JSON');
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('invalid-body', 'The body must be JSON');
  }
}

/** Refusals of every route. */
const statuses: Readonly<Record<string, number>> = {
  'invalid-body': 400,
  'invalid-field': 400,
  'unknown-field': 400,
  'not-found': 404,
  'method-not-allowed': 405,
  'cross-origin': 403,
  'too-large': 413,
};

/** Of a code every route has one status. */
const declared = new Map(
  Object.values<Route>(tillApi).flatMap(({ errors = {} }) =>
    Object.entries(errors).map(([code, status]) => [code, Number(status)] as const),
  ),
);

function refuse(
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
  onError: (error: unknown) => void,
): void {
  if (response.headersSent) {
    response.destroy();
    onError(error);
    return;
  }
  // What was not read of a request must not be taken for the next one.
  if (!request.complete) response.setHeader('connection', 'close');
  if (!(error instanceof Refusal)) {
    onError(error);
    sendJson(response, 500, { error: { code: 'internal', message: 'The till has a fault' } });
    return;
  }
  const { code, message, field } = error;
  const status = statuses[code] ?? declared.get(code) ?? 409;
  sendJson(response, status, { error: { code, message, ...(field !== undefined && { field }) } });
}

const sendJson = (response: ServerResponse, status: number, answer: unknown): void =>
  void response
    .writeHead(status, { ...apiHeaders, 'content-type': 'application/json' })
    .end(JSON.stringify(answer));
