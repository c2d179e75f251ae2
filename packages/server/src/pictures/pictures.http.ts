import { createHash } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { readCode } from './addresses.ts';
import { type CodePicture, PictureBook, type PictureFormat } from './picture-book.ts';
import type { PictureSize } from './picture-size.ts';
import { type SheetFile, SheetMaker, sheetFiles } from './sheet-maker.ts';

export interface PictureDependencies {
  /** What the code of a token looks like; undefined when no such code was ever made. */
  readonly find: (token: string) => Promise<CodePicture | undefined>;
  readonly book?: PictureBook;
}

interface OfCode {
  readonly Params: { readonly token: string };
}

interface OfPicture {
  readonly Params: { readonly token: string; readonly file: string };
}

const contentTypes: Readonly<Record<PictureFormat, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
};

const sheetTypes: Readonly<Record<SheetFile, string>> = {
  'sheet.pdf': 'application/pdf',
  'sheet.svg': 'image/svg+xml',
  'named.svg': 'image/svg+xml',
};

const dayInSeconds = 86_400;

/** Whoever looks whether a picture is there asks with HEAD. */
const withHead = { exposeHeadRoute: true } as const;

/**
 * The pictures of codes, `/qr/TOKEN/S.png`, a shop's sheet, `/qr/TOKEN/sheet.pdf`, and the page that a browser shows for the text inside
 * them, `/q/TOKEN`. Mounted without a prefix on the public port.
 */
export const pictureRoutes: FastifyPluginAsync<PictureDependencies> = async (
  server,
  { find, book = new PictureBook() },
) => {
  const sheets = new SheetMaker(book.kept);

  for (const file of sheetFiles) {
    server.get<OfCode>(`/qr/:token/${file}`, withHead, async (request, reply) => {
      const { token } = request.params;
      const code = readCode(token) === token ? await find(token) : undefined;
      if (!code?.sheet) return notFound(reply);
      const bytes = await sheets.make({ ...code, sheet: code.sheet }, file);
      if (!bytes) return busy(reply);
      // A shop may get another name, so whoever keeps its sheet asks whether it is still the one.
      reply.header('cache-control', 'public, no-cache');
      return sendTagged(request, reply, { bytes, type: sheetTypes[file] });
    });
  }

  server.get<OfPicture>('/qr/:token/:file', withHead, async (request, reply) => {
    const { token, file } = request.params;
    const match = /^([SML])\.(png|svg)$/.exec(file);
    const code = match && readCode(token) === token ? await find(token) : undefined;
    if (!match || !code) return notFound(reply);
    const [, size, format] = match as unknown as [string, PictureSize, PictureFormat];
    const bytes = book.picture(code, size, format);
    // A token never stands for anything else, so its picture never changes.
    reply.header('cache-control', `public, max-age=${dayInSeconds}, immutable`);
    return sendTagged(request, reply, { bytes, type: contentTypes[format] });
  });

  // The same for every token, known or not: nothing about an order can be learnt here.
  server.get<OfCode>('/q/:token', withHead, async (_request, reply) => {
    harden(reply);
    return reply
      .header('cache-control', `public, max-age=${dayInSeconds}`)
      .type('text/html;charset=UTF-8')
      .send(page);
  });
};

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Open this code with the wallet</title>
<h1>Open this code with the wallet</h1>
<p>This is a code for a payment. Open your wallet, choose Scan, and point it at the code.</p>
</html>
`;

function notFound(reply: FastifyReply): FastifyReply {
  harden(reply);
  return reply
    .code(404)
    .header('cache-control', 'no-store')
    .type('text/plain;charset=UTF-8')
    .send('There is no such code\n');
}

/** Sends a picture that any page may show, or only says that the one the caller keeps is right. */
function sendTagged(
  { headers }: Pick<FastifyRequest, 'headers'>,
  reply: FastifyReply,
  { bytes, type }: { readonly bytes: Buffer; readonly type: string },
): FastifyReply {
  harden(reply);
  const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  reply.header('etag', tag).header('cross-origin-resource-policy', 'cross-origin');
  if (isKnown(headers['if-none-match'], tag)) return reply.code(304).send();
  return reply.type(type).send(bytes);
}

const isKnown = (given: string | undefined, tag: string): boolean =>
  given?.split(',').some((each) => each.trim().replace(/^W\//, '') === tag) ?? false;

function busy(reply: FastifyReply): FastifyReply {
  harden(reply);
  return reply
    .code(503)
    .header('cache-control', 'no-store')
    .header('retry-after', '2')
    .type('text/plain;charset=UTF-8')
    .send('Many sheets are being made; ask again in a moment\n');
}

function harden(reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'no-referrer');
  reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}
