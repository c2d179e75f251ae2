import { isPartnerId, secret } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import type { OperationsDependencies } from './dependencies.ts';
import { conflict, unknown } from './problem.ts';
import { serve } from './serve.http.ts';
import type { WorldsOfApi } from './worlds.ts';

const main = 'main';

/** Worlds of a sandbox. They are made, listed and dropped from its world `main`. */
export function worldRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const worlds = (): WorldsOfApi => {
    if (typeof world.worlds === 'object') return world.worlds;
    throw conflict('worlds-unavailable', world.worlds ?? 'Only a sandbox has worlds');
  };

  serve(app, world, 'POST /admin/worlds', async ({ body }) => {
    const { name, contract, partnerId, md5Key } = body;
    const exists = conflict('world-exists', `There is a world ${name} already`, 'name');
    const known = worlds();
    if (name === main) throw exists;
    const made = await known.create({
      ...{ name, contract },
      ...(partnerId !== undefined && isPartnerId(partnerId) && { partnerId }),
      ...(md5Key !== undefined && { md5Key: secret(md5Key) }),
    });
    if (made.outcome === 'exists') throw exists;
    if (made.outcome === 'unavailable') throw conflict('worlds-unavailable', made.reason);
    return made.world;
  });

  serve(app, world, 'GET /admin/worlds', async () => ({ worlds: await worlds().list() }));

  serve(app, world, 'DELETE /admin/worlds/:world', async ({ params }) => {
    const known = worlds();
    if (params.world === main) {
      throw conflict('worlds-unavailable', 'The world main is there as long as the sandbox is');
    }
    if (!(await known.drop(params.world))) throw unknown('world', params.world);
    return { world: params.world, dropped: true };
  });
}
