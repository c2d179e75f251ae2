import type { FastifyPluginAsync } from 'fastify';
import { readCode } from './addresses.ts';
import { KeptBytes } from './kept-bytes.ts';
import { type CodePicture, PictureBook, type PictureFormat } from './picture-book.ts';
import type { PictureSize } from './picture-size.ts';
import { harden, notFound, sendTagged, withHead } from './replies.http.ts';

export interface PictureDependencies {
  /** The content of a token's code; undefined when no such code was created. */
  readonly find: (token: string) => Promise<CodePicture | undefined>;
  readonly kept?: KeptBytes;
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

const dayInSeconds = 86_400;

/**
 * Pictures of codes, `/qr/TOKEN/S.png`, and the page that a browser shows for the text in them,
 * `/q/TOKEN`. Mounted without a prefix on the public port.
 */
export const pictureRoutes: FastifyPluginAsync<PictureDependencies> = async (
  server,
  { find, kept = new KeptBytes() },
) => {
  const book = new PictureBook(kept);

  server.get<OfPicture>('/qr/:token/:file', withHead, async (request, reply) => {
    const { token, file } = request.params;
    const match = /^([SML])\.(png|svg)$/.exec(file);
    const code = match && readCode(token) === token ? await find(token) : undefined;
    if (!match || !code) return notFound(reply);
    const [, size, format] = match as unknown as [string, PictureSize, PictureFormat];
    const bytes = book.picture(code, size, format);
    // A token always has the same content, so its picture never changes.
    reply.header('cache-control', `public, max-age=${dayInSeconds}, immutable`);
    return sendTagged(request, reply, { bytes, type: contentTypes[format] });
  });

  // The same for every token, known or not, so that it reveals nothing about an order.
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
