/**
 * Goal: many callers share a round trip, each gets its own answer, and one bad key fails alone.
 * Method: a reader that is answered by hand, and drawn keys.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instant } from '@sampan/primitives';
import fc from 'fast-check';
import type { Connection } from './connection.postgres.ts';
import { Lookup } from './lookup.ts';

const now = instant(1_795_000_000_000);
const connection = {} as Connection;

function lookup(fails: (key: number) => boolean = () => false) {
  const batches: (readonly number[])[] = [];
  const found = new Lookup<number, string>({
    reader: {
      read: async (query) => ({ result: await query(connection), now, reached: now }),
    },
    readAll: async (_, keys) => {
      batches.push(keys);
      await new Promise((resolve) => setImmediate(resolve));
      const bad = keys.find(fails);
      if (bad !== undefined) throw new Error(`no ${bad}`);
      return keys.map(String);
    },
    underwayMax: 2,
  });
  return { found, batches };
}

test('what is asked in one turn is read in one round trip, at most 64 at once', async () => {
  const { found, batches } = lookup();
  const answers = await Promise.all(Array.from({ length: 130 }, (_, key) => found.find(key)));
  assert.deepEqual(
    answers.map(({ result }) => Number(result)),
    [...answers.keys()],
  );
  assert.deepEqual(
    batches.map(({ length }) => length),
    [64, 64, 2],
  );
  assert.equal((await found.find(7)).result, '7');
  assert.equal(batches.length, 4);
});

test('every caller is answered, and a key that cannot be read fails alone', async () => {
  const property = fc.asyncProperty(fc.array(fc.nat(20)), async (keys) => {
    const { found } = lookup((key) => key % 5 === 0);
    const answers = await Promise.allSettled(keys.map((key) => found.find(key)));
    const texts = answers.map((answer) =>
      answer.status === 'fulfilled' ? answer.value.result : String(answer.reason),
    );
    assert.deepEqual(
      texts,
      keys.map((key) => (key % 5 === 0 ? `Error: no ${key}` : String(key))),
    );
  });
  await fc.assert(property);
});
