/**
 * Goal: one declaration gives names, parameters and rows that fit each other.
 * Method: a declared table writes and reads a row through PostgreSQL, with each kind of column.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instant as at, type BusinessDate } from '@sampan/primitives';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { type Connection, connect } from './connection.postgres.ts';
import {
  bigint,
  boolean,
  date,
  instant,
  integer,
  json,
  optional,
  type RowOf,
  table,
  text,
  texts,
} from './table.ts';

const things = table({
  id: text(),
  amount: bigint,
  count: integer,
  whole: boolean,
  made_at: instant,
  made_on: date,
  said: json<{ readonly a: number }>(),
  words: optional(texts()),
  ended_at: optional(instant),
  more: optional(json<readonly string[]>()),
});
type Thing = RowOf<typeof things>;

const full: Thing = {
  id: 'one',
  amount: 9_007_199_254_740_993n,
  count: 7,
  whole: true,
  made_at: at(1_795_000_000_123),
  made_on: '2026-11-22' as BusinessDate,
  said: { a: 1 },
  words: ['a', 'b"c'],
  ended_at: at(1_795_000_000_124),
  more: ['x'],
};
const bare: Thing = {
  ...full,
  id: 'two',
  words: undefined,
  ended_at: undefined,
  more: undefined,
};

let database: TestDatabase;
let owner: Connection;

before(async () => {
  database = await createTestDatabase();
  owner = await connect({ url: database.ownerUrl, name: 'test tables' });
  await run(`create table things (id text primary key, amount bigint, count integer, whole boolean,
    made_at timestamptz, made_on date, said text, words text[], ended_at timestamptz, more text)`);
});
after(async () => {
  await owner.close();
  await database.drop();
});

const run = (sql: string, values: readonly unknown[] = []) =>
  owner.run({ name: '', text: sql }, values);
const stored = async (): Promise<Thing[]> =>
  (await run(`select ${things.selected('t')} from things as t order by id`)).map((raw) =>
    things.read(raw),
  );

test('a row is read as it was written, also where it says nothing', async () => {
  for (const row of [full, bare]) {
    const insert = `insert into things (${things.names()}) values (${things.placeholders()})`;
    await run(insert, things.values(row));
  }
  assert.deepEqual(await stored(), [full, bare]);
});

test('a batch of rows is one statement', async () => {
  const names = ['id', 'amount', 'made_at', 'ended_at', 'said'] as const;
  const rows = ['three', 'four'].map((id) => ({ ...bare, id, amount: 5n }));
  const given = things.lists(rows, names);
  assert.deepEqual(given[0], ['three', 'four']);
  const insert = `insert into things (${things.names(names)}) ${things.given({ names })}`;
  await run(insert, given);
  const found = (await stored()).filter(({ id }) => id === 'three' || id === 'four');
  assert.deepEqual(
    found.map(({ amount, ended_at, said }) => ({ amount, ended_at, said })),
    rows.map(({ amount, ended_at, said }) => ({ amount, ended_at, said })),
  );
});

test('changes name the rows by their key, and touch nothing else', async () => {
  const update = `update things set ${things.assignments(['amount', 'ended_at'])}
    from ${things.changes(['id', 'amount', 'ended_at'])} where things.id = new.id`;
  const changed = { ...full, amount: 1n, ended_at: undefined };
  await run(update, things.lists([changed], ['id', 'amount', 'ended_at']));
  const one = (await stored()).find(({ id }) => id === 'one');
  assert.deepEqual(one, changed);

  await run(`update things set ${things.set(['count', 'words'], 2)} where id = $1`, [
    'one',
    ...things.values({ ...changed, count: 8, words: [] }, ['count', 'words']),
  ]);
  assert.deepEqual(
    (await stored()).find(({ id }) => id === 'one'),
    { ...changed, count: 8, words: [] },
  );
});
