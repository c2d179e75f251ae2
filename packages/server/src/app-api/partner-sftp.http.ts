import type { FastifyInstance } from 'fastify';
import { hostKeys, SftpUsers } from '#sftp';
import type { OperationsDependencies } from './dependencies.ts';
import { Fields } from './fields.ts';
import { knownPartner } from './known-partner.ts';
import { serve } from './serve.http.ts';
import { logInView, readLogIn, sftpChange } from './sftp-log-in.ts';

const names = ['password', 'keys', 'allow'] as const;
const fieldOf = { password: 'password', keys: 'keys', addresses: 'allow' } as const;

/** How partners log in to fetch their files, and by which keys they know the server (14 §2). */
export function partnerSftpRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, random, access, secrets } = world;
  const users = new SftpUsers(world);

  serve(app, world, 'GET /admin/partners/:id/sftp', async ({ params }) => {
    const id = await knownPartner(reader, params.id);
    return logInView(id, await users.find(id), access);
  });

  serve(app, world, 'PUT /admin/partners/:id/sftp', async ({ params, body }) => {
    const given = readLogIn(new Fields(body, names), fieldOf);
    const id = await knownPartner(reader, params.id);
    const change = await sftpChange(given, random);
    return logInView(id, await users.change(id, change), access);
  });

  serve(app, world, 'GET /admin/sftp', async () => {
    const { result } = await reader.read((connection) => hostKeys(connection, secrets));
    return {
      hostKeys: result.map(({ type, publicKey, fingerprint }) => ({
        type,
        publicKey,
        fingerprint,
      })),
    };
  });
}
