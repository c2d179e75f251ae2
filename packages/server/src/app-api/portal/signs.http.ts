import type { FastifyInstance } from 'fastify';
import { KeptBytes, orderCodeUrl } from '#codes';
import { hkqrText, SheetMaker, type SignLanguage, sheetContents, signLanguages } from '#print';
import { conflict, invalid, Problem } from '../problem.ts';
import { deleted, ownCode } from './codes.http.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

const contentTypes = { svg: 'image/svg+xml', pdf: 'application/pdf' } as const;

/** So many characters of the code end its sign. */
const markLength = 4;

/** The signs of a partner's codes, as they are printed. */
export function signRoutes(app: FastifyInstance, world: PortalWorld): void {
  const sheets = new SheetMaker(new KeptBytes(1_000_000));

  serve(app, world, 'GET /codes/:id/sign', async ({ caller, params, query }, _request, reply) => {
    const { as, paper = 'A6', languages } = query;
    const chosen = languages === undefined ? undefined : languagesIn(languages);
    const code = await ownCode(world, caller.partner, params.id);
    if (code.status === 'deleted') throw deleted();
    if (code.status === 'stopped') {
      throw conflict('code-stopped', 'This code is stopped; restart it to print it');
    }
    const url = orderCodeUrl(world.publicUrl(), code.code);
    const text = query.code === 'hkqr' ? hkqrText(url, code) : url;
    if (text === undefined) {
      throw invalid('code', 'plain; the address of this system is too long for an HKQR');
    }
    const mark = `…${code.code.slice(-markLength)}`;
    const sheet = sheetContents(code, { mark, ...(chosen && { languages: chosen }) });
    const picture = { text, errorCorrection: 'H', sheet, paper } as const;
    const bytes = await sheets.make(picture, as === 'pdf' ? 'sheet.pdf' : 'sheet.svg');
    if (!bytes) {
      reply.header('retry-after', 2);
      throw new Problem(503, 'busy', 'Many signs are being drawn; ask again in a moment');
    }
    return reply.type(contentTypes[as]).send(bytes);
  });
}

function languagesIn(text: string): readonly SignLanguage[] {
  return text.split(',').map((each) => {
    const known = signLanguages.find((language) => language === each.trim());
    if (!known) throw invalid('languages', 'en, zh-HK, zh-CN with commas');
    return known;
  });
}
