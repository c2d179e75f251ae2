import { type Instant, type PartnerId, required } from '@sampan/primitives';
import {
  type Connection,
  instant,
  integer,
  optional,
  type RowOf,
  statement,
  table,
  text,
} from '#database';
import { placeOf, type SealedColumn, type SecretBox, sealing } from '#secrets';
import type { PartnerKey, PartnerKeys } from './partner-keys.ts';

/** MD5 keys are sealed; public keys are stored in clear. */
export const md5KeyColumn: SealedColumn = {
  table: 'partner_keys',
  column: 'key',
  key: ['partner_id', 'kind', 'number'],
  rows: `kind = 'md5'`,
};

type Kind = 'md5' | 'rsa';

const partnerKeys = table({
  partner_id: text<PartnerId>(),
  kind: text<Kind>(),
  number: integer,
  key: text(),
  made_at: instant,
  valid_until: optional(instant),
});
type KeyRow = RowOf<typeof partnerKeys>;

const lastNumber = table({ number: integer });

const insert = statement({
  name: 'insert-partner-keys',
  text: `insert into partner_keys (${partnerKeys.names()}) ${partnerKeys.given()}`,
});

const select = statement({
  name: 'select-partner-keys',
  text: `select ${partnerKeys.names()} from partner_keys
    where partner_id = $1 order by kind, number desc`,
});

// A later statement, so that it sees the rows of a preceding concurrent change.
const lock = statement({
  name: 'lock-partner-keys',
  text: `select number from partner_keys where partner_id = $1 and kind = $2
    order by number for update`,
});

const endOthers = statement({
  name: 'end-other-partner-keys',
  text: `update partner_keys set valid_until = $3::timestamptz
    where partner_id = $1 and kind = $2 and (valid_until is null or valid_until > $3)`,
});

const insertNext = statement({
  name: 'insert-next-partner-key',
  text: `insert into partner_keys (${partnerKeys.names()})
    values (${partnerKeys.placeholders()})`,
});

const selectLast = statement({
  name: 'select-last-partner-key-number',
  text: `select coalesce(max(number), 0) as number from partner_keys
    where partner_id = $1 and kind = $2`,
});

/** Stores the keys of a new partner. Runs in the caller's transaction. */
export async function insertPartnerKeys(
  connection: Connection,
  partnerId: PartnerId,
  { md5, rsa }: PartnerKeys,
  box: SecretBox,
): Promise<void> {
  const seal = await sealing(connection, box);
  const common = ({ number, madeAt, validUntil }: PartnerKey<unknown>) => ({
    partner_id: partnerId,
    number,
    made_at: madeAt,
    valid_until: validUntil,
  });
  const rows: readonly KeyRow[] = [
    ...md5.map((key) => ({
      ...common(key),
      kind: 'md5' as const,
      key: seal(key.value.reveal(), md5Place(partnerId, key.number)),
    })),
    ...rsa.map((key) => ({ ...common(key), kind: 'rsa' as const, key: key.value })),
  ];
  await connection.run(insert, partnerKeys.lists(rows));
}

/** A partner's keys, newest first; empty for an unknown partner. */
export async function readPartnerKeys(
  connection: Connection,
  partnerId: PartnerId,
  box: SecretBox,
): Promise<PartnerKeys> {
  const rows = (await connection.run(select, [partnerId])).map((raw) => partnerKeys.read(raw));
  const of = (kind: Kind): readonly KeyRow[] => rows.filter((row) => row.kind === kind);
  return {
    md5: of('md5').map((row) => keyOf(row, box.open(row.key, md5Place(partnerId, row.number)))),
    rsa: of('rsa').map((row) => keyOf(row, row.key)),
  };
}

export interface NextKey {
  readonly partnerId: PartnerId;
  readonly kind: Kind;
  readonly value: string;
  readonly now: Instant;
  /** Until when the previous keys still verify; `now` revokes them immediately. */
  readonly overlapUntil: Instant;
}

/** Makes `value` the current key of its kind. Runs in the caller's transaction. */
export async function replacePartnerKey(
  connection: Connection,
  { partnerId, kind, value, now, overlapUntil }: NextKey,
  box: SecretBox,
): Promise<void> {
  const seal = await sealing(connection, box);
  await connection.run(lock, [partnerId, kind]);
  const [last] = await connection.run(selectLast, [partnerId, kind]);
  const number = lastNumber.read(required(last, 'a maximum is always answered')).number + 1;
  await connection.run(endOthers, [partnerId, kind, overlapUntil]);
  const stored = kind === 'md5' ? seal(value, md5Place(partnerId, number)) : value;
  const row = { partner_id: partnerId, kind, number, key: stored, made_at: now };
  await connection.run(insertNext, partnerKeys.values({ ...row, valid_until: undefined }));
}

const md5Place = (partnerId: PartnerId, number: number) =>
  placeOf(md5KeyColumn, partnerId, 'md5', number);

const keyOf = <Value>(row: KeyRow, value: Value): PartnerKey<Value> => ({
  number: row.number,
  value,
  madeAt: row.made_at,
  validUntil: row.valid_until,
});
