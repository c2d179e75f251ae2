import type { FastifyInstance } from 'fastify';
import { decodeExchange, type NotResent, resent } from '#exchanges';
import { currentMd5Key, readPartnerKeys } from '#partner';
import type { OperationsDependencies } from './dependencies.ts';
import { findExchange, recordOf } from './find-exchange.ts';
import { knownPartner } from './known-partner.ts';
import { conflict, invalid } from './problem.ts';
import { serve } from './serve.http.ts';
import { sendToGateway } from './to-gateway.http.ts';

/** Sends a recorded request again, changed and signed anew. */
export function sendAgainRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, secrets, gatewayUrl, timers } = world;

  serve(app, world, 'POST /admin/exchanges/:id/again', async ({ params: { id }, body }) => {
    const stored = await findExchange(world, id);
    if (stored.kind !== 'request') {
      throw conflict('no-request', notRequests[stored.kind]);
    }
    const decoded = await decodeExchange(stored);
    if (decoded.parameters.length === 0) {
      const message = 'The request could not be read, so there is nothing to change and sign';
      throw conflict('exchange-unreadable', message);
    }
    const changes = body.set ?? {};
    const named = changes['partner'] ?? new Map(decoded.parameters).get('partner') ?? '';
    const partnerId = await knownPartner(reader, named);
    const { result: keys } = await reader.read((connection) =>
      readPartnerKeys(connection, partnerId, secrets),
    );
    const made = await resent(stored, decoded, changes, currentMd5Key(partnerId, keys));
    if (!made.ok) throw problemOf(made.problem);
    const address = gatewayUrl();
    if (address === '') throw conflict('no-gateway', 'This server has no gateway');
    const answer = await sendToGateway(address, made.value, timers);
    await recordOf(world).flush();
    return { of: id, ...answer };
  });
}

const notRequests = {
  notification: 'A notification is sent again by its own id: sampan notify resend',
  download: 'A file is fetched over SFTP, by the partner',
} as const;

function problemOf(problem: NotResent) {
  switch (problem.why) {
    case 'needs-private-key':
      return conflict(
        'key-unknown',
        `${problem.signType} needs the partner's private key, which the server does not know: ` +
          'sign with the shared key (set sign_type to MD5), or copy the request as code of the SDK',
      );
    case 'unknown-charset':
      return invalid('set', 'such that _input_charset is UTF-8, GBK or GB2312');
    case 'not-in-charset':
      return invalid('set', `such that ${problem.name} can be written in the charset`);
  }
}
