/**
 * Goal: an operator follows each number of the ledger to its entries, runs a job, suspends a partner, freezes and tops up a
 * wallet, by mouse and by keyboard, in three languages, on a desk and on a phone; nothing of another site gets in.
 * Method: a sandbox with payments, and a real Chromium at the console of its operations port.
 */
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { seriousFaults } from '../test-kit/axe.ts';
import { type ConsoleWorld, openConsoleWorld } from './console-world.ts';
import { unexpected } from './wallet-world.ts';

let world: ConsoleWorld;

before(async () => {
  world = await openConsoleWorld();
  await world.sell('console-1', '46.00');
  await world.sell('console-2', '12.50');
});
after(() => world?.close());

test('from the trial balance to a partner’s entries, to one entry, to its accounts; the address keeps it all', async () => {
  const { page, context, faults } = await world.open('#/ledger');
  await page.getByText('Debit equals credit').waitFor();
  await page.getByRole('link', { name: 'Payable to partners' }).click();
  await page.locator('.tbl small', { hasText: `payable/${world.partner}/HKD` }).waitFor();
  await page.getByRole('searchbox').fill(world.partner.slice(0, 8));
  await page
    .locator('tr', { hasText: `payable/${world.partner}/HKD` })
    .getByRole('link')
    .click();
  await page.locator('.entries tbody tr').nth(1).waitFor();
  const rows = page.locator('.entries .tbl').first().locator('tbody tr');
  const [balance, credit] = await Promise.all([
    rows.first().locator('td').nth(5).textContent(),
    rows.first().locator('td').nth(4).textContent(),
  ]);
  const before = await rows.nth(1).locator('td').nth(5).textContent();
  const minor = (text: string | null) => Math.round(Number((text ?? '').replace(/,/g, '')) * 100);
  assert.equal(minor(balance) - minor(credit), minor(before), 'balance after each entry');
  await rows.first().getByRole('link').click();
  await page.locator('.drill h3').waitFor();
  await page.locator('.drill .foot-note', { hasText: 'booked once' }).waitFor();
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await page
    .locator('.drill')
    .getByRole('link', { name: `wallet/${world.wallet}` })
    .click();
  await page.locator('.entries .cap', { hasText: `wallet/${world.wallet}` }).waitFor();
  await page.locator('.entries .tbl').getByText('Top-up').first().waitFor();
  await page.getByRole('button', { name: 'Refund' }).click();
  await page.getByText('No entry of this kind.').waitFor();
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('books that do not balance are the only thing on the page', async () => {
  const { page, context } = await world.open();
  await page.route('**/admin/trial-balance', async (route) => {
    const reply = await route.fetch();
    const told: { currencies: { balances: boolean; debit: string }[] } = await reply.json();
    const [first] = told.currencies;
    if (first) Object.assign(first, { balances: false, debit: '0.01' });
    await route.fulfill({ response: reply, json: told });
  });
  await page.goto('/console/#/ledger');
  await page.getByRole('alert').getByText('The books do not balance').waitFor();
  assert.equal(await page.locator('.main table').count(), 0);
  await page.getByRole('link', { name: 'Go to the audit' }).click();
  await page.getByRole('button', { name: 'Run the audit' }).click();
  await page.getByText('rules hold').waitFor();
  await context.close();
});

test('the figures of health are there, and a database that does not answer is the banner', async () => {
  const { page, context } = await world.open();
  await page.getByText('Database answers in').waitFor();
  assert.equal(await page.locator('.figures > div').count(), 5);
  assert.equal(await page.locator('.banner').count(), 0, 'all is well: no banner');
  await page.route('**/readyz', (route) =>
    route.fulfill({
      status: 503,
      json: { error: { code: 'not-ready', message: 'The database does not answer' } },
    }),
  );
  await page.reload();
  await page.getByRole('alert').getByText('look at the database first').waitFor();
  await context.close();
});

test('a job is run after its dialog has said what it will do', async () => {
  const { page, context } = await world.open();
  await page.getByRole('button', { name: 'Run now: Close the day' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('Today stays open').waitFor();
  await dialog.getByRole('button', { name: 'Run now' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('tr', { hasText: 'close-day' }).getByText('done').waitFor();
  await context.close();
});

test('a partner is suspended and may take payments again, by keyboard alone', async () => {
  const { page, context } = await world.open(`#/partners?open=${world.partner}`);
  await page.getByRole('button', { name: 'Suspend partner…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').getByText('new ones are refused').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Suspend partner' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('This partner is suspended').waitFor();
  const { status } = await world.sandbox.operate('GET', `/partners/${world.partner}`);
  assert.equal(status, 'suspended');
  await page.getByRole('button', { name: 'Let it take payments again…' }).click();
  await page.getByRole('button', { name: 'Let it take payments', exact: true }).click();
  await page.getByText('This partner is suspended').waitFor({ state: 'detached' });
  assert.equal(
    (await world.sandbox.operate('GET', `/partners/${world.partner}`))['status'],
    'active',
  );
  await context.close();
});

test('a wallet is found by its number, topped up once although the answer was lost, and frozen', async () => {
  const { page, context } = await world.open('#/wallets');
  await page.getByRole('searchbox').fill('852-51990001');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '•0001' }).waitFor();
  assert.ok(!(await page.locator('.main').textContent())?.includes('51990001'), 'no whole number');
  const balance = async () =>
    (await world.sandbox.operate('GET', `/wallets/${world.wallet}`))['balance'];
  const had = Number(await balance());
  let lost = 0;
  await page.route('**/top-ups', async (route) => {
    if (lost++ > 0) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Top up…' }).click();
  await page.getByLabel('Amount in HKD').fill('12,5');
  await page.getByRole('button', { name: /^Book/ }).click();
  await page.getByRole('alert').getByText('it counts once').waitFor();
  await page.getByRole('button', { name: /^Book/ }).click();
  await page.getByRole('alert').getByText('Change it').waitFor();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  lost = 0;
  await page.getByRole('button', { name: 'Top up…' }).click();
  await page.getByLabel('Amount in HKD').fill('25.00');
  await page.getByRole('button', { name: /^Book/ }).click();
  await page.getByRole('alert').getByText('it counts once').waitFor();
  await page.getByRole('button', { name: /^Book/ }).click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  assert.equal(Number(await balance()), had + 25);
  await page.getByRole('button', { name: 'Freeze wallet…' }).click();
  await page.getByRole('button', { name: 'Freeze wallet', exact: true }).click();
  await page.getByText('Frozen', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Release wallet…' }).click();
  await page.getByRole('button', { name: 'Release wallet', exact: true }).click();
  await page.getByText('Frozen', { exact: true }).waitFor({ state: 'detached' });
  await context.close();
});

test('a settled day is ordered from the bank once its accounts are known, and every sum leads to its entry', async () => {
  const { operate } = world.sandbox;
  await operate('POST', '/clock/advance', { by: '5d' });
  const { page, context, faults } = await world.open('#/settlement');
  await page.getByText('The partner has no account to be paid to').first().waitFor();
  await page.getByText('No batch of this day waits for an order.').waitFor();
  const account = { holder: 'SAMPAN LTD', account: '123-456789-001' };
  await operate('PUT', '/payout-sources/HKD', account);
  await operate('PUT', `/partners/${world.partner}/payout`, { ...account, holder: 'TEA HOUSE' });
  await page.reload();
  await page.getByText('Ready to be ordered').first().waitFor();
  await page.getByRole('button', { name: 'Order payouts…' }).click();
  await page.getByRole('alertdialog').getByText('with 1 payouts').waitFor();
  await page.getByRole('button', { name: 'Order payouts', exact: true }).click();
  const link = page.getByRole('link', { name: /^pain/ });
  await link.waitFor();
  const href = await link.getAttribute('href');
  const message = await fetch(new URL(String(href), `${world.sandbox.admin}/console/`));
  assert.match(await message.text(), /pain\.001\.001\.09/);
  await page
    .locator('section', { has: page.locator('#batches') })
    .locator('td.n a')
    .first()
    .click();
  await page.locator('.drill h3').waitFor();
  await page.locator('.drill').getByRole('link', { name: 'bank/HKD' }).waitFor();
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

const places = [
  ['', 'Jobs'],
  ['#/ledger?currency=HKD&kind=payable', 'Trial balance'],
  ['#/partners', 'Partners'],
  ['#/wallets', 'Wallets'],
  ['#/wallets?open=852-51990001', 'A wallet'],
  ['#/ledger?account=bank%2FHKD', 'Entries'],
  ['#/settlement', 'Settlement'],
  ['#/rates', 'Rates'],
  ['#/audit', 'Audit'],
] as const;
for (const [hash, title] of places) {
  test(`${title}: readable for all, light and dark, on a desk and on a phone`, async () => {
    for (const options of [{}, { dark: true }, { width: 390, height: 844 }, { locale: 'zh-HK' }]) {
      const { page, context, faults } = await world.open(hash, options);
      await page.locator('.page:not(:has(.skeleton)) h1').waitFor();
      assert.deepEqual(await seriousFaults(page), []);
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      assert.equal(wide, 0, 'nothing overflows');
      assert.deepEqual(unexpected(faults), []);
      await context.close();
    }
  });
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const fetchAs = (path: string, headers: Readonly<Record<string, string>>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.sandbox.admin);
    request({ hostname, port, path, headers }, (reply) => {
      reply.resume();
      resolve({ status: reply.statusCode ?? 0, headers: reply.headers });
    })
      .on('error', reject)
      .end();
  });

test('the port answers the console to its own name and origin only, and no page may frame it', async () => {
  for (const path of ['/console/', '/admin/trial-balance']) {
    assert.equal((await fetchAs(path, { host: 'evil.example' })).status, 403, path);
    assert.equal((await fetchAs(path, { origin: 'http://evil.example' })).status, 403, path);
    assert.equal((await fetchAs(path, {})).status, 200, path);
  }
  const { headers } = await fetchAs('/console/', {});
  const policy = String(headers['content-security-policy']);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.match(policy, /default-src 'none'/);
  assert.ok(!policy.includes('unsafe-inline'), policy);
});
