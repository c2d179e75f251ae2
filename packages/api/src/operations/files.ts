import { type Static, Type } from '@sinclair/typebox';
import { day, oneOf, page, pageQuery, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** A file that a partner may fetch. */
const file = Type.Object({
  partner: partnerId,
  name: Type.String(),
  kind: oneOf(['transaction', 'settlement']),
  day,
  rows: Type.Integer(),
  size: Type.Integer({ description: 'Bytes.' }),
  sha256: Type.String(),
  madeAt: time,
});

export type FileView = Fixed<Static<typeof file>>;

export const fileRoutes = {
  'GET /admin/files': {
    summary: "Lists partners' files, newest day first.",
    query: pageQuery({
      partner: Type.Optional(Type.String({ description: "A partner's id (PID)." })),
      date: Type.Optional(day),
    }),
    reply: page(file),
    errors: { 'partner-unknown': 404 },
  },
} as const satisfies Api;
