/**
 * Goal: a value comes back as it went in, and every caller gets its own answer, also when a neighbour's
 * statement fails. Method: drawn values and drawn failures over one connection to a real PostgreSQL.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '#test-kit';
import { type Connection, connect } from '../connection.postgres.ts';
import type { Statement } from '../statement.ts';
import { begin, commit, rollback } from '../transaction.postgres.ts';

let database: TestDatabase;
let connection: Connection;

before(async () => {
  database = await createTestDatabase();
  connection = await connect({ url: database.url, name: 'wire' });
  await connection.run(
    made('create temporary table noted (id integer primary key deferrable initially deferred)'),
  );
});
after(async () => {
  await connection.close();
  await database.drop();
});

const made = (text: string): Statement => ({ name: '', text });

/** PostgreSQL has no text with a zero, and none that is no Unicode. */
const texts = fc
  .string({ unit: 'grapheme', maxLength: 200 })
  .filter((text) => !text.includes('\0') && !/\p{Surrogate}/u.test(text));
const bigints = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const integers = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const instants = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
const dates = instants.map((at) => new Date(at).toISOString().slice(0, 10));

const types: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['text', texts],
  ['bigint', bigints],
  ['integer', integers],
  ['smallint', fc.integer({ min: -(2 ** 15), max: 2 ** 15 - 1 })],
  ['boolean', fc.boolean()],
  ['timestamptz', instants],
  ['date', dates],
];

describe('a value comes back as it went in:', () => {
  for (const [type, values] of types) {
    test(`${type}, and null`, async () => {
      const statement = made(`select $1::${type} as value`);
      const property = fc.asyncProperty(fc.option(values), async (value) => {
        assert.deepEqual(await connection.run(statement, [value]), [{ value }]);
      });
      await fc.assert(property, { numRuns: 50 });
    });

    test(`${type}[], with nulls, also one by one`, async () => {
      const whole = made(`select $1::${type}[] as value`);
      const each = made(`select unnest($1::${type}[]) as value`);
      const property = fc.asyncProperty(fc.array(fc.option(values)), async (list) => {
        const [all, ones] = await Promise.all([
          connection.run(whole, [list]),
          connection.run(each, [list]),
        ]);
        assert.deepEqual(all, [{ value: list }]);
        assert.deepEqual(
          ones,
          list.map((value) => ({ value })),
        );
      });
      await fc.assert(property, { numRuns: 50 });
    });
  }

  test('a type that we seldom use, as text', async () => {
    const sum = made(`select $1::interval + interval '1 hour' as span, 12.50::numeric as figure`);
    const [row] = await connection.run(sum, ['90 milliseconds']);
    assert.deepEqual(row, { span: '01:00:00.09', figure: '12.50' });
  });

  const misfits: readonly (readonly [string, unknown])[] = [
    ['bigint', 2n ** 63n],
    ['bigint', -(2n ** 63n) - 1n],
    ['bigint', 2 ** 53],
    ['bigint', Number.NaN],
    ['integer', 2 ** 31],
    ['integer', -(2 ** 31) - 1],
    ['integer', Number.POSITIVE_INFINITY],
    ['smallint', 2 ** 15],
    ['date', '2026-02-30'],
    ['date', 'tomorrow'],
    ['timestamptz', Number.NaN],
    ['timestamptz', 'soon'],
    ['text', ['a', 'b']],
    ['json', { amount: 1 }],
    ['text[]', [['a'], ['b']]],
  ];
  for (const [type, value] of misfits) {
    test(`${type} refuses ${inspect(value)} and does not store another value`, async () => {
      const statement = made(`select $1::${type} as value`);
      await assert.rejects(connection.run(statement, [value]));
    });
  }

  test('an instant and a day of a far year, exact to the millisecond', async () => {
    const far = made('select $1::timestamptz as at, $2::date as day, $3::date as later');
    const values = [Date.UTC(9999, 11, 31, 23, 59, 59, 999), '9999-12-31', '+012026-11-22'];
    const [at, day, later] = values;
    assert.deepEqual(await connection.run(far, values), [{ at, day, later }]);
  });

  test('times before and after all others', async () => {
    const bounds = made(
      'select $1::timestamptz < current_timestamp as early, $2::timestamptz > current_timestamp as late, $3::date > current_date as after',
    );
    assert.deepEqual(await connection.run(bounds, ['-infinity', 'infinity', 'infinity']), [
      { early: true, late: true, after: true },
    ]);
  });
});

