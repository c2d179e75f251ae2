/** Tests of acceptance cases from tables of what a partner's program has done. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Recorded, type Told, told } from './recorded-exchanges.ts';

export interface Row extends Told {
  readonly record: readonly Recorded[];
  /** The result, with the reason of a failure. */
  readonly says: string;
  /** The evidence. */
  readonly by: string;
}

/** By case, and by what the program has done. */
export type Table = Readonly<Record<string, Readonly<Record<string, Row>>>>;

export function judged(table: Table): void {
  for (const [id, rows] of Object.entries(table)) {
    for (const [name, { record, says, by, ...rest }] of Object.entries(rows)) {
      test(`${id}, ${name}: ${says}`, () => {
        const { next, since: _, ...found } = told(id, record, rest);
        assert.deepEqual(found, { says, by });
        const needsNext = says.startsWith('failed') || says === 'not tried';
        assert.equal(next !== undefined, needsNext, 'it says what to do');
      });
    }
    test(`${id} can fail`, () => {
      assert.ok(Object.values(rows).some(({ says }) => says.startsWith('failed: ')));
    });
  }
}

/** A record that is full of one mistake must not keep the server busy. */
export function judgedSoon(name: string, id: string, exchangeOf: (n: number) => Recorded): void {
  test(`${name}: a full record is judged in seconds`, () => {
    const record = Array.from({ length: 10_000 }, (_, n) => exchangeOf(n));
    const sinceMs = performance.now();
    const { says } = told(id, record, { after: 20_000 });
    const tookMs = performance.now() - sinceMs;
    assert.notEqual(says, 'not tried');
    // It takes about half a second; judging each order against each other one took more than a minute.
    assert.ok(tookMs < 15_000, `${tookMs} ms`);
  });
}
