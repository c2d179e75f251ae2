/**
 * Goal: commands travel in batches, each is answered once and after its commit, and a bad one harms no
 * other.
 * Method: a workload that inserts numbers into a table of a real PostgreSQL; the test holds its loads
 * back and makes its decisions or statements fail. Elapsed time is moved by hand.
 */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import pg from 'pg';
import { createTestDatabase, ManualTimers, type TestDatabase } from '#test-kit';
import { type Connection, connect } from './connection.postgres.ts';
import { Pipeline, type PipelineOptions } from './pipeline.ts';
import { statement } from './statement.ts';
import { NotCarriedOut } from './workload.ts';

const insert = statement({
  name: 'test-insert-numbers',
  text: 'insert into numbers select unnest($1::int[])',
});
const find = statement({
  name: 'test-find-numbers',
  text: 'select n from numbers where n = any($1::int[]) order by n for update',
});
const conflict = statement({ name: 'test-conflict', text: "select fail_with('40001')" });

interface Rows {
  readonly known: Set<unknown>;
  readonly added: number[];
}

let database: TestDatabase;
let owner: pg.Client;

before(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query(`create table numbers (n int primary key check (n < 1000));
    grant all on numbers to sampan;
    create function fail_with(code text) returns void language plpgsql as
      $$ begin raise exception 'as asked' using errcode = code; end $$`);
});
beforeEach(() => owner.query('truncate numbers'));
after(async () => {
  await owner.end();
  await database.drop();
});

const stored = async (): Promise<number[]> =>
  (await owner.query<{ n: number }>('select n from numbers order by n')).rows.map(({ n }) => n);

/** A pipeline that adds numbers; −1 makes a decision throw, 1000 and more a statement fail. */
class Adder {
  readonly batches: (readonly number[])[] = [];
  readonly failures: unknown[] = [];
  readonly timers: ManualTimers;
  readonly pipeline: Pipeline<number, Rows, string>;
  /** How many of the next stores meet a conflict. */
  conflicts = 0;
  #loaded: (() => void)[] = [];
  #found: (() => void)[] = [];
  #held: Promise<void> | undefined;
  #release = (): void => undefined;

