import type { BrokenFileView, FileView } from '@sampan/api';
import { isPartnerId, offsetTime, parseBusinessDate } from '@sampan/primitives';
import type { FileKind } from '@sampan/protocol';
import type { FastifyInstance } from 'fastify';
import { type FileBroken, listFiles, type PartnerFile, verifyFiles } from '#statement';
import type { OperationsDependencies } from './dependencies.ts';
import { knownPartner } from './known-partner.ts';
import { type List, pageOf } from './page.ts';
import { readDay } from './read-day.ts';
import { sendFile } from './send-file.http.ts';
import { serve } from './serve.http.ts';

const kinds: readonly FileKind[] = ['transaction', 'settlement'];

type Place = Pick<PartnerFile, 'day' | 'partnerId' | 'kind'>;

const fileList: List<PartnerFile, Place> = {
  name: 'files',
  keyOf: ({ day, partnerId, kind }) => [day, partnerId, kind],
  keyFrom: ([text = '', partnerId = '', word]) => {
    const day = parseBusinessDate(text);
    const kind = kinds.find((known) => known === word);
    return day && kind && isPartnerId(partnerId) ? { day, partnerId, kind } : undefined;
  },
};

/** The files of partners: which there are, their bytes, and whether what is booked still makes them. */
export function fileRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, lists, files, onError } = world;

  serve(app, world, 'GET /admin/files', async ({ query }) => {
    const filter = await filterOf(query);
    const page = await pageOf(fileList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listFiles(connection, filter, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(fileView) };
  });

  serve(app, world, 'GET /admin/files/:partner/:name', async ({ params }, request, reply) => {
    const { partner, name } = params;
    const partnerId = await knownPartner(reader, partner);
    return sendFile(request, reply, { partnerId, name }, { shelf: files.shelf, onError });
  });

  serve(app, world, 'POST /admin/files/verify', async ({ body }) => {
    const found = await files.shelf.find(await filterOf(body));
    const broken = await verifyFiles(found, files.maker);
    return { verified: found.length, broken: broken.map(brokenView) };
  });

  async function filterOf({ partner, date }: { partner?: string; date?: string }) {
    return {
      partnerId: partner === undefined ? undefined : await knownPartner(reader, partner),
      day: date === undefined ? undefined : readDay(date),
    };
  }
}

const brokenView = ({ file, made }: FileBroken): BrokenFileView => ({
  ...fileView(file),
  made: made ?? null,
});

const fileView = (file: PartnerFile): FileView => ({
  partner: file.partnerId,
  name: file.name,
  kind: file.kind,
  day: file.day,
  rows: file.rows,
  size: file.size,
  sha256: file.sha256,
  madeAt: offsetTime(file.madeAt),
});
