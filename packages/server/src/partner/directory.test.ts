/**
 * Goal: requests for unknown partners do not slow down others.
 * Method: a directory over a reader that counts its reads and answers on demand; time is moved by
 * hand.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PartnerId } from '@sampan/primitives';
import type { Connection, Reader } from '#database';
import { ManualTimers, partnerId, testSecrets } from '#test-kit';
import { PartnerDirectory } from './directory.ts';

const idOf = (number: number) => `2088${String(1_000_000 + number).padStart(12, '0')}` as PartnerId;

/** A directory of some partners, and the ids of each of its reads. */
function directory(existing: readonly PartnerId[] = []) {
  const timers = new ManualTimers();
  const reads: (readonly PartnerId[])[] = [];
  let held: Promise<void> | undefined;
  let failing = false;
  const reader = {
    async read(query: (connection: Connection) => Promise<unknown>) {
      const asked: PartnerId[] = [];
      const run = async (_: unknown, values: readonly unknown[] = []) => {
        if (Array.isArray(values[0])) asked.push(...(values[0] as PartnerId[]));
        return [];
      };
      await query({ run } as unknown as Connection);
      reads.push(asked);
      await (asked.some((id) => existing.includes(id)) ? undefined : held);
      if (failing) throw new Error('lost');
      return {
        result: asked.filter((id) => existing.includes(id)).map((id) => ({ partner: { id } })),
      };
    },
  };
  return {
    timers,
    reads,
    partners: new PartnerDirectory(reader as unknown as Reader, timers, testSecrets),
    /** Holds back reads of unknown ids until the returned function is called. */
    hold() {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = undefined;
        release();
      };
    },
    fail(is: boolean) {
      failing = is;
    },
  };
}

test('an id that is no partner’s is remembered for a second', async () => {
  const { partners, reads, timers } = directory();
  assert.equal(await partners.find(partnerId), undefined);
  timers.advanceMs(999);
  assert.equal(partners.find(partnerId), undefined);
  assert.equal(reads.length, 1);
  timers.advanceMs(1);
  await partners.find(partnerId);
  assert.equal(reads.length, 2);
});

test('ten thousand unknown ids at once cost twenty-one reads, one at a time', async () => {
  const { partners, reads, hold } = directory();
  const release = hold();
  const answers = Array.from({ length: 10_000 }, (_, number) => partners.find(idOf(number)));
  release();
  assert.ok((await Promise.all(answers)).every((partner) => partner === undefined));
  assert.equal(reads.length, 21);
  assert.ok(reads.every((ids) => ids.length <= 500));
  // Only the last thousand are cached; more would fill the memory.
  assert.equal(partners.find(idOf(9_999)), undefined);
  assert.equal(partners.find(idOf(9_000)), undefined);
  assert.ok(partners.find(idOf(8_999)) instanceof Promise);
});

test('a partner that is known does not wait behind a flood of unknown ids', async () => {
  const { partners, reads, hold, timers } = directory([partnerId]);
  await partners.find(partnerId);
  timers.advanceMs(1_000);
  const release = hold();
  const flood = Array.from({ length: 2_000 }, (_, number) => partners.find(idOf(number)));
  assert.equal((await partners.find(partnerId))?.partner.id, partnerId);
  assert.deepEqual(reads.at(-1), [partnerId]);
  assert.equal(reads.length, 3);
  release();
  await Promise.all(flood);
});

test('one id that is asked for many times at once is read once', async () => {
  const { partners, reads } = directory();
  await Promise.all(Array.from({ length: 100 }, () => partners.find(partnerId)));
  assert.deepEqual(reads, [[partnerId]]);
});

test('a failed read rejects for all its callers, and the next call reads again', async () => {
  const { partners, reads, fail } = directory();
  fail(true);
  const answers = await Promise.allSettled([1, 2, 3].map((number) => partners.find(idOf(number))));
  assert.ok(answers.every(({ status }) => status === 'rejected'));
  fail(false);
  assert.equal(await partners.find(idOf(1)), undefined);
  assert.equal(reads.length, 3);
});
