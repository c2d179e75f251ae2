/**
 * A server that does nothing but answer each POST with the same bytes: Fastify or Node's own HTTP, in a
 * process of its own. Arguments: `fastify` or `http`. Hears the reply over the IPC channel, tells its port.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';

export interface BareReply {
  readonly contentType: string;
  readonly body: string;
}

const [{ contentType, body }] = (await once(process, 'message')) as [BareReply];
const bytes = Buffer.from(body, 'latin1');
const port = await (process.argv[2] === 'fastify' ? fastify() : http());
process.send?.(port);
process.on('disconnect', () => process.exit());

async function fastify(): Promise<number> {
  const server = Fastify();
  const form = 'application/x-www-form-urlencoded';
  server.addContentTypeParser(form, { parseAs: 'string' }, (_request, text, done) =>
    done(null, text),
  );
  server.post('/gateway.do', (_request, reply) =>
    reply.header('content-type', contentType).send(bytes),
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as AddressInfo).port;
}

async function http(): Promise<number> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('content-type', contentType);
      response.setHeader('content-length', bytes.length);
      response.end(bytes);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
