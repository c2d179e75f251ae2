import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import {
  type FoundCode,
  harden,
  KeptBytes,
  notFound,
  readCode,
  sendTagged,
  withHead,
} from '#codes';
import { hkqrText } from './hkqr-text.ts';
import { sheetContents } from './sheet-contents.ts';
import { type SheetFile, SheetMaker, sheetFiles } from './sheet-maker.ts';

export interface SheetDependencies {
  /** The code of a token; undefined when no such code was created. */
  readonly find: (token: string) => Promise<FoundCode | undefined>;
  readonly kept?: KeptBytes;
}

interface OfCode {
  readonly Params: { readonly token: string };
}

const contentTypes: Readonly<Record<SheetFile, string>> = {
  'sheet.pdf': 'application/pdf',
  'sheet.svg': 'image/svg+xml',
  'named.svg': 'image/svg+xml',
  'hkqr.pdf': 'application/pdf',
  'hkqr.svg': 'image/svg+xml',
};

/**
 * Printable files of a shop's code, `/qr/TOKEN/sheet.pdf`. Mounted without a prefix on the public
 * port, beside the pictures of `codes`.
 */
export const sheetRoutes: FastifyPluginAsync<SheetDependencies> = async (
  server,
  { find, kept = new KeptBytes() },
) => {
  const sheets = new SheetMaker(kept);

  for (const file of sheetFiles) {
    server.get<OfCode>(`/qr/:token/${file}`, withHead, async (request, reply) => {
      const { token } = request.params;
      const code = readCode(token) === token ? await find(token) : undefined;
      if (!code?.shop) return notFound(reply);
      const { errorCorrection, shop } = code;
      const text = file.startsWith('hkqr.') ? hkqrText(code.text, shop) : code.text;
      if (text === undefined) return notFound(reply);
      const sheet = sheetContents(shop);
      const bytes = await sheets.make({ text, errorCorrection, sheet }, file);
      if (!bytes) return busy(reply);
      // A shop's name may change, so caches must revalidate.
      reply.header('cache-control', 'public, no-cache');
      return sendTagged(request, reply, { bytes, type: contentTypes[file] });
    });
  }
};

function busy(reply: FastifyReply): FastifyReply {
  harden(reply);
  return reply
    .code(503)
    .header('cache-control', 'no-store')
    .header('retry-after', '2')
    .type('text/plain;charset=UTF-8')
    .send('Many sheets are being made; ask again in a moment\n');
}
