/** Sends the built page of the till. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHeaders } from './headers.ts';
import type { PageShelf } from './page-files.ts';

export async function sendPage(
  shelf: PageShelf,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await shelf.find(path);
  for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
  if (found === undefined) return sendText(response, 503, 'text/html; charset=utf-8', notBuilt);
  if (found === 'no-such-file')
    return sendText(response, 404, 'text/plain; charset=utf-8', 'There is no such page\n');
  response.setHeader('etag', found.etag);
  response.setHeader('vary', 'accept-encoding');
  response.setHeader(
    'cache-control',
    found.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (request.headers['if-none-match'] === found.etag) {
    response.writeHead(304).end();
    return;
  }
  const isBrotli = found.br && /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (isBrotli) response.setHeader('content-encoding', 'br');
  const body = isBrotli ? found.br : found.bytes;
  response.writeHead(200, { 'content-type': found.type, 'content-length': body?.length ?? 0 });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text);
}

const notBuilt =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Till</title>' +
  '<p>The till works, but its page is not built. In a clone, "npm run build" builds it.</p></html>\n';
