/** What a request may be. Pure. */
import { findFault, type Received, type Route } from '@sampan/api';
import { nearest } from '@sampan/primitives';
import { Refusal } from '../refusal.ts';

export interface Parts {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** The parts as the route declares them, or a refusal that names the field. */
export function received<R extends Route>(route: R, given: Parts): Received<R> {
  const { params, query, body }: Route = route;
  const parts = {
    params: params && given.params,
    query: query && withNumbers(query.properties, given.query),
    body: body && (given.body ?? {}),
  };
  for (const name of ['params', 'query', 'body'] as const) {
    const schema = route[name];
    if (schema) check(schema, parts[name]);
  }
  if (isReceived(route, parts)) return parts;
  throw new Refusal('invalid-body', 'The request is not as declared');
}

/** Each part was checked against its declaration. */
const isReceived = <R extends Route>(route: R, parts: object): parts is Received<R> =>
  (['params', 'query', 'body'] as const).every(
    (name) =>
      (route[name] === undefined) ===
      (Object.entries(parts).find(([key]) => key === name)?.[1] === undefined),
  );

function check(schema: NonNullable<Route['body']>, value: unknown): void {
  const fault = findFault(schema, value);
  if (!fault) return;
  const { kind, field, expected, isMissing, known } = fault;
  if (kind === 'no-object')
    throw new Refusal('invalid-body', `${field || 'The body'} must be ${expected}`);
  if (kind === 'unknown-field') {
    const close = nearest(field.slice(field.lastIndexOf('.') + 1), known);
    const meant = close === undefined ? '' : `; did you mean ${close}?`;
    throw new Refusal('unknown-field', `There is no field ${field}${meant}`, field);
  }
  throw new Refusal(
    'invalid-field',
    `${field} must be ${expected}${isMissing ? '; it is missing' : ''}`,
    field,
  );
}

/** A query is text; what is declared as a number is read as one. */
function withNumbers(
  properties: NonNullable<Route['query']>['properties'],
  query: Parts['query'],
): object {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      const isNumber = properties[name]?.['type'] === 'integer';
      const isDecimal = typeof value === 'string' && /^(0|[1-9][0-9]{0,8})$/.test(value);
      return [name, isNumber && isDecimal ? Number(value) : value];
    }),
  );
}

interface Origin {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/** Whether another site's page sends it, with the cookies of ours (CSRF). Programs name no origin. */
export function isFromElsewhere({ method, host, origin, fetchSite }: Origin): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  if (fetchSite !== undefined && fetchSite !== 'same-origin') return true;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** `a=1; b=2` */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/** A header that comes once. */
export const one = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : header?.[0];
