/**
 * Goal: what web pages need of primitives, protocol and api runs in a browser.
 * Method: each is bundled for a browser; an imported Node module fails the bundling, and the bundle
 * then runs without Node's globals.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';

const packages = fileURLToPath(new URL('../../', import.meta.url));

async function bundleOf(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: `${packages}server`, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    conditions: ['sampan-source'],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** What a browser has beyond the language, as far as they use it. */
const browser = () => createContext({ TextEncoder, TextDecoder, URL, URLSearchParams });

test('primitives', async () => {
  const code =
    await bundleOf(`import { formatAmount, money, portion, rate } from '@sampan/primitives';
    globalThis.shown = formatAmount(portion(money('AUD', 36930n), rate('0.006'), 'half-up'));`);
  assert.equal(runInContext(`${code}; shown`, browser()), '2.22');
});

test('the codes that merchants show', async () => {
  const code = await bundleOf(`import { nameEmvCode } from '@sampan/emv-qr';
    globalThis.shown = nameEmvCode('0002010102').kind;`);
  assert.equal(runInContext(`${code}; shown`, browser()), 'damaged');
});

test('the declared half of the protocol', async () => {
  const code = await bundleOf(`import { services } from '@sampan/protocol/declared';
    globalThis.shown = Object.keys(services).length;`);
  assert.ok(runInContext(`${code}; shown`, browser()) > 10);
});

test('the reconciliation, which compares a book with a file', async () => {
  const code = await bundleOf(`import { differenceOf, reconcile } from '@sampan/protocol/reconcile';
    async function* piece(text) { yield new TextEncoder().encode(text); }
    const file = 'Partner:2088000000000001|Payment_time: 2024-03-04|Total_count:1\\n' +
      'Partner_transaction_id|Transaction_id|Transaction_amount|Charge_amount|Currency|Payment_time|Transaction_type\\n' +
      '茶-1|T1|48.00|0.29|HKD|2024-03-04 10:45:42|PAYMENT\\n';
    const own = 'partner_transaction_id,amount,type\\n茶-1,46.00,PAYMENT\\n';
    globalThis.shown = reconcile(piece(file), piece(own), 'UTF-8').then(({ value }) =>
      JSON.stringify([value.sums, value.breaks.map(differenceOf)]));`);
  const sums = { own: '46.00', file: '48.00', agreed: '0.00', agreedRows: 0, difference: '-2.00' };
  const shown = await runInContext(`${code}; shown`, browser());
  assert.deepEqual(JSON.parse(shown), [sums, ['-2.00']]);
});

test('the declarations of our own APIs', async () => {
  const code = await bundleOf(`import { buyerApi, findFault } from '@sampan/api';
    const { body } = buyerApi['POST /pay'];
    globalThis.shown = findFault(body, { tradeId: '1', pin: '246810' }).field;`);
  assert.equal(runInContext(`${code}; shown`, browser()), 'tradeId');
});

test('the client of our own APIs, which draws in no schema', async () => {
  const code = await bundleOf(`import { createClient } from '@sampan/api/client';
    const fetch = async (url) => ({ status: 200, text: async () => JSON.stringify({ url }) });
    const buyer = createClient({ url: 'https://pay.example/wallet/api', fetch });
    globalThis.shown = buyer('GET /trades/:id', { params: { id: '7' } });`);
  assert.ok(code.length < 8_000, `${code.length} characters`);
  const { url } = await runInContext(`${code}; shown`, browser());
  assert.equal(url, 'https://pay.example/wallet/api/trades/7');
});

test('what needs Node is found out', async () => {
  const drawing = bundleOf(`export { systemRandom } from '@sampan/primitives/node';`);
  await assert.rejects(drawing, /Could not resolve "node:/);
});
