/**
 * Goal: the console says everything in three languages, and each refusal as a sentence with what to do.
 * Method: its catalogues are compared with each other, its refusals with what the API declares.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jobNames, operationsApi, type Route } from '@sampan/api';
import { refusalCodes, refusalWords } from '../src/console/refusals.ts';
import { en } from '../src/console/words/en.ts';
import { zhCn } from '../src/console/words/zh-cn.ts';
import { zhHk } from '../src/console/words/zh-hk.ts';
import { placeholdersOf } from './placeholders.ts';

test('the words are complete, with the same placeholders', () => {
  for (const words of [zhHk, zhCn]) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(en).sort());
    for (const [id, text] of Object.entries(en)) {
      const other = new Map<string, string>(Object.entries(words)).get(id) ?? '';
      assert.deepEqual(placeholdersOf(other), placeholdersOf(text), id);
      assert.ok(other.trim() !== '', id);
    }
  }
});

test('every job has a name and says what it does', () => {
  const ids = new Set(Object.keys(en));
  for (const name of jobNames)
    assert.ok(ids.has(`job.${name}`) && ids.has(`job.${name}.does`), name);
});

/** The routes that the pages call. */
const called: readonly (keyof typeof operationsApi)[] = [
  'GET /readyz',
  'GET /admin/health',
  'GET /admin/accounts/:name',
  'GET /admin/accounts/:name/entries',
  'GET /admin/entries/:id',
  'GET /admin/partners/:id',
  'PATCH /admin/partners/:id',
  'GET /admin/partners/:id/keys',
  'GET /admin/wallets/:id',
  'PATCH /admin/wallets/:id',
  'POST /admin/wallets/:id/top-ups',
  'POST /admin/bank-transfers/:id',
  'POST /admin/jobs/:name',
  'GET /admin/payouts/:date',
  'POST /admin/payouts/:date',
  'GET /admin/batches',
  'GET /admin/rates',
  'GET /admin/calendar',
];

test('every refusal of the routes that the pages call is a sentence that ends in what to do', () => {
  const words = new Map<string, string>(Object.entries(en));
  for (const name of called) {
    const route: Route = operationsApi[name];
    for (const code of Object.keys(route.errors ?? {})) {
      const id = refusalWords(code);
      assert.ok(id !== undefined && words.has(id), `${name}: ${code}`);
      assert.match(words.get(id) ?? '', /[.;] .+\.$|: .+\.$/, `${id} has a next step`);
    }
  }
  assert.ok(refusalCodes.length > 10);
});
