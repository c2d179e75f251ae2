/** Routes as `@sampan/api` declares them: what comes in is checked, and typed, by the declaration. */
import {
  type Api,
  findFault,
  operationsApi,
  type Received,
  type Reply,
  type Route,
} from '@sampan/api';
import { nearest } from '@sampan/primitives';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { invalid, Problem } from './problem.ts';
import { storable } from './storable.ts';

/** An answer was not as declared: a mistake of ours, which the caller is not made to pay for. */
export class ReplyNotAsDeclared extends Error {
  override readonly name = 'ReplyNotAsDeclared';
}

/** A route that is served, for what sends an answer of its own. */
export interface Declared {
  /** The HTTP status of a good answer. */
  readonly status: number;
  /** Reports an answer that differs from the declaration. */
  checkReply(answer: unknown): void;
  /** Reports a refusal that is not declared. */
  checkRefusal(error: unknown): void;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    readonly declared?: Declared;
  }
}

/** Answers the reply, or sends one of its own. */
type Handler<R extends Route, Caller> = (
  received: Received<R> & { readonly caller: Caller },
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Reply<R> | FastifyReply>;

interface Reporting {
  readonly onError: (error: unknown) => void;
}

/**
 * Serves the routes of an API. `admit` finds out who asks, before anything else is looked at.
 *
 * ```ts
 * const serve = serving(operationsApi, async () => undefined);
 * serve(app, world, 'GET /admin/partners', async ({ query }) => pageOfPartners(query));
 * ```
 */
export const serving =
  <A extends Api, Caller, World extends Reporting>(
    api: A,
    admit: (request: FastifyRequest, world: World, name: keyof A & string) => Promise<Caller>,
  ) =>
  <Name extends keyof A & string>(
    app: FastifyInstance,
    world: World,
    name: Name,
    handler: Handler<A[Name], Caller>,
  ): void => {
    const route: A[Name] = api[name];
    const declared = declaredAs(name, route, world);
    const [method = '', url = ''] = name.split(' ');
    app.route({
      method: method as HTTPMethods,
      url,
      config: { declared },
      async handler(request, reply) {
        const caller = await admit(request, world, name);
        const received = { ...readRequest(route, request), caller };
        const answer: unknown = await handler(received, request, reply).catch((error: unknown) => {
          declared.checkRefusal(error);
          throw error;
        });
        // A reply is a promise of its own end, so what it was awaited for is undefined.
        if (reply.sent || route.stream) return reply;
        declared.checkReply(answer);
        return reply.code(declared.status).send(answer);
      },
    });
  };

/** Serves a route of the operations API. */
export const serve = serving(operationsApi, async (_request, _world: Reporting) => undefined);

function declaredAs(name: string, { reply, status, errors }: Route, { onError }: Reporting) {
  return {
    status: status ?? 200,
    checkReply(answer: unknown) {
      const fault = reply && findFault(reply, answer);
      if (!fault) return;
      const { field, expected } = fault;
      onError(new ReplyNotAsDeclared(`${name}: ${field || 'the reply'} must be ${expected}`));
    },
    checkRefusal(error: unknown) {
      // What is not as declared, and a key that was used before, every route refuses.
      if (!(error instanceof Problem) || error.status === 400 || error.status === 422) return;
      const { status: actual, code } = error;
      if ([errors?.[code]].flat().includes(actual)) return;
      onError(new ReplyNotAsDeclared(`${name}: ${actual} ${code} is not declared`));
    },
  } satisfies Declared;
}

/** The parts of a request, as they are declared. */
function readRequest<R extends Route>(route: R, request: FastifyRequest): Received<R> {
  const { params, query, body }: Route = route;
  return {
    params: params && request.params,
    query: query && checked(query, withNumbers(query, storable(request.query))),
    body: body && checked(body, storable(bodyOf(request))),
  } as Received<R>;
}

function checked(schema: NonNullable<Route['query']>, value: unknown): unknown {
  const fault = findFault(schema, value);
  if (!fault) return value;
  const { kind, field, expected, isMissing, known } = fault;
  if (kind === 'invalid-field') {
    throw invalid(field, isMissing ? `${expected}; it is missing` : expected);
  }
  if (kind === 'no-object') throw new Problem(400, 'invalid-body', `${field} must be ${expected}`);
  const close = nearest(field.slice(field.lastIndexOf('.') + 1), known);
  const meant = close === undefined ? '' : `; did you mean ${close}?`;
  const names = known.length > 0 ? `; there are ${known.join(', ')}` : '';
  throw new Problem(400, 'unknown-field', `There is no field ${field}${meant}${names}`, field);
}

/** A query is text; what is declared as a number is read as one. */
function withNumbers(schema: NonNullable<Route['query']>, query: unknown): object {
  const entries = Object.entries(query as object).map(([name, value]: [string, unknown]) => {
    const isNumber = schema.properties[name]?.['type'] === 'integer';
    const isDecimal = typeof value === 'string' && /^(0|[1-9][0-9]{0,8})$/.test(value);
    return [name, isNumber && isDecimal ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}

function bodyOf({ body = null }: FastifyRequest): object {
  if (body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body;
  throw new Problem(400, 'invalid-body', 'The body must be a JSON object');
}