  constructor(options: Partial<PipelineOptions> = {}) {
    this.timers = new ManualTimers(500);
    this.pipeline = new Pipeline<number, Rows, string>(
      {
        load: async (connection, commands) => {
          this.batches.push([...commands]);
          for (const loaded of this.#loaded.splice(0)) loaded();
          const rows = await connection.run(find, [commands]);
          for (const found of this.#found.splice(0)) found();
          await this.#held;
          return { known: new Set(rows.map(({ n }) => n)), added: [] };
        },
        decide: (rows, command) => {
          if (command === -1) throw new Error('poison');
          if (rows.known.has(command)) return 'known';
          rows.known.add(command);
          rows.added.push(command);
          return 'added';
        },
        store: (connection, { added }) => {
          if (added.length === 0) return undefined;
          const fails = this.conflicts-- > 0 ? connection.run(conflict) : undefined;
          return Promise.all([connection.run(insert, [added]), fails]);
        },
      },
      {
        connect: () => connect({ url: database.url, name: 'test lane', lockTimeoutMs: 2_000 }),
        lanes: [1],
        timers: this.timers,
        random: seededRandom(3),
        onFailure: (error) => this.failures.push(error),
        ...options,
      },
    );
  }

  add(number: number): Promise<string> {
    return this.pipeline.submit(number);
  }

  /** Holds loads back from now on. */
  hold(): void {
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
  }

  release(): void {
    this.#held = undefined;
    this.#release();
  }

  /** Settles when the next batch is being loaded. */
  loading(): Promise<void> {
    return new Promise((resolve) => this.#loaded.push(resolve));
  }

  /** Settles when the next batch has locked what is there of it. */
  found(): Promise<void> {
    return new Promise((resolve) => this.#found.push(resolve));
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

const nothingStored = (error: unknown): boolean =>
  error instanceof NotCarriedOut && error.outcome === 'nothing-stored';

async function withAdder(
  options: Partial<PipelineOptions>,
  use: (adder: Adder) => Promise<void>,
): Promise<void> {
  const adder = new Adder(options);
  try {
    await use(adder);
  } finally {
    adder.release();
    await adder.pipeline.close();
  }
}

describe('batching', () => {
  test('commands of one turn travel together', () =>
    withAdder({}, async (adder) => {
      assert.deepEqual(await Promise.all([1, 2, 3].map((n) => adder.add(n))), [
        'added',
        'added',
        'added',
      ]);
      assert.deepEqual(adder.batches, [[1, 2, 3]]);
    }));

  test('commands that come while the lane is busy gather, and leave in batches of at most 64', () =>
    withAdder({}, async (adder) => {
      adder.hold();
      const loading = adder.loading();
      const first = adder.add(0);
      await loading;
      const rest = range(1, 101).map((n) => adder.add(n));
      adder.release();
      await Promise.all([first, ...rest]);
      assert.deepEqual(
        adder.batches.map(({ length }) => length),
        [1, 64, 36],
      );
      assert.deepEqual(adder.batches.flat(), range(0, 101));
      assert.deepEqual(await stored(), range(0, 101));
    }));

  test('the same command twice in a batch is carried out once', () =>
    withAdder({}, async (adder) => {
      assert.deepEqual(await Promise.all([adder.add(5), adder.add(5)]), ['added', 'known']);
    }));

  test('a second lane works while the first is held up', () =>
    withAdder({ lanes: [1, 2] }, async (adder) => {
      adder.hold();
      const loading = adder.loading();
      const first = adder.add(1);
      await loading;
      const second = adder.loading();
      const other = adder.add(2);
      await second;
      adder.release();
      await Promise.all([first, other]);
      assert.deepEqual(adder.batches, [[1], [2]]);
    }));

  test('no command is forgotten at the moment when a lane becomes idle', () =>
    withAdder({ lanes: [1, 2] }, async (adder) => {
      // Each chain submits its next command at a different distance from the last answer.
      const chains = range(0, 12).map(async (chain) => {
        for (let step = 0; step < 30; step++) {
          assert.equal(await adder.add(chain * 30 + step), 'added');
          for (let turns = chain % 4; turns > 0; turns--) await Promise.resolve();
          if (chain % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
        }
      });
      await Promise.all(chains);
      assert.deepEqual(await stored(), range(0, 360));
    }));

  test('a batch that changes nothing is answered without a commit', () =>
    withAdder({}, async (adder) => {
      await adder.add(1);
      assert.equal(await adder.add(1), 'known');
    }));
});

describe('a guilty command', () => {
  for (const [what, guilty] of [
    ['decision throws', -1],
    ['statement fails', 1000],
  ] as const) {
    test(`whose ${what} is refused alone; the rest of its batch is carried out`, () =>
      withAdder({}, async (adder) => {
        const answers = await Promise.allSettled([1, guilty, 2, 3].map((n) => adder.add(n)));
        assert.deepEqual(
          answers.map(({ status }) => status),
          ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
        );
        const refused: Error = (answers[1] as PromiseRejectedResult).reason;
        assert.ok(nothingStored(refused) && refused.cause instanceof Error);
        assert.deepEqual(await stored(), [1, 2, 3]);
        // First the batch, then each alone; the guilty one is not tried again.
        assert.deepEqual(adder.batches, [[1, guilty, 2, 3], [1], [guilty], [2], [3]]);
        assert.equal(adder.failures.length, 2);
        assert.equal(await adder.add(4), 'added');
      }));
  }
});

describe('a conflict', () => {
  test('drops the batch, and its commands run again one by one', () =>
    withAdder({}, async (adder) => {
      adder.conflicts = 1;
      await Promise.all([1, 2].map((n) => adder.add(n)));
      assert.deepEqual(adder.batches, [[1, 2], [1], [2]]);
      assert.deepEqual(await stored(), [1, 2]);
    }));

  test('is tried five times with growing pauses, then nothing is stored', () =>
    withAdder({}, async (adder) => {
      adder.conflicts = 5;
      await assert.rejects(adder.add(1), nothingStored);
      assert.equal(adder.batches.length, 5);
      for (const [index, pause] of adder.timers.pauses.entries()) {
        const base = 8 * 2 ** index;
        assert.ok(base <= pause && pause < 2 * base, `pause ${index} is ${pause} ms`);
      }
      assert.equal(adder.timers.pauses.length, 4);
      assert.deepEqual(await stored(), []);
      assert.equal(await adder.add(1), 'added');
    }));

  test('with another process over a new key: the loser runs again and finds the winner', () =>
    withAdder({}, async (adder) => {
      await owner.query('begin');
      await owner.query('insert into numbers values (7)');
      const waiting = adder.add(7);
      await waitingForLock();
      await owner.query('commit');
      assert.equal(await waiting, 'known');
      assert.deepEqual(adder.batches, [[7], [7]]);
    }));

  test('by a deadlock is tried again', () =>
    withAdder({ lanes: [1] }, async (adder) => {
      await owner.query('insert into numbers values (1)');
      // Found out by the lane alone, which closes the circle last: it is the one that loses.
      await owner.query("set deadlock_timeout = '1h'");
      await owner.query('begin');
      try {
        await owner.query('insert into numbers values (2)');
        adder.hold();
        const found = adder.found();
        const answers = Promise.all([adder.add(1), adder.add(2)]);
        await found;
        // The lane holds 1, for which we wait; then it inserts 2, which waits for us.
        const blocked = owner.query('select n from numbers where n = 1 for update');
        await waitingForLock();
        adder.release();
        await blocked;
        await owner.query('rollback');
        assert.deepEqual(await answers, ['known', 'added']);
        assert.equal((adder.failures[0] as { code?: string }).code, '40P01');
      } finally {
        await owner.query('rollback');
        await owner.query('reset deadlock_timeout');
      }
    }));
});

describe('a row that another session keeps locked', () => {
  test('fails only the commands that need it, after a limit', () =>
    withAdder(
      {
        connect: () => connect({ url: database.url, name: 'test lane', lockTimeoutMs: 50 }),
      },
      async (adder) => {
        await owner.query('insert into numbers values (1)');
        await owner.query('begin; select n from numbers for update');
        const answers = await Promise.allSettled([adder.add(1), adder.add(2)]);
        await owner.query('rollback');
        const [locked, free] = answers as [PromiseRejectedResult, PromiseFulfilledResult<string>];
        assert.ok(nothingStored(locked.reason));
        assert.equal(free.value, 'added');
        assert.equal(await adder.add(1), 'known');
      },
    ));
});

describe('the bounds', () => {
  test('4,096 commands may wait; the next is refused at once and never carried out', () =>
    withAdder({}, async (adder) => {
      adder.hold();
      const loading = adder.loading();
      const first = adder.add(0);
      await loading;
      const waiting = range(0, 4_096).map(() => adder.add(1));
      await assert.rejects(adder.add(2), nothingStored);
      adder.release();
      await Promise.all([first, ...waiting]);
      assert.deepEqual(await stored(), [0, 1]);
    }));

  test('a command waits two seconds, even when every lane is held up', () =>
    withAdder({ lanes: [1, 2] }, async (adder) => {
      adder.hold();
      const held = [];
      for (const n of [0, 1]) {
        const loading = adder.loading();
        held.push(adder.add(n));
        await loading;
      }
      const early = adder.add(2);
      adder.timers.advanceMs(1_000);
      const late = adder.add(3);
      adder.timers.advanceMs(1_001);
      await assert.rejects(early, nothingStored);
      adder.release();
      assert.deepEqual(await Promise.all([...held, late]), ['added', 'added', 'added']);
      assert.deepEqual(await stored(), [0, 1, 3]);
    }));

  test('a command that failed is not tried again when it is too old', () =>
    withAdder({}, async (adder) => {
      adder.conflicts = 1;
      adder.hold();
      const loading = adder.loading();
      const answer = adder.add(1);
      await loading;
      adder.timers.advanceMs(5_001);
      adder.release();
      await assert.rejects(answer, nothingStored);
      assert.equal(adder.batches.length, 1);
    }));
});

describe('closing', () => {
  test('finishes what waits, refuses what comes, and ends the connections', async () => {
    const adder = new Adder();
    adder.hold();
    const loading = adder.loading();
    const first = adder.add(1);
    await loading;
    const waiting = [2, 3].map((n) => adder.add(n));
    const closed = adder.pipeline.close();
    await assert.rejects(adder.add(4), nothingStored);
    adder.release();
    await closed;
    assert.deepEqual(await Promise.all([first, ...waiting]), ['added', 'added', 'added']);
    assert.deepEqual(await stored(), [1, 2, 3]);
    const open = 'select from pg_stat_activity where datname = current_database() and usename = $1';
    assert.equal((await owner.query(open, ['sampan'])).rowCount, 0);
  });
});

/** Settles when a session of the server waits for a lock. */
async function waitingForLock(): Promise<void> {
  const watcher: Connection = await connect({ url: database.ownerUrl, name: 'watcher' });
  const look = {
    name: '',
    text: `select from pg_locks join pg_stat_activity using (pid)
      where not granted and datname = current_database()`,
  };
  let waiting = 0;
  for (let looks = 0; waiting === 0 && looks < 10_000; looks++) {
    waiting = (await watcher.run(look)).length;
  }
  await watcher.close();
  assert.ok(waiting > 0, 'nobody waits for a lock');
}
