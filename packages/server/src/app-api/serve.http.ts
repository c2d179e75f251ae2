/** Routes as `@sampan/api` declares them: what comes in is checked, and typed, by the declaration. */
import {
  findFault,
  type OperationsApi,
  operationsApi,
  type Received,
  type Reply,
  type Route,
} from '@sampan/api';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { OperationsDependencies } from './dependencies.ts';
import { invalid, Problem } from './problem.ts';

type Name = keyof OperationsApi;

/** Answers the reply, or sends one of its own. */
type Handler<R extends Route> = (
  received: Received<R>,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Reply<R> | FastifyReply>;

/** A reply was not as declared: a mistake of ours, which the caller is not made to pay for. */
export class ReplyNotAsDeclared extends Error {
  override readonly name = 'ReplyNotAsDeclared';
}

/**
 * Serves a declared route.
 *
 * ```ts
 * serve(app, world, 'GET /admin/partners', async ({ query }) => pageOfPartners(query));
 * ```
 */
export function serve<Served extends Name>(
  app: FastifyInstance,
  { onError }: Pick<OperationsDependencies, 'onError'>,
  name: Served,
  handler: Handler<OperationsApi[Served]>,
): void {
  const declared: Route = operationsApi[name];
  const [method = '', url = ''] = name.split(' ');
  app.route({
    method: method as HTTPMethods,
    url,
    async handler(request, reply) {
      const received = readRequest(declared, request) as Received<OperationsApi[Served]>;
      const answer: unknown = await handler(received, request, reply);
      // A reply is a promise of its own end, so what it was awaited for is undefined.
      if (reply.sent) return reply;
      const fault = findFault(declared.reply, answer);
      if (fault) {
        const { field, expected } = fault;
        onError(new ReplyNotAsDeclared(`${name}: ${field || 'the reply'} must be ${expected}`));
      }
      return reply.code(declared.status ?? 200).send(answer);
    },
  });
}

/** The parts of a request, as they are declared. */
function readRequest({ params, query, body }: Route, request: FastifyRequest) {
  return {
    params: params && request.params,
    query: query && checked(query, withNumbers(query, request.query)),
    body: body && checked(body, withoutNulls(request.body)),
  };
}

function checked(schema: NonNullable<Route['query']>, value: object): object {
  const fault = findFault(schema, value);
  if (!fault) return value;
  const { kind, field, expected, isMissing } = fault;
  if (kind === 'invalid-field') {
    throw invalid(field, isMissing ? `${expected}; it is missing` : expected);
  }
  const names = Object.keys(schema.properties);
  const known = names.length > 0 ? `; there are ${names.join(', ')}` : '';
  throw new Problem(400, 'unknown-field', `There is no field ${field}${known}`, field);
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

function withoutNulls(body: unknown): object {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new Problem(400, 'invalid-body', 'The body must be a JSON object');
  }
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}
