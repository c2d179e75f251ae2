/**
 * Goal: a caller finds in the declaration why a payment or a scan may be refused.
 * Method: the refusals of the business are looked up in the errors of the routes that pass them on.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buyerApi, operationsApi } from '@sampan/api';
import { describeRefusal } from './confirm-refusals.ts';
import { describeCodeRefusal } from './scan-code.ts';

const table = [
  ['POST /admin/wallets/:id/confirm', operationsApi, [describeRefusal]],
  ['POST /admin/wallets/:id/scan', operationsApi, [describeRefusal, describeCodeRefusal]],
  ['POST /pay', buyerApi, [describeRefusal]],
  ['POST /prompts/:tradeId', buyerApi, [describeRefusal]],
  ['POST /scan', buyerApi, [describeCodeRefusal]],
] as const;
for (const [name, api, refusals] of table) {
  test(name, () => {
    const routes = new Map<string, { readonly errors?: object }>(Object.entries(api));
    const declared = Object.keys(routes.get(name)?.errors ?? {});
    const missing = refusals.flatMap(Object.keys).filter((code) => !declared.includes(code));
    assert.deepEqual(missing, []);
  });
}