describe('a statement that fails', () => {
  const divide = made('select 1 / $1::integer as quotient');
  const unknown = made('select nothing from nowhere');
  const add = made('insert into noted values ($1)');

  test('outside a transaction fails alone, whatever its neighbours do', async () => {
    const property = fc.asyncProperty(fc.array(fc.constantFrom(0, 1, 2)), async (divisors) => {
      const answers = await Promise.allSettled(
        divisors.map((divisor) =>
          divisor === 2 ? connection.run(unknown) : connection.run(divide, [divisor]),
        ),
      );
      const codes = answers.map((answer) =>
        answer.status === 'fulfilled' ? 'ok' : codeOf(answer.reason),
      );
      assert.deepEqual(
        codes,
        divisors.map((divisor) => ['22012', 'ok', '42P01'][divisor]),
      );
    });
    await fc.assert(property, { numRuns: 30 });
  });

  test('inside a transaction fails those behind it with its own failure, and nothing is stored', async () => {
    const answers = await Promise.allSettled([
      connection.run(begin),
      connection.run(add, [1]),
      connection.run(divide, [0]),
      connection.run(add, [2]),
      connection.run(commit),
    ]);
    const [started, first, guilty, behind, end] = answers;
    assert.deepEqual([started?.status, first?.status], ['fulfilled', 'fulfilled']);
    for (const answer of [guilty, behind, end]) {
      assert.ok(answer?.status === 'rejected');
      assert.equal(codeOf(answer.reason), '22012');
    }
    await connection.run(rollback);
    assert.deepEqual(await connection.run(made('select id from noted')), []);
  });

  test('only when it is committed says so before it is called done', async () => {
    // The key is looked at when the statement's own transaction ends.
    const twice = made('insert into noted values (7), (7)');
    await assert.rejects(connection.run(twice), { code: '23505' });
    assert.deepEqual(await connection.run(made('select id from noted')), []);
  });

  // The server has not seen these statements, so it would commit the others.
  const unsent = [
    ['for a value that its type cannot hold', () => connection.run(add, ['three'])],
    ['for a number that its type cannot hold', () => connection.run(add, [2 ** 31])],
    ['because it cannot be prepared', () => connection.run(unknown)],
  ] as const;
  for (const [reason, guilty] of unsent) {
    test(`${reason} is not sent, and its transaction is not committed`, async () => {
      const answers = await Promise.allSettled([
        connection.run(begin),
        connection.run(add, [1]),
        guilty(),
        connection.run(add, [2]),
        connection.run(commit),
      ]);
      assert.deepEqual(
        answers.map(({ status }) => status),
        ['fulfilled', 'fulfilled', 'rejected', 'rejected', 'rejected'],
      );
      const [, , cause, ...behind] = answers.map((one) => 'reason' in one && one.reason);
      assert.deepEqual(behind, [cause, cause]);
      // Nor by a commit that comes later.
      await assert.rejects(connection.run(commit), cause);
      await connection.run(rollback);
      assert.deepEqual(await connection.run(made('select id from noted')), []);
    });

    test(`${reason} fails alone outside a transaction`, async () => {
      const one = made('select 1 as value');
      const [before, failed, behind] = await Promise.allSettled([
        connection.run(one),
        guilty(),
        connection.run(one),
      ]);
      const answered = { status: 'fulfilled', value: [{ value: 1 }] };
      assert.deepEqual([before, behind], [answered, answered]);
      assert.equal(failed?.status, 'rejected');
    });
  }

  test('leaves all of its transaction stored or nothing, and the commit says which, however it was sent', async () => {
    const kinds = fc.constantFrom('good', 'good', 'failing', 'unpreparable', 'misfit', 'pause');
    const property = fc.asyncProperty(fc.array(kinds), async (drawn) => {
      await connection.run(made('delete from noted'));
      const runs = [connection.run(begin)];
      for (const [index, kind] of drawn.entries()) {
        if (kind === 'pause') await new Promise((resolve) => setImmediate(resolve));
        else if (kind === 'good') runs.push(connection.run(add, [index]));
        else if (kind === 'failing') runs.push(connection.run(divide, [0]));
        else if (kind === 'unpreparable') runs.push(connection.run(unknown));
        else runs.push(connection.run(add, ['one']));
        runs.at(-1)?.catch(() => undefined);
      }
      const [committed] = await Promise.allSettled([connection.run(commit)]);
      await connection.run(rollback);
      const good = drawn.flatMap((kind, id) => (kind === 'good' ? [{ id }] : []));
      const isWhole = drawn.every((kind) => kind === 'good' || kind === 'pause');
      assert.equal(committed.status, isWhole ? 'fulfilled' : 'rejected');
      const stored = await connection.run(made('select id from noted order by id'));
      assert.deepEqual(stored, isWhole ? good : []);
    });
    await fc.assert(property, { numRuns: 150 });
    await connection.run(made('delete from noted'));
  });

  test('has its transaction rolled back, which a commit that is sent later does not hide', async () => {
    await connection.run(begin);
    await assert.rejects(connection.run(divide, [0]), { code: '22012' });
    await assert.rejects(connection.run(commit), { code: '22012' });
    await connection.run(rollback);
  });

  test('because its answer cannot be read fails alone, and the connection lives on', async () => {
    const unreadable = [
      made("select 'infinity'::timestamptz as value"),
      made("select '-infinity'::date as value"),
      made("select '{{1,2},{3,4}}'::integer[] as value"),
    ];
    for (const statement of unreadable) {
      const [failed, next] = await Promise.allSettled([
        connection.run(statement),
        connection.run(divide, [1]),
      ]);
      assert.equal(failed?.status, 'rejected');
      assert.deepEqual(next, { status: 'fulfilled', value: [{ quotient: 1 }] });
    }
  });
});

