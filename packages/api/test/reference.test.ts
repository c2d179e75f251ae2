/**
 * Goal: the reference pages match the declarations.
 * Method: they are generated again and compared with the committed ones.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buyerApi, operationsApi, partnerApi } from '../src/index.ts';
import { pages } from '../test-kit/pages.ts';

for (const [name, text] of Object.entries(pages)) {
  test(`docs/reference/${name} is up to date; else run npm run reference`, () => {
    const committed = new URL(`../../../docs/reference/${name}`, import.meta.url);
    assert.equal(readFileSync(committed, 'utf8'), text);
  });
}

test('every route has a heading, and what a request must have is named', () => {
  const page = pages['operations-api.md'] ?? '';
  for (const name of Object.keys(operationsApi)) assert.ok(page.includes(`\n## ${name}\n`), name);
  const ofBuyers = pages['buyer-api.md'] ?? '';
  for (const name of Object.keys(buyerApi)) assert.ok(ofBuyers.includes(`\n## ${name}\n`), name);
  const ofPartners = pages['partner-api.md'] ?? '';
  for (const name of Object.keys(partnerApi))
    assert.ok(ofPartners.includes(`\n## ${name}\n`), name);
  assert.match(
    ofBuyers,
    /\*\*Events\*\* `prompt`, `opened`, .*\n\n\| field .*\n.*\n\| `tradeId` \|/,
  );
  assert.match(page, /\| `limit` \| {2}\| integer \| .*1 to 500\. Default 100\. \|/);
  assert.match(page, /\| `contract` \| always \| `hk` or `global` \|/);
  assert.match(page, /\| `items\[\]\.tradeId` \| always \| string \|/);
});
