/**
 * Goal: a partner that sells with the till passes all acceptance cases, by its page alone.
 * Method: the till's page in a real browser, on several tablets at once; a real sandbox with scenarios; then `sampan accept`.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { after, before, test } from 'node:test';
import type { CaseVerdictView } from '@sampan/api';
import { runCommand } from '@sampan/cli';
import { urlInSign } from '@sampan/emv-qr';
import type { Page } from 'playwright-core';
import { sampan } from '../../../server/src/main/commands.ts';
import { readPng, readQr } from '../../../server/test-kit/photograph.ts';
import { completeSettings, startTill } from '../../src/index.ts';
import {
  type CounterWorld,
  enter,
  heading,
  openCounterWorld,
  scan,
  signInAndOpen,
} from '../../test-kit/counter-world.ts';

let world: CounterWorld;
before(async () => {
  // The pace of the documents.
  world = await openCounterWorld({
    sales: { firstQueryMs: 3_000, queryEveryMs: 3_000, undoEveryMs: 300 },
  });
});
after(async () => {
  await world?.close();
  assert.deepEqual(world?.faults, []);
});

interface Shown {
  code(digits?: number): Promise<string>;
  confirm(): Promise<unknown>;
  scan(page: Page, at: string, amount?: string): Promise<void>;
  pay(code: string, amount?: string): Promise<unknown>;
}

async function wallet(inst: 'ALIPAYHK' | 'ALIPAYCN', asksAbove?: string): Promise<Shown> {
  const { operate } = world.sandbox;
  const { walletId } = await operate('POST', '/wallets', {
    ...{ inst, balance: '50000.00' },
    ...(asksAbove !== undefined && { passwordFreeLimit: asksAbove }),
  });
  const path = `/wallets/${walletId}`;
  const pay = (code: string, amount?: string) =>
    operate('POST', `${path}/scan`, { code, ...(amount && { amount }) });
  return {
    code: async (digits) =>
      String((await operate('POST', `${path}/codes`, digits ? { digits } : {}))['code']),
    confirm: () => operate('POST', `${path}/confirm`, {}),
    async scan(page, at, amount) {
      await page.locator(at).waitFor();
      await pay(await seen(page, at), amount);
    },
    pay,
  };
}

/** The code that the page shows there. */
async function seen(page: Page, at: string): Promise<string> {
  const code = readQr(readPng(await page.locator(at).screenshot()));
  assert.ok(code);
  return code;
}

/** Fails with what the page shows instead. */
async function shows(page: Page, name: string): Promise<void> {
  try {
    await heading(page, name).waitFor();
  } catch (cause) {
    throw new Error(`no "${name}" in:\n${await page.locator('body').textContent()}`, { cause });
  }
}

const paid = (page: Page) => shows(page, 'Paid');
const notPaid = (page: Page) => shows(page, 'Not paid. Order closed.');

/** From a payment's end to the next order. */
async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^New order/ }).click();
  await page.getByText('Type an amount or choose items.').waitFor();
}

async function charge(page: Page, amount: string, code: string): Promise<void> {
  await enter(page, amount);
  await scan(page, code);
}

async function show(page: Page, amount: string): Promise<void> {
  await enter(page, amount);
  await page.keyboard.press('F3');
}

const pretend = (when: object, step: object) =>
  world.sandbox.operate('POST', '/scenarios', { when, then: [step] });

/** What goes well, and what a scenario makes go wrong. */
async function payments(page: Page): Promise<void> {
  const buyer = await wallet('ALIPAYHK');
  await charge(page, '11.00', await buyer.code());
  await paid(page);
  await next(page);
  await charge(page, '11.24', await buyer.code(24));
  await paid(page);
  await next(page);
  // SYSTEM_ERROR, and paid all the same.
  await charge(page, '9901.00', await buyer.code());
  await paid(page);
  await next(page);
}

const notified = [
  ['12.00', undefined],
  ['13.00', { lose: true }],
  ['14.00', { repeat: 1 }],
  ['15.00', { corrupt: 'signature' }],
] as const;

async function shownCodes(page: Page): Promise<void> {
  const buyer = await wallet('ALIPAYHK');
  for (const [amount, step] of notified) {
    if (step) await pretend({ notification: 'paid', fields: { total_fee: amount } }, step);
    await show(page, amount);
    await buyer.scan(page, '.qrc svg');
    await paid(page);
    await next(page);
  }
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).click();

