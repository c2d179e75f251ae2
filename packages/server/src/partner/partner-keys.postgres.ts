import type { Instant, PartnerId } from '@sampan/primitives';
import { type Connection, type RawRow, statement, timestamp, timestampOrNull } from '#database';
import { placeOf, type SealedColumn, type SecretBox, sealing } from '#secrets';
import type { PartnerKey, PartnerKeys } from './partner-keys.ts';

/** MD5 keys are sealed; public keys are public. */
export const md5KeyColumn: SealedColumn = {
  table: 'partner_keys',
  column: 'key',
  key: ['partner_id', 'kind', 'number'],
  rows: `kind = 'md5'`,
};

type Kind = 'md5' | 'rsa';

const insert = statement({
  name: 'insert-partner-keys',
  text: `insert into partner_keys (partner_id, kind, number, key, made_at, valid_until)
    select * from unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::timestamptz[],
      $6::timestamptz[])`,
});

const select = statement({
  name: 'select-partner-keys',
  text: `select kind, number, key, made_at, valid_until from partner_keys
    where partner_id = $1 order by kind, number desc`,
});

// The statement behind it sees what a change before this one has stored.
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
  text: `insert into partner_keys (partner_id, kind, number, key, made_at)
    values ($1, $2, $3, $4, $5)`,
});

const selectLast = statement({
  name: 'select-last-partner-key-number',
  text: `select coalesce(max(number), 0) as number from partner_keys
    where partner_id = $1 and kind = $2`,
});

/** Stores the keys of a new partner. Run inside a transaction of the caller's. */
export async function insertPartnerKeys(
  connection: Connection,
  partnerId: PartnerId,
  { md5, rsa }: PartnerKeys,
  box: SecretBox,
): Promise<void> {
  const seal = await sealing(connection, box);
  const rows = [
    ...md5.map((key) => ({
      ...key,
      kind: 'md5' as Kind,
      stored: seal(key.value.reveal(), md5Place(partnerId, key.number)),
    })),
    ...rsa.map((key) => ({ ...key, kind: 'rsa' as Kind, stored: key.value })),
  ];
  await connection.run(insert, [
    rows.map(() => partnerId),
    rows.map(({ kind }) => kind),
    rows.map(({ number }) => number),
    rows.map(({ stored }) => stored),
    rows.map(({ madeAt }) => timestamp(madeAt)),
    rows.map(({ validUntil }) => timestampOrNull(validUntil)),
  ]);
}

/** A partner's keys, newest first; none of a partner that does not exist. */
export async function readPartnerKeys(
  connection: Connection,
  partnerId: PartnerId,
  box: SecretBox,
): Promise<PartnerKeys> {
  const rows = await connection.run(select, [partnerId]);
  const of = (kind: Kind): readonly RawRow[] => rows.filter((row) => row.kind === kind);
  return {
    md5: of('md5').map((row) =>
      decode(row, box.open(row.key as string, md5Place(partnerId, row.number as number))),
    ),
    rsa: of('rsa').map((row) => decode(row, row.key as string)),
  };
}

export interface NextKey {
  readonly partnerId: PartnerId;
  readonly kind: Kind;
  readonly value: string;
  readonly now: Instant;
  /** Until when the keys before it still verify; `now` ends them at once. */
  readonly overlapUntil: Instant;
}

/** Makes `value` the current key of its kind. Run inside a transaction of the caller's. */
export async function replacePartnerKey(
  connection: Connection,
  { partnerId, kind, value, now, overlapUntil }: NextKey,
  box: SecretBox,
): Promise<void> {
  const seal = await sealing(connection, box);
  await connection.run(lock, [partnerId, kind]);
  const [last] = await connection.run(selectLast, [partnerId, kind]);
  const number = (last?.number as number) + 1;
  await connection.run(endOthers, [partnerId, kind, timestamp(overlapUntil)]);
  const stored = kind === 'md5' ? seal(value, md5Place(partnerId, number)) : value;
  await connection.run(insertNext, [partnerId, kind, number, stored, timestamp(now)]);
}

const md5Place = (partnerId: PartnerId, number: number) =>
  placeOf(md5KeyColumn, partnerId, 'md5', number);

const decode = <Value>(row: RawRow, value: Value): PartnerKey<Value> => ({
  number: row.number as number,
  value,
  madeAt: row.made_at as Instant,
  validUntil: (row.valid_until as Instant | null) ?? undefined,
});
