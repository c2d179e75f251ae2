import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { PageShelf } from './page-files.ts';
import { pageHeaders } from './page-policy.ts';

export interface PageOptions {
  /** The design page is for those who build screens. */
  readonly sandbox: boolean;
  /** Where built pages are looked for; by default in the program's own package. */
  readonly folders?: readonly URL[];
}

interface Asked {
  readonly Params: { readonly part?: string; readonly file?: string };
}

/** The wallet's pages, to be registered below `/wallet`; its API is below `/wallet/api`. */
export const pageRoutes: FastifyPluginAsync<PageOptions> = async (app, { sandbox, folders }) => {
  // Relative, so that a world and a proxy's path stay in the address.
  app.get('/', async ({ url }, reply) =>
    reply.redirect(`${/\/(?:\?|$)/.test(url) ? '' : 'wallet/'}${wallets[0]}/`),
  );
  for (const wallet of wallets) {
    app.get(`/${wallet}`, async (_request, reply) => reply.redirect(`${wallet}/`));
  }
  const parts = ['assets', ...wallets, ...(sandbox ? ['design'] : [])];
  serveParts(app, parts, new PageShelf(folders), ['/:file(^sw\\.js$)']);
};

/** The portal at `/portal/` of the public port; its API is below `/portal/api`. */
export const portalPages: FastifyPluginAsync<Pick<PageOptions, 'folders'>> = async (
  app,
  { folders },
) => {
  app.get('/portal', async (_request, reply) => reply.redirect('portal/'));
  serveParts(app, ['assets', 'portal'], new PageShelf(folders));
};

/** The console at `/console/` and the inspector at `/inspector/`, for the operations port of a sandbox; their API is the port's own. */
export const operationsPages: FastifyPluginAsync<Pick<PageOptions, 'folders'>> = async (
  app,
  { folders },
) => {
  app.get('/', async (_request, reply) => reply.redirect('inspector/'));
  app.get('/inspector', async (_request, reply) => reply.redirect('inspector/'));
  app.get('/console', async (_request, reply) => reply.redirect('console/'));
  serveParts(app, ['assets', 'inspector', 'console'], new PageShelf(folders));
};

/** Serves folders of the built pages. */
function serveParts(
  app: FastifyInstance,
  parts: readonly string[],
  shelf: PageShelf,
  others: readonly string[] = [],
): void {
  const handler = async ({ params, headers }: FastifyRequest<Asked>, reply: FastifyReply) => {
    const { part, file = 'index.html' } = params;
    reply.headers(pageHeaders);
    const files = await shelf.read();
    const found = files?.get(part === undefined ? file : `${part}/${file}`);
    if (!found) return files ? notFound(reply) : notBuilt(reply);
    const { type, etag, immutable } = found;
    reply
      .header('cache-control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('etag', etag);
    if (headers['if-none-match'] === etag) return reply.code(304).send();
    reply.type(type);
    if (!found.br && !found.gzip) return reply.send(found.plain);
    const wanted = String(headers['accept-encoding'] ?? '');
    reply.header('vary', 'accept-encoding');
    if (found.br && /\bbr\b/.test(wanted)) {
      return reply.header('content-encoding', 'br').send(found.br);
    }
    if (found.gzip && /\bgzip\b/.test(wanted)) {
      return reply.header('content-encoding', 'gzip').send(found.gzip);
    }
    return reply.send(found.plain);
  };
  const part = `/:part(^(?:${parts.join('|')})$)/`;
  for (const url of [...others, part, `${part}:file`]) {
    app.route<Asked>({ method: ['GET', 'HEAD'], url, handler });
  }
}

/** The wallets, each with a page of its own; the first is where `/wallet/` leads. */
const wallets = ['ferry', 'lantern'] as const;

const notFound = (reply: FastifyReply) =>
  reply.code(404).type('text/plain; charset=utf-8').send('There is no such page\n');

/** In a fresh clone they are built beside the server; the browser asks again by itself. */
const notBuilt = (reply: FastifyReply) =>
  reply
    .code(503)
    .header('retry-after', '3')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(
      '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">' +
        '<title>Sampan</title><p>The pages are being built. In a clone, "npm run build" builds them; ' +
        'payments are taken meanwhile.</p></html>\n',
    );