/** The desk's code, by a supervisor: both kinds, stopped, taken back, its payments given back in parts, deleted. */
async function deskCode(page: Page): Promise<void> {
  const buyer = await wallet('ALIPAYHK');
  const code = '.desk-code svg.code';
  const came = (amount: string) => page.locator('.incoming', { hasText: amount }).waitFor();
  await page.goto(`${world.url}#/desk`);
  await press(page, 'Make the desk code');
  await buyer.scan(page, code, '16.00');
  await came('16.00');
  await press(page, 'With a fee');
  await page.getByLabel('Fee per payment, HKD').fill('0.50');
  await press(page, 'Use the code with this fee');
  await page.getByText('Adds a service fee of').waitFor();
  await press(page, 'No fee');
  await press(page, 'Use the code without a fee');
  await page.getByText('Adds a service fee of').waitFor({ state: 'detached' });
  await press(page, 'Stop this code');
  await page.getByText('Stopped', { exact: true }).waitFor();
  await assert.rejects(buyer.scan(page, code, '18.00'), /code/);
  await press(page, 'Take payments again');
  await page.getByText('Stopped', { exact: true }).waitFor({ state: 'detached' });
  // The same code inside a sign by EMVCo's rules.
  const plain = await seen(page, code);
  await press(page, 'HKQR');
  await page.locator('.desk-sign').getByText('HKQR').waitFor();
  assert.equal(urlInSign(await seen(page, code)), plain);
  await press(page, 'Own code');
  await buyer.scan(page, code, '18.00');
  await came('18.00');
  const shown = await seen(page, code);
  await press(page, 'Delete this code');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete this code' }).click();
  await page.getByText('Adds a service fee of').waitFor();
  await assert.rejects(buyer.pay(shown, '19.00'), /code/);
  await page.locator('.incoming a').click();
  await giveBack(page, '5.00', 'Refunded');
  await giveBack(page, '17.00', 'Not refunded');
  await giveBack(page, '13.00', 'Refunded', 2);
}

