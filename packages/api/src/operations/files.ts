import { type Static, Type } from '@sinclair/typebox';
import { day, fields, oneOf, page, pageQuery, partnerId, time } from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

/** What a file comes to. */
const sum = {
  rows: Type.Integer(),
  size: Type.Integer({ description: 'Bytes.' }),
  sha256: Type.String(),
};

/** A file that a partner may fetch. */
const file = Type.Object({
  partner: partnerId,
  name: Type.String(),
  kind: oneOf(['transaction', 'settlement']),
  day,
  ...sum,
  madeAt: time,
});

export type FileView = Fixed<Static<typeof file>>;

/** A file that was made again and came out different. */
const brokenFile = Type.Composite([
  file,
  Type.Object({
    made: Type.Union([Type.Object(sum), Type.Null()], {
      description: 'What is booked now comes to; `null` when no file can be made of it.',
    }),
  }),
]);

export type BrokenFileView = Fixed<Static<typeof brokenFile>>;

const partner = Type.Optional(Type.String({ description: "A partner's id (PID)." }));

export const fileRoutes = {
  'GET /admin/files': {
    summary: "Lists partners' files, newest day first.",
    query: pageQuery({ partner, date: Type.Optional(day) }),
    reply: page(file),
    errors: { 'partner-unknown': 404 },
  },
  'GET /admin/files/:partner/:name': {
    summary: 'Sends the bytes of a file.',
    params: Type.Object({
      partner: Type.String({ description: "The partner's id (PID)." }),
      name: Type.String(),
    }),
    stream: {
      type: 'text/plain; charset=utf-8',
      description: '`Repr-Digest` has their SHA-256, `Content-Length` their number.',
    },
    errors: { 'partner-unknown': 404, 'file-unknown': 404 },
  },
  'POST /admin/files/verify': {
    summary: 'Makes files again from what is booked, writing nothing, and compares.',
    body: fields({ partner, date: Type.Optional(day) }),
    reply: Type.Object({
      verified: Type.Integer({ description: 'How many files were compared.' }),
      broken: Type.Array(brokenFile),
    }),
    errors: { 'partner-unknown': 404 },
  },
} as const satisfies Api;
