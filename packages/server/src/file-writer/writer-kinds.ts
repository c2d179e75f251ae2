/** The messages of the server to the process that writes files. */

import { type BusinessDate, hours, type Instant, type PartnerId } from '@sampan/primitives';
import { Type } from '@sinclair/typebox';
import { oneOf } from '#channel';

const partnerId = Type.Unsafe<PartnerId>(Type.String({ pattern: '^2088[0-9]{12}$' }));
const day = Type.Unsafe<BusinessDate>(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }));

const order = Type.Object({
  partnerId,
  kind: oneOf(['transaction', 'settlement']),
  day,
});
const sum = Type.Object({ rows: Type.Integer(), size: Type.Integer(), sha256: Type.String() });
const known = Type.Composite([
  order,
  sum,
  Type.Object({ name: Type.String(), madeAt: Type.Unsafe<Instant>(Type.Integer()) }),
]);

/** A file of a million rows takes about a minute on a small machine. */
const within = hours(1);

export const writerKinds = {
  /** The first message: database and folder. */
  open: { fields: Type.Object({ url: Type.String(), folder: Type.String() }) },
  write: { fields: Type.Object({ order, known: Type.Optional(known) }), reply: sum, within },
  sum: { fields: Type.Object({ order }), reply: sum, within },
};
