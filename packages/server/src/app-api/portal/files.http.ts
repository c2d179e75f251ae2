import type { PortalFileView } from '@sampan/api';
import {
  addDays,
  type BusinessDate,
  businessDate,
  offsetTime,
  parseBusinessDate,
} from '@sampan/primitives';
import { type FileKind, parseFileName } from '@sampan/protocol';
import type { FastifyInstance } from 'fastify';
import { listFiles, type PartnerFile, readFilesNotMade } from '#statement';
import { type List, pageOf } from '../page.ts';
import { unknown } from '../problem.ts';
import { readDay } from '../read-day.ts';
import { sendFile } from '../send-file.http.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';

interface Place {
  readonly day: BusinessDate;
  readonly kind: FileKind;
}

const kinds: readonly FileKind[] = ['transaction', 'settlement'];

/** Of one partner, which has at most one of each kind per day. */
const fileList: List<Place, Place> = {
  name: 'portal-files',
  keyOf: ({ day, kind }) => [day, kind],
  keyFrom: ([text = '', word]) => {
    const day = parseBusinessDate(text);
    const kind = kinds.find((known) => known === word);
    return day && kind && { day, kind };
  },
};

/** A file that is not made for so long is no news: the operator sees its job fail. */
const lateDays = 14;

/** The partner's own files: which there are, which are still to come, and their bytes. */
export function fileRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, clock } = world;

  serve(app, world, 'GET /files', async ({ caller: { partner }, query }) => {
    const { id: partnerId } = partner;
    const day = query.day === undefined ? undefined : readDay(query.day, 'day');
    const filter = { partnerId, day, kind: query.kind };
    const page = await pageOf(fileList, query, async (place, limit) => {
      const after = place && { ...place, partnerId };
      const { result } = await lists.read((connection) =>
        listFiles(connection, filter, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(fileView) };
  });

  serve(app, world, 'GET /files/late', async ({ caller: { partner } }) => {
    const from = addDays(businessDate(clock.now()), -lateDays);
    const { result } = await lists.read((connection) =>
      readFilesNotMade(connection, partner.id, from),
    );
    return {
      late: result.map(({ day, kind, plannedAt }) => {
        return { day, kind, expectedAt: offsetTime(plannedAt) };
      }),
    };
  });

  serve(app, world, 'GET /files/:name', async ({ caller, params: { name } }, request, reply) => {
    const { id: partnerId } = caller.partner;
    if (parseFileName(name)?.partnerId !== partnerId) throw unknown('file', name);
    return sendFile(request, reply, { partnerId, name }, world);
  });
}

const fileView = ({
  name,
  kind,
  day,
  rows,
  size,
  sha256,
  madeAt,
}: PartnerFile): PortalFileView => ({
  ...{ name, kind, day, rows, size, sha256 },
  madeAt: offsetTime(madeAt),
});
