/**
 * Goal: every microsecond of a profile is in one line.
 * Method: small profiles and statements.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgetOf, type CpuProfile } from './budget.ts';
import { lineOf } from './budget-lines.ts';
import { titleOf } from './statements.postgres.ts';

const server = 'file:///x/packages/server/dist/';
const protocol = 'file:///x/packages/protocol/dist/';

const profile = (
  frames: readonly (readonly [name: string, url: string, parent: number, us: number])[],
): CpuProfile => {
  const nodes = frames.map(([functionName, url], id) => ({
    id,
    callFrame: { functionName, url },
    children: frames.flatMap(([, , parent], child) => (parent === id ? [child] : [])),
  }));
  const samples = frames.map((_, id) => id);
  return { nodes, samples: [...samples, 0], timeDeltas: [0, ...frames.map(([, , , us]) => us)] };
};

test('time counts for the innermost function that has a line, and helpers for their caller', () => {
  const { lines, others, busyUs, idleUs } = budgetOf(
    profile([
      ['(root)', '', -1, 0],
      ['admit', `${server}gateway/admit.js`, 0, 20],
      ['verify', `${protocol}signature.js`, 1, 10],
      ['createHash', 'node:crypto', 2, 6],
      ['sign', `${protocol}signature.js`, 0, 8],
      ['createHash', 'node:crypto', 4, 4],
      ['(garbage collector)', '', 0, 30],
      ['(idle)', '', 0, 100],
      ['tick', 'node:internal/process', 0, 12],
    ]),
    2,
  );
  const us = Object.fromEntries(
    lines.filter((each) => each.us > 0).map((each) => [each.line, each.us]),
  );
  assert.deepEqual(us, { admit: 10, verify: 8, sign: 6, 'garbage collection': 15, other: 6 });
  assert.deepEqual(others, [{ name: 'tick node:internal/process', us: 6 }]);
  assert.deepEqual([busyUs, idleUs], [45, 50]);
});

test('the driver counts for its caller, and for the store without one', () => {
  const driver = 'file:///x/node_modules/pg/lib/client.js';
  const { lines } = budgetOf(
    profile([
      ['(root)', '', -1, 0],
      ['storeBook', `${server}acquiring/store.postgres.js`, 0, 1],
      ['query', driver, 1, 2],
      ['loadOrders', `${server}acquiring/order-rows.postgres.js`, 0, 4],
      ['query', driver, 3, 8],
      ['onError', driver, 0, 16],
      ['', `${server}database/connection.postgres.js`, 0, 32],
      ['writev', '', 6, 64],
    ]),
    1,
  );
  const us = (line: string) => lines.find((each) => each.line === line)?.us;
  assert.deepEqual([us('encode store'), us('encode load'), us('store')], [3, 12, 112]);
});

test('functions are found by file and name', () => {
  const table = [
    [`${protocol}canonical.js`, 'canonicalString', 'canonical string'],
    [`${protocol}charset.js`, 'decodeBytes', 'parse'],
    [`${protocol}charset.js`, 'encodeText', 'render'],
    [`${server}acquiring/pay.js`, 'decidePay', 'decide'],
    ['file:///x/packages/server/src/acquiring/pay.ts', 'decidePay', 'decide'],
    [`${server}database/wire/codec.js`, 'write', 'encode'],
    [`${server}database/wire/codec.js`, 'read', 'load'],
    [`${server}database/wire/wire-session.js`, '#send', 'store'],
    [`${server}acquiring/order-rows.postgres.js`, 'loadOrders', 'encode load'],
    [`${server}acquiring/order-rows.postgres.js`, 'decodeOrder', 'load'],
    [`${server}acquiring/store.postgres.js`, 'storeBook', 'encode store'],
    [`${server}database/lane.js`, '', 'commit'],
    [`${server}gateway/routes.http.js`, 'answer', 'write'],
    [`${server}gateway/admit.js`, 'admit', 'admit'],
    ['node:events', 'emit', undefined],
    ['file:///x/node_modules/pg/lib/client.js', 'query', undefined],
  ] as const;
  for (const [file, name, line] of table) assert.equal(lineOf(file, name), line, `${name} ${file}`);
});

test('a statement is named by what it does, and to which table', () => {
  const table = [
    ['insert into trades (a) select * from unnest($1) on conflict do nothing', 'insert trades'],
    ['update wallets set balance = $1 from unnest($2) as t', 'update wallets'],
    ['select a from wallets where id = any($1) order by id for update', 'lock wallets'],
    [
      'select * from unnest($1::text[]) as t join trades using (id) for no key update',
      'lock trades',
    ],
    ['select a from rates_in_effect', 'read rates_in_effect'],
    ['select true as connected', 'select true as connected'],
  ] as const;
  for (const [text, title] of table) assert.equal(titleOf(text), title);
});
