import type { IdSource, PartnerId, TradeId } from '@sampan/primitives';
import {
  type Connection,
  instant,
  json,
  optional,
  type RawRow,
  statement,
  table,
  text,
  type Writer,
} from '#database';
import type { MemberId } from './member.ts';
import type { Deed, Doer, StaffLogEntry } from './staff-log.ts';

const log = table({
  entry_id: text<TradeId>(),
  partner_id: text<PartnerId>(),
  happened_at: instant,
  member_id: optional(text<MemberId>()),
  who: text(),
  what: text(),
  subject: optional(text()),
  why: optional(text()),
  detail: json<Readonly<Record<string, string>>>(),
});

const insert = statement({
  name: 'insert-staff-log',
  text: `insert into staff_log (${log.names()}) values (${log.placeholders()})`,
});

const list = statement({
  name: 'list-staff-log',
  text: `select ${log.selected()} from staff_log
    where partner_id = $1 and ($2::text is null or member_id = $2) and ($3::text is null or entry_id < $3)
    order by entry_id desc limit $4`,
});

const listOfSubjects = statement({
  name: 'list-staff-log-of-subjects',
  text: `select ${log.selected()} from staff_log
    where partner_id = $1 and subject = any($2::text[]) order by entry_id`,
});

interface StaffLogParts {
  readonly clock: { now(): StaffLogEntry['at'] };
  readonly ids: IdSource;
}

/**
 * The log of what people have changed.
 *
 * ```ts
 * await log.add(connection, doerOf(caller), { what: 'code.stopped', subject: codeId, why });
 * ```
 */
export class StaffLog {
  readonly #parts: StaffLogParts;

  constructor(parts: StaffLogParts) {
    this.#parts = parts;
  }

  /** Adds an entry over the connection of the change: in its transaction, if it has one. */
  async add(connection: Connection, doer: Doer, deed: Deed): Promise<void> {
    const at = this.#parts.clock.now();
    const { partnerId, memberId, who } = doer;
    const { what, subject, why, detail = {} } = deed;
    const row = log.values({
      ...{ entry_id: this.#parts.ids.next(at), partner_id: partnerId, happened_at: at },
      ...{ member_id: memberId, who, what, subject, why, detail },
    });
    await connection.run(insert, row);
  }

  /** Adds an entry for what is changed elsewhere: by a lane, for example. */
  async note(writer: Pick<Writer, 'write'>, doer: Doer, deed: Deed): Promise<void> {
    await writer.write((connection) => this.add(connection, doer, deed));
  }
}

/** Reads a partner's log, newest first. */
export async function listStaffLog(
  connection: Connection,
  {
    partnerId,
    memberId,
    after,
    limit,
  }: {
    readonly partnerId: PartnerId;
    readonly memberId: MemberId | undefined;
    readonly after: TradeId | undefined;
    readonly limit: number;
  },
): Promise<StaffLogEntry[]> {
  const rows = await connection.run(list, [partnerId, memberId ?? null, after ?? null, limit]);
  return rows.map(entryOf);
}

/** Reads what people of a partner have done with trades, codes or the like, oldest first. */
export async function readStaffLogOf(
  connection: Connection,
  partnerId: PartnerId,
  subjects: readonly string[],
): Promise<StaffLogEntry[]> {
  return (await connection.run(listOfSubjects, [partnerId, subjects])).map(entryOf);
}

function entryOf(raw: RawRow): StaffLogEntry {
  const row = log.read(raw);
  return {
    ...{ id: row.entry_id, partnerId: row.partner_id, at: row.happened_at },
    ...{ memberId: row.member_id, who: row.who, what: row.what },
    ...{ subject: row.subject, why: row.why, detail: row.detail },
  };
}
