import { type BusinessDate, type PartnerId, required } from '@sampan/primitives';
import type { FileKind } from '@sampan/protocol';
import {
  bigint,
  type Connection,
  date,
  instant,
  inTransaction,
  optional,
  type RawRow,
  statement,
  table,
  text,
} from '#database';
import type { FileOrder, PartnerFile } from './partner-file.ts';

export const files = table({
  partner_id: text<PartnerId>(),
  name: text(),
  kind: text<FileKind>(),
  day: date,
  rows: bigint,
  size: bigint,
  sha256: text(),
  made_at: instant,
});

/** The file to create. */
const wanted = table({ kind: text<FileKind>(), partner_id: text<PartnerId>(), day: date });
const firstDay = table({ day: optional(date) });

const selectFile = statement({
  name: 'select-partner-file',
  text: `select ${files.selected()} from partner_files where partner_id = $1 and name = $2`,
});

const selectFiles = statement({
  name: 'select-partner-files',
  text: `select ${files.selected()} from partner_files
    where ($1::text is null or partner_id = $1) and ($2::date is null or day = $2)
      and ($3::text is null or name = $3)
    order by partner_files.day desc, partner_id, kind`,
});

const insertFile = statement({
  name: 'insert-partner-file',
  text: `insert into partner_files (${files.names()}) values (${files.placeholders()})
    on conflict do nothing`,
});

const noteFiled: Readonly<Record<FileKind, ReturnType<typeof statement>>> = {
  transaction: statement({
    name: 'note-partner-days-filed',
    text: `update partner_days set filed = true
      where partner_id = $1 and day = $2 and not filed`,
  }),
  settlement: statement({
    name: 'note-settlement-batches-filed',
    text: `update settlement_batches set filed = true
      where partner_id = $1 and settled_on = $2 and not filed`,
  }),
};

// A closed day has all its items. Days are closed in order, and the newest one is recorded even if
// empty.
const selectToMake = statement({
  name: 'select-files-to-make',
  text: `select 'transaction' as kind, partner_id, to_char(day, 'YYYY-MM-DD') as day
      from partner_days d
      where not filed and day <= $1
        and exists (select from business_days b where b.day = d.day and b.closed_at is not null)
    union
    select 'settlement', partner_id, to_char(settled_on, 'YYYY-MM-DD')
      from settlement_batches
      where not filed and settled_on <= $1
        and settled_on <= (select max(b.day) from business_days b where b.closed_at is not null)
    order by day, kind desc, partner_id`,
});

const deleteFiles = statement({
  name: 'delete-old-partner-files',
  byOwner: true,
  text: `delete from partner_files where (partner_id, name) in (
      select partner_id, name from partner_files where day < $1
      order by day limit $2 for update skip locked)
    returning 1`,
});

const selectAnySettlement = statement({
  name: 'select-any-settlement-to-file',
  text: `select exists (
    select from settlement_batches where not filed and settled_on <= $1) as found`,
});

const selectNextDay = statement({
  name: 'select-next-day-of-files',
  text: `select to_char(min(day), 'YYYY-MM-DD') as day from (
      select min(day) as day from partner_days where not filed and day > $1 and day <= $2
      union all
      select min(settled_on) from settlement_batches
        where not filed and settled_on > $1 and settled_on <= $2) as days`,
});

export async function readFile(
  connection: Connection,
  partnerId: PartnerId,
  name: string,
): Promise<PartnerFile | undefined> {
  const [row] = await connection.run(selectFile, [partnerId, name]);
  return row && decodeFile(row);
}

/** The requested files. */
export interface FileFilter {
  readonly partnerId?: PartnerId | undefined;
  readonly day?: BusinessDate | undefined;
  readonly name?: string | undefined;
}

/** Newest days first. */
export async function readFiles(
  connection: Connection,
  { partnerId, day, name }: FileFilter,
): Promise<PartnerFile[]> {
  const values = [partnerId ?? null, day ?? null, name ?? null];
  return (await connection.run(selectFiles, values)).map(decodeFile);
}

/**
 * Registers a file that is complete on disk. Returns the registered file: this one, or that of a
 * faster process.
 */
export function registerFile(connection: Connection, file: PartnerFile): Promise<PartnerFile> {
  const { partnerId, name, kind, day, rows, size, sha256, madeAt } = file;
  return inTransaction(connection, async () => {
    const row = {
      partner_id: partnerId,
      name,
      kind,
      day,
      rows: BigInt(rows),
      size: BigInt(size),
      sha256,
      made_at: madeAt,
    };
    await connection.run(insertFile, files.values(row));
    await connection.run(noteFiled[kind], [partnerId, day]);
    return required(await readFile(connection, partnerId, name), 'it was just registered');
  });
}

/** Files of days up to `through` that can be created and do not exist, oldest day first. */
export async function readFilesToMake(
  connection: Connection,
  through: BusinessDate,
): Promise<FileOrder[]> {
  const rows = await connection.run(selectToMake, [through]);
  return rows.map((raw) => {
    const { partner_id, kind, day } = wanted.read(raw);
    return { partnerId: partner_id, kind, day };
  });
}

/**
 * Removes files of days before `day` from the list, at most `limit`; returns their number. From
 * then on partners cannot see them, and `removeUnlisted` deletes the bytes.
 */
export async function removeOldListings(
  connection: Connection,
  day: BusinessDate,
  limit: number,
): Promise<number> {
  return (await connection.run(deleteFiles, [day, limit])).length;
}

/** Whether a settlement of a day up to `through` is in no file yet. */
export async function hasSettlementsToTell(
  connection: Connection,
  through: BusinessDate,
): Promise<boolean> {
  const [row] = await connection.run(selectAnySettlement, [through]);
  return row?.found === true;
}

/** The first day with something for a file, after `after` and not after `until`. */
export async function readNextDayOfFiles(
  connection: Connection,
  { after, until }: { readonly after: BusinessDate; readonly until: BusinessDate },
): Promise<BusinessDate | undefined> {
  const [row] = await connection.run(selectNextDay, [after, until]);
  return row && firstDay.read(row).day;
}

export function decodeFile(raw: RawRow): PartnerFile {
  const { partner_id, name, kind, day, rows, size, sha256, made_at } = files.read(raw);
  return {
    partnerId: partner_id,
    name,
    kind,
    day,
    rows: Number(rows),
    size: Number(size),
    sha256,
    madeAt: made_at,
  };
}
