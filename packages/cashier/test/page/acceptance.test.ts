/**
 * Goal: a partner that sells with the till passes the acceptance cases that a till can be driven to, by its page alone.
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
}

async function wallet(inst: 'ALIPAYHK' | 'ALIPAYCN', asksAbove?: string): Promise<Shown> {
  const { operate } = world.sandbox;
  const { walletId } = await operate('POST', '/wallets', {
    ...{ inst, balance: '50000.00' },
    ...(asksAbove !== undefined && { passwordFreeLimit: asksAbove }),
  });
  const path = `/wallets/${walletId}`;
  return {
    code: async (digits) =>
      String((await operate('POST', `${path}/codes`, digits ? { digits } : {}))['code']),
    confirm: () => operate('POST', `${path}/confirm`, {}),
    async scan(page, at, amount) {
      await page.locator(at).waitFor();
      const code = readQr(readPng(await page.locator(at).screenshot()));
      await operate('POST', `${path}/scan`, { code, ...(amount && { amount }) });
    },
  };
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
  await page.goto(`${world.url}#/desk`);
  await page.getByRole('button', { name: 'Make the desk code' }).click();
  await buyer.scan(page, '.desk-page svg.code', '16.00');
  await page.locator('.incoming').waitFor();
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

/**
 * What a till has no way to do: it never sends an order with another amount, stops or deletes a shop's code, gives back a
 * payment of that code, asks about what is paid, or reads the settlement file.
 */
const notByTill = ['TQR-6', 'MQR-1', 'MQR-2', 'MQR-4', 'MQR-5', 'REC-1', 'HK-1'];

test('the cases are driven at the page', async () => {
  await runCommand(sampan, ['scenario', 'add', '--magic', '--admin', world.sandbox.admin], {
    ...{ stdout: new PassThrough(), stderr: new PassThrough(), environment: {} },
  });
  await Promise.all([otherContract(), ...[payments, shownCodes, password].map(atATablet)]);
  // Only who does not pay: a customer who confirms within so short a time may still come too late.
  world.secondsToPay(7);
  await Promise.all([tooLate, noAnswer].map(atATablet));
});

async function atATablet(lane: (page: Page) => Promise<void>): Promise<void> {
  await lane(await world.newTablet('Ng'));
}

test('and "sampan accept" says passed for each that a till can be driven to', async () => {
  const [hongKong, standard] = world.sandbox.demo.partners;
  const told = await accept('--partner', hongKong?.id ?? '', '--json');
  const { cases }: { readonly cases: readonly CaseVerdictView[] } = JSON.parse(told.text);
  const results = Object.fromEntries(cases.map(({ id, result }) => [id, result]));
  assert.deepEqual(results, {
    ...Object.fromEntries(cases.map(({ id }) => [id, 'passed'])),
    ...Object.fromEntries(notByTill.map((id) => [id, 'not tried'])),
    'HK-2': 'not applicable',
  });
  const spot = await accept('--partner', hongKong?.id ?? '', '--case', 'SPOT');
  assert.equal(spot.code, 0, spot.text);
  const hk2 = await accept('--partner', standard?.id ?? '', '--case', 'HK-2');
  assert.equal(hk2.code, 0, hk2.text);
});