test('answers that are longer than any packet', async () => {
  const long = made('select repeat($1::text, 200000) as value from generate_series(1, 20)');
  const rows = await connection.run(long, ['0123456789']);
  assert.deepEqual(new Set(rows.map(({ value }) => String(value).length)), new Set([2_000_000]));
  assert.equal(rows.length, 20);
});

test('a statement without a name is freed once another is prepared', async () => {
  const count = made('select count(*) as held from pg_prepared_statements');
  const [before] = await connection.run(count);
  for (let index = 0; index < 20; index++) {
    await connection.run(made(`select ${index}`));
    await assert.rejects(connection.run(made(`select 1 / 0 from generate_series(0, ${index})`)));
  }
  assert.deepEqual(await connection.run(count), [before]);
});

test('a flight of many megabytes leaves while the one before it is still under way', async () => {
  const length = made('select length($1::text) as length');
  const sizes = [8_000_000, 1, 3_000_000, 100];
  const flights = sizes.map(async (size) => {
    await new Promise((resolve) => setImmediate(resolve));
    return connection.run(length, ['x'.repeat(size)]);
  });
  const rows = (await Promise.all(flights)).flat();
  assert.deepEqual(
    rows.map(({ length }) => length),
    sizes,
  );
});

test('COPY, which the session cannot serve, ends it and does not hang', async () => {
  const copying = await connect({ url: database.ownerUrl, name: 'copying' });
  await copying.run(made('create temporary table copied (id integer)'));
  await assert.rejects(copying.run(made('copy copied from stdin')), /COPY/);
  await copying.close();
});

test('waiting statements reject with the reason when the session is ended', async () => {
  const lost = await connect({ url: database.ownerUrl, name: 'lost' });
  const end = made('select pg_terminate_backend(pg_backend_pid())');
  const answers = await Promise.allSettled([lost.run(end), lost.run(made('select 1'))]);
  for (const answer of answers) {
    assert.ok(answer.status === 'rejected');
    assert.equal(codeOf(answer.reason), '57P01');
  }
  assert.equal(lost.alive, false);
  await assert.rejects(lost.run(made('select 1')), /terminat/);
  await lost.close();
});

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : String(error);
