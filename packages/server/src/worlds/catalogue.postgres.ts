/**
 * What worlds there are: two tables in a schema of their own in the database of world `main`. A sandbox makes
 * them as the owner; production has neither.
 */
import { type Instant, type PartnerId, required } from '@sampan/primitives';
import {
  type Connection,
  failureOf,
  instant,
  inTransaction,
  optional,
  type RawRow,
  type Statement,
  table,
  text,
  texts,
} from '#database';

/** A world, and the database that it is. */
export interface WorldRow {
  readonly world: string;
  readonly database: string;
  /** From which it was cloned, or to which it was brought since. */
  readonly template: string;
  readonly madeAt: Instant;
  readonly calledAt: Instant;
  /** When it has work to do without being called. */
  readonly wakesAt: Instant | undefined;
  readonly partners: readonly PartnerId[];
}

// These run as the owner, so they are not declared among the server's statements.
const asOwner = (text: string): Statement => ({ name: '', text });

/** Key of the advisory lock: arbitrary, but different from all others. */
const makingLock = 7_226_732;

const lockMaking = asOwner(`select pg_advisory_xact_lock(${makingLock})`);

const create: readonly Statement[] = [
  'create schema if not exists sampan_worlds',
  `create table if not exists sampan_worlds.databases (
    database text primary key,
    state text not null check (state in ('making', 'spare', 'world', 'dropped')),
    world text unique check ((world is not null) = (state = 'world')),
    template text not null,
    stock text,
    made_at timestamptz not null,
    called_at timestamptz not null,
    wakes_at timestamptz)`,
  `create table if not exists sampan_worlds.partners (
    partner_id text not null,
    database text not null references sampan_worlds.databases on delete cascade,
    primary key (database, partner_id))`,
].map(asOwner);

/** Two servers that start at once would both create them. */
export const makeCatalogue = (owner: Connection): Promise<void> =>
  inTransaction(owner, async () => {
    await owner.run(lockMaking);
    for (const each of create) await owner.run(each);
  });

const worlds = table({
  world: text(),
  database: text(),
  template: text(),
  made_at: instant,
  called_at: instant,
  wakes_at: optional(instant),
  partners: texts<PartnerId>(),
});

const select = asOwner(`select world, database, template, made_at, called_at, wakes_at,
    array(select partner_id from sampan_worlds.partners
      where partners.database = databases.database order by partner_id) as partners
  from sampan_worlds.databases where state = 'world'`);

export async function readWorlds(owner: Connection): Promise<readonly WorldRow[]> {
  return (await owner.run(select)).map(decode);
}

function decode(raw: RawRow): WorldRow {
  const { made_at, called_at, wakes_at, ...row } = worlds.read(raw);
  return { ...row, madeAt: made_at, calledAt: called_at, wakesAt: wakes_at };
}

const insertMaking = asOwner(
  `insert into sampan_worlds.databases (database, state, template, made_at, called_at) values ($1, 'making', $2, $3, $3)`,
);

/** Before a database is created, so that one left by a crash is found. */
export const noteMaking = (
  owner: Connection,
  { database, template }: Pick<WorldRow, 'database' | 'template'>,
  now: Instant,
): Promise<unknown> => owner.run(insertMaking, [database, template, now]);

const setSpare = asOwner(`update sampan_worlds.databases set state = 'spare', stock = $2
  where database = $1`);

/** It is ready for a world; `stock` says what is in it. */
export const noteSpare = (owner: Connection, database: string, stock: string): Promise<unknown> =>
  owner.run(setSpare, [database, stock]);

const countSpares = asOwner(`select count(*)::integer as spares from sampan_worlds.databases
  where state = 'spare' and template = $1`);

export async function readSpares(owner: Connection, template: string): Promise<number> {
  return Number((await owner.run(countSpares, [template]))[0]?.spares);
}

const takeSpare = asOwner(`with chosen as (
    select database, stock from sampan_worlds.databases
    where state = 'spare' and template = $2
    order by made_at limit 1 for update skip locked)
  update sampan_worlds.databases as each
  set state = 'world', world = $1, made_at = $3, called_at = $3, stock = null
  from chosen where each.database = chosen.database
  returning each.database, chosen.stock`);

/** A database that a world was given. */
export interface Taken {
  readonly database: string;
  readonly stock: string;
}

/** Gives a spare database to a new world; undefined when there is none. */
export async function takeDatabase(
  owner: Connection,
  { world, template }: Pick<WorldRow, 'world' | 'template'>,
  now: Instant,
): Promise<Taken | 'exists' | undefined> {
  try {
    const [row] = await owner.run(takeSpare, [world, template, now]);
    return row && { database: String(row.database), stock: String(row.stock) };
  } catch (error) {
    if (failureOf(error) === 'conflict') return 'exists';
    throw error;
  }
}

const insertPartner = asOwner(`insert into sampan_worlds.partners
  select unnest($2::text[]), database from sampan_worlds.databases where world = $1
  on conflict do nothing`);

export const notePartners = (
  owner: Connection,
  world: string,
  ids: readonly PartnerId[],
): Promise<unknown> => owner.run(insertPartner, [world, ids]);

const setCalled = asOwner(`update sampan_worlds.databases
  set called_at = greatest(called_at, $2), wakes_at = $3, template = $4 where world = $1`);

export const noteCalled = (
  owner: Connection,
  { world, calledAt, wakesAt, template }: WorldRow,
): Promise<unknown> => owner.run(setCalled, [world, calledAt, wakesAt ?? null, template]);

const setDropped = asOwner(`with dropped as (
    update sampan_worlds.databases set state = 'dropped', world = null
    where world = $1 returning database),
  partners as (
    delete from sampan_worlds.partners where database in (select database from dropped))
  select database from dropped`);

/** Its name and its partners are free from then on; undefined when there is no such world. */
export async function noteDropped(owner: Connection, world: string): Promise<string | undefined> {
  const [row] = await owner.run(setDropped, [world]);
  return row && String(row.database);
}

const selectLeft = asOwner(`select database from sampan_worlds.databases
  where state = 'dropped' or (state in ('making', 'spare') and made_at < $2)
    or (state = 'spare' and template <> $1)`);

/** Databases that nothing uses any more: dropped, old, of another template, or left by a crash. */
export async function readLeftOver(
  owner: Connection,
  template: string,
  madeBefore: Instant,
): Promise<readonly string[]> {
  const rows = await owner.run(selectLeft, [template, madeBefore]);
  return rows.map(({ database }) => String(required(database, 'a database has a name')));
}

const deleteDatabase = asOwner('delete from sampan_worlds.databases where database = $1');

export const forgetDatabase = (owner: Connection, database: string): Promise<unknown> =>
  owner.run(deleteDatabase, [database]);
