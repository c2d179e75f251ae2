/**
 * The typed client of an API. The declarations come in as types only, so it weighs nothing.
 *
 * ```ts
 * const operations = createClient<OperationsApi>({ url: 'http://127.0.0.1:8701', fetch });
 * const { items } = await operations('GET /admin/partners');
 * ```
 */
import type { Api, Asked, ObjectName, Reply, StreamName } from './route.ts';

export { jobNames } from './operations/job-names.ts';
export { mayDo, type Permission, type Role, roles, rolesWith } from './partner/roles.ts';

/** What the client needs of `fetch`. */
export type Fetch<Answer extends Answered = Answered> = (
  url: string,
  request: Request,
) => Promise<Answer>;

interface Request {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** What `fetch` answers, as far as the client reads it. */
export interface Answered {
  readonly status: number;
  text(): Promise<string>;
}

export interface ClientOptions<Answer extends Answered = Answered> {
  /** Where the API is, without the path of a route. */
  readonly url: string;
  readonly fetch: Fetch<Answer>;
  /** Sent with each request, such as the operator's token. */
  readonly headers?: Readonly<Record<string, string>>;
}

interface Terms {
  /** Sent as `Idempotency-Key`: the request is carried out once however often it is sent. */
  readonly idempotencyKey?: string;
}

/** The parts of a request, which may be left out when none of them is required. */
type Parts<R extends Api[string]> =
  Record<never, never> extends Asked<R> ? [asked?: Asked<R> & Terms] : [asked: Asked<R> & Terms];

/** Calls a route by its name and answers its reply; rejects with `Refused`. */
export type Client<A extends Api> = <Name extends ObjectName<A>>(
  name: Name,
  ...asked: Parts<A[Name]>
) => Promise<Reply<A[Name]>>;

export interface Streams<A extends Api, Answer extends Answered> {
  /** Calls a route that answers bytes or events, and leaves them to the caller to read. */
  stream<Name extends StreamName<A>>(name: Name, ...asked: Parts<A[Name]>): Promise<Answer>;
}

/** The server did not do it; `code` says why, such as `wallet-unknown`. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: string;
  /** The field of the request that is to blame. */
  readonly field: string | undefined;

  constructor(status: number, code: string, message: string, field?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
  }
}

export function createClient<A extends Api, Answer extends Answered = Answered>({
  url,
  fetch,
  headers,
}: ClientOptions<Answer>): Client<A> & Streams<A, Answer> {
  const base = url.replace(/\/$/, '');

  function send(name: string, asked: Anything = {}): Promise<Answer> {
    const { body, idempotencyKey } = asked;
    const [method = 'GET', path = '/'] = name.split(' ');
    return fetch(`${base}${withValues(path, asked)}`, {
      method,
      headers: {
        ...headers,
        ...(body && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async function call(name: string, asked?: Anything) {
    const response = await send(name, asked);
    const answer = parseObject(await response.text());
    if (isGood(response) && answer) return answer as never;
    throw refusalOf(base, response.status, answer);
  }

  async function stream(name: string, asked?: Anything) {
    const response = await send(name, asked);
    if (isGood(response)) return response;
    throw refusalOf(base, response.status, parseObject(await response.text()));
  }

  return Object.assign(call, { stream });
}

const isGood = ({ status }: Answered): boolean => status >= 200 && status < 300;

type Values = Readonly<Record<string, unknown>>;

interface Anything extends Terms {
  readonly params?: Values | undefined;
  readonly query?: Values | undefined;
  readonly body?: Values | undefined;
}

/** The path of a route with its parameters and query. */
function withValues(path: string, { params = {}, query = {} }: Anything): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const asked = new URLSearchParams(
    Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  );
  return given.length === 0 ? filled : `${filled}?${asked}`;
}

function refusalOf(base: string, status: number, answer: Values | undefined): Refused {
  const { code, message, field } = (answer?.['error'] ?? {}) as Values;
  return new Refused(
    status,
    String(code ?? 'no-answer'),
    String(message ?? `The server at ${base} answered ${status}`),
    typeof field === 'string' ? field : undefined,
  );
}

function parseObject(text: string): Values | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Values) : undefined;
  } catch {
    return undefined;
  }
}
