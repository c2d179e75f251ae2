/** `/w/WORLD/…` on a port: the same paths as without it, served by that world. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { OpenedWorld } from './open-world.ts';
import { type Entered, NoWorld, TooManyWorlds } from './open-worlds.ts';

interface Params {
  readonly world: string;
}

const main = 'main';
const prefix = /^\/w\/[^/?]+/;

/** Which of its two ports a world is reached through. */
export type Port = 'public' | 'operations';

interface Door {
  enter(world: string): Promise<Entered<OpenedWorld>>;
}

/**
 * Adds the routes of all worlds to a port that serves world `main`. A request is handed on before its body is
 * read.
 */
export function addWorldRoutes(app: FastifyInstance, port: Port, worlds: Door): void {
  const appOf = ({ app: own, operations }: OpenedWorld) =>
    port === 'public' ? own() : operations();
  const pass = async (request: FastifyRequest<{ Params: Params }>, reply: FastifyReply) => {
    const { world } = request.params;
    if (world === main) return handOver(request, reply, app);
    let entered: Entered<OpenedWorld> | undefined;
    try {
      entered = await worlds.enter(world);
      return handOver(request, reply, await appOf(entered.opened), entered.leave);
    } catch (error) {
      entered?.leave();
      return refuse(error, reply);
    }
  };
  const handler = neverReached;
  for (const url of ['/w/:world', '/w/:world/*']) {
    app.route<{ Params: Params }>({ method: app.supportedMethods, url, onRequest: pass, handler });
  }
}

function handOver(
  { raw }: FastifyRequest<{ Params: Params }>,
  reply: FastifyReply,
  to: FastifyInstance,
  leave: () => void = () => undefined,
): FastifyReply {
  const rest = (raw.url ?? '').replace(prefix, '');
  raw.url = rest.startsWith('/') ? rest : `/${rest}`;
  reply.hijack();
  // A client that left while the world was opened is gone already.
  if (reply.raw.destroyed || reply.raw.writableFinished) {
    leave();
    return reply;
  }
  reply.raw.once('close', leave);
  to.routing(raw, reply.raw);
  return reply;
}

function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  const said = saidOf(error);
  if (!said) throw error;
  const { status, code, message } = said;
  return reply.code(status).header('cache-control', 'no-store').send({ error: { code, message } });
}

function saidOf(error: unknown) {
  if (error instanceof NoWorld) {
    return { status: 404, code: 'world-unknown', message: error.message };
  }
  if (error instanceof TooManyWorlds) {
    return { status: 503, code: 'too-many-worlds', message: error.message };
  }
  return undefined;
}

const neverReached = (): never => {
  throw new Error('a request to a world is handed over before its handler');
};