async function giveBack(page: Page, amount: string, ends: string, count = 1): Promise<void> {
  await page.getByRole('button', { name: /^Refund, / }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Refund, HKD').fill(amount);
  await sheet.getByRole('button', { name: 'Goods returned' }).click();
  await sheet.locator('button[type=submit]').click();
  const pills = page.locator('.refund-line .pill').getByText(ends, { exact: true });
  await pills.nth(count - 1).waitFor();
}

/** Both wallets, and what the gateway says of their payments. */
async function bothWallets(page: Page): Promise<void> {
  for (const [inst, amount] of [
    ['ALIPAYHK', '21.00'],
    ['ALIPAYCN', '22.00'],
  ] as const) {
    await charge(page, amount, await (await wallet(inst)).code());
    await paid(page);
    await next(page);
    await page.goto(`${world.url}#/find`);
    await page.locator('.card.rows .row', { hasText: amount }).first().click();
    await press(page, 'Ask the gateway');
    await page.locator('.payment-card', { hasText: 'Gateway at' }).waitFor();
    await page.goto(`${world.url}#/`);
  }
}

async function connection(page: Page): Promise<void> {
  await page.goto(`${world.url}#/settings`);
  await press(page, 'Check it');
  await page.locator('.checks .sdot.ok').nth(2).waitFor();
}

async function password(page: Page): Promise<void> {
  for (const inst of ['ALIPAYHK', 'ALIPAYCN'] as const) {
    const buyer = await wallet(inst, '1.00');
    await charge(page, '30.00', await buyer.code());
    await page.locator('.tl').getByText(/Asked/).first().waitFor();
    await buyer.confirm();
    await paid(page);
    await next(page);
  }
}

async function tooLate(page: Page): Promise<void> {
  await charge(page, '31.00', await (await wallet('ALIPAYHK', '1.00')).code());
  await notPaid(page);
  await next(page);
  await show(page, '32.00');
  await notPaid(page);
}

async function noAnswer(page: Page): Promise<void> {
  const service = 'alipay.acquire.overseas.spot.pay';
  await pretend({ service, fields: { trans_amount: '17.00' } }, { drop: 'before' });
  await charge(page, '17.00', await (await wallet('ALIPAYHK')).code());
  await notPaid(page);
}

/** The till of the partner under the other contract. */
async function otherContract(): Promise<void> {
  const partner = world.sandbox.demo.partners[1];
  const folder = await mkdtemp(join(tmpdir(), 'sampan-till-global-'));
  const till = await startTill({
    settings: completeSettings({ contract: 'global', currency: 'AUD' }),
    partner: {
      gateway: `${world.sandbox.url}/gateway.do`,
      id: partner?.id ?? '',
      contract: 'global',
      sign: { type: 'MD5', key: partner?.md5Key ?? '' },
    },
    ...{ data: folder, port: 0, onError: assert.ifError },
    cashiers: [{ id: 'cashier-lee', name: 'Lee', role: 'cashier', pin: '1357' }],
  });
  const context = await world.browser.browser.newContext({ locale: 'en-HK' });
  try {
    const page = await context.newPage();
    await signInAndOpen(page, till.url);
    await charge(page, '20.00', await (await wallet('ALIPAYHK')).code());
    await heading(page, 'This wallet cannot pay here').waitFor();
  } finally {
    await context.close();
    await till.stop();
    await rm(folder, { recursive: true });
  }
}

async function accept(...words: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const all = ['accept', ...words, '--admin', world.sandbox.admin];
  const code = await runCommand(sampan, all, { stdout, stderr, environment: {} });
  return { code, text: String(stdout.read() ?? ''), errors: String(stderr.read() ?? '') };
}

test('the cases are driven at the page', async () => {
  await runCommand(sampan, ['scenario', 'add', '--magic', '--admin', world.sandbox.admin], {
    ...{ stdout: new PassThrough(), stderr: new PassThrough(), environment: {} },
  });
  await Promise.all([
    otherContract(),
    ...[payments, shownCodes, password, deskCode, bothWallets, connection].map(atATablet),
  ]);
  // Only who does not pay: a customer who confirms within so short a time may still come too late.
  world.secondsToPay(7);
  await Promise.all([tooLate, noAnswer].map(atATablet));
});

test('and those of the next days', async () => {
  const { id = '' } = world.sandbox.demo.partners[0] ?? {};
  const password = 'a long secret of this test';
  await runCommand(
    sampan,
    ['partner', 'sftp', id, '--password', password, '--admin', world.sandbox.admin],
    { ...{ stdout: new PassThrough(), stderr: new PassThrough(), environment: {} } },
  );
  const access = { host: '127.0.0.1', ...world.sandbox.sftp, username: id, password };
  Object.assign(world.started.till.settings, { sftp: { ...access, folder: '/download' } });
  const page = await world.newTablet('Ng');
  await advance('1d');
  await afterMidnight(page);
  // The till's clock follows the gateway's.
  const dayAfter = (ms: number) => new Date(ms + 86_400_000).toISOString().slice(0, 10);
  const shown = [Date.now(), Date.now() + 60_000].map((ms) => `time[datetime^="${dayAfter(ms)}"]`);
  await page.locator('header').locator(shown.join(', ')).waitFor();
  await closeShift(page);
  await files(page);
});

async function atATablet(lane: (page: Page) => Promise<void>): Promise<void> {
  const page = await world.newTablet('Ng');
  await lane(page);
  await page.context().close();
}

const advance = (by: string) =>
  runCommand(sampan, ['clock', 'advance', by, '--admin', world.sandbox.admin], {
    ...{ stdout: new PassThrough(), stderr: new PassThrough(), environment: {} },
  });

/** The first payment by the desk's code, all of it: a cancel comes too late, a refund does it. */
async function afterMidnight(page: Page): Promise<void> {
  await page.goto(`${world.url}#/desk`);
  await page.locator('.desk-page a.row', { hasText: '16.00' }).click();
  await giveBack(page, '16.00', 'Refunded');
}

async function closeShift(page: Page): Promise<void> {
  await page.goto(`${world.url}#/shift`);
  await page.getByRole('button', { name: 'Count the cash' }).click();
  for (const field of await page.locator('dialog input').all()) await field.fill('0.00');
  await press(page, 'Close the shift');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close the shift' }).click();
  await page.getByRole('heading', { name: /^Z report/ }).waitFor();
}

/** The day's transaction file, then the settlement file that has its payout. */
async function files(page: Page): Promise<void> {
  await page.goto(`${world.url}#/reports`);
  await press(page, 'Compare now');
  await page.getByText(/^Equal, \d+ rows$/).waitFor();
  const payout = page.locator('td', { hasText: ', fees HKD' });
  const look = page.getByRole('button', { name: 'Look for the payout', exact: true });
  for (let tries = 0; tries < 6; tries++) {
    await advance('2d');
    // The till learns the day with the next answer.
    await connection(page);
    await page.goto(`${world.url}#/reports`);
    // A page that is not drawn yet has neither.
    await payout.or(look).first().waitFor();
    if (await payout.isVisible()) break;
    const found = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await look.click();
    await (await found).finished();
  }
  await payout.waitFor();
}

test('and "sampan accept" says passed for each', async () => {
  const [hongKong, standard] = world.sandbox.demo.partners;
  const told = await accept('--partner', hongKong?.id ?? '', '--json');
  const { cases }: { readonly cases: readonly CaseVerdictView[] } = JSON.parse(told.text);
  const results = Object.fromEntries(cases.map(({ id, result }) => [id, result]));
  assert.deepEqual(results, {
    ...Object.fromEntries(cases.map(({ id }) => [id, 'passed'])),
    'HK-2': 'not applicable',
  });
  const spot = await accept('--partner', hongKong?.id ?? '', '--case', 'SPOT');
  assert.equal(spot.code, 0, spot.text);
  const hk2 = await accept('--partner', standard?.id ?? '', '--case', 'HK-2');
  assert.equal(hk2.code, 0, hk2.text);
});
