/**
 * Goal: clock, worlds, scenarios, acceptance board and advice are used from the inspector.
 * Method: a sandbox with its demo world, and a real Chromium; what a page has done is asked of the API.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { caseIds } from '../src/inspector/cases.ts';
import { seriousFaults } from '../test-kit/axe.ts';
import { type InspectorWorld, openInspectorWorld, withLineEnd } from './inspector-world.ts';
import { unexpected } from './wallet-world.ts';

let world: InspectorWorld;

before(async () => {
  world = await openInspectorWorld();
});
after(() => world?.close());

const now = async (): Promise<string> =>
  String((await world.sandbox.operate('GET', '/clock'))['now']);

test('the clock is moved to the expiry of an order and to midnight, and says what falls due', async () => {
  // Above what the wallet pays without its PIN: it waits.
  assert.equal(await world.shop.charge(await world.code(), '900.00', 'clock-1'), 'unknown');
  const { page, context, faults } = await world.open();
  await page.getByRole('button', { name: 'Move clock …' }).click();
  await page.locator('.due li', { hasText: 'Order clock-1 expires' }).waitFor();
  await page.locator('.due li', { hasText: 'Days are closed' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Expiry' }).click();
  await page.locator('.due li', { hasText: 'clock-1' }).waitFor({ state: 'detached' });
  const { status } = await world.sandbox.operate(
    'GET',
    `/trades/clock-1?partner=${world.partner.id}`,
  );
  assert.notEqual(status, 'waiting');
  const before = await now();
  await page.getByRole('button', { name: 'Midnight' }).click();
  await page.getByText(/^It is .* 00:00:\d\d now\.$/).waitFor();
  assert.equal(
    Date.parse((await now()).slice(0, 10)) - Date.parse(before.slice(0, 10)),
    86_400_000,
  );
  assert.match(await now(), /T00:00:/);
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('a scenario is added from text, its faults have their line, it hits, nearly hits, and is removed', async () => {
  const { page, context } = await world.open('#/scenarios');
  await page.getByRole('button', { name: 'New' }).click();
  const text = page.getByLabel('The scenario as text');
  await text.fill('{\n  "when": {},\n  "then": [}\n');
  await page.getByText(/^Line 3, column \d+: this is no JSON\.$/).waitFor();
  await text.fill('{\n  "when": {},\n  "then": [\n    { "anwser": "X" }\n  ]\n}');
  await page.getByRole('button', { name: 'Add scenario' }).click();
  await page
    .getByText(/^Line 4: There is no field then\[0\]\.anwser; did you mean answer\?/)
    .waitFor();
  await text.fill(
    JSON.stringify({
      name: 'only coffee',
      when: { service: 'alipay.acquire.precreate', fields: { total_fee: '39.25' } },
      then: [{ answer: 'SYSTEM_ERROR' }],
    }),
  );
  await page.getByRole('button', { name: 'Add scenario' }).click();
  await page.locator('.dh h1', { hasText: 'only coffee' }).waitFor();
  await assert.rejects(world.shop.order('39.25', 'scene-1'));
  await world.shop.order('39.26', 'scene-2');
  await page.getByText('total_fee was 39.26, not 39.25.').waitFor();
  await page.locator('.cap', { hasText: /^[1-9][0-9]* hits?$/ }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.locator('.srow').waitFor({ state: 'detached' });
  assert.deepEqual((await world.sandbox.operate('GET', '/scenarios'))['scenarios'], []);
  await context.close();
});

test('the board shows what a partner has passed, with evidence that leads to the exchange, and the advice', async () => {
  await world.shop.charge(await world.code(), '46.00', 'board-1');
  await world.wrongly('board-2', withLineEnd);
  const phone = { desk: false, width: 390, height: 844 };
  for (const options of [{}, { ...phone, locale: 'zh-HK' }]) {
    const { page, context, faults } = await world.open('#/acceptance', options);
    await page.locator('.crow', { hasText: 'SPOT-001' }).click();
    assert.match(page.url(), /[?&]open=SPOT-001/);
    await page.locator('.side-case .tl a', { hasText: 'board-1' }).first().waitFor();
    const ids = await page.locator('.crow b .mono').allTextContents();
    assert.deepEqual(ids.toSorted(), caseIds.toSorted(), 'each case has a name of its own');
    assert.deepEqual(await seriousFaults(page), []);
    const width = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
    assert.equal(width, true);
    await page.locator('.side-case .tl a', { hasText: 'board-1' }).first().click();
    await page.locator('.dh h1', { hasText: 'spot.pay' }).waitFor();
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
});

test('a case that failed after it had passed says so, and the board comes as JUnit', async () => {
  await world.shop.charge(await world.code(), '46.00', 'since-1');
  const { cases } = (await world.sandbox.operate(
    'GET',
    `/acceptance?partner=${world.partner.id}`,
  )) as {
    cases: { id: string; passedAt?: string }[];
  };
  assert.match(cases.find(({ id }) => id === 'SPOT-001')?.passedAt ?? '', /\+08:00$/);
  const { page, context } = await world.open('#/acceptance');
  await page.route('**/admin/acceptance?*', async (route) => {
    const reply = await route.fetch();
    const board = await reply.json();
    board.cases[0].failedSince = {
      ...{ at: '2026-11-27T12:00:00+08:00', reason: 'extend_info has no store_id' },
      evidence: board.cases[0].evidence,
    };
    await route.fulfill({ response: reply, json: board });
  });
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.locator('.crow', { hasText: /passed at \d\d:\d\d, failed since/ }).click();
  await page.locator('.side-case', { hasText: 'extend_info has no store_id' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JUnit' }).click(),
  ]);
  const xml = readFileSync((await file.path()) ?? '', 'utf8');
  assert.match(xml, /<testsuite name="acceptance of \d{16}" tests="20"/);
  assert.match(xml, /name="SPOT-001 direct payment"\/>/);
  await page.unrouteAll();
  await page.route('**/admin/acceptance?*', async (route) => {
    const reply = await route.fetch();
    const board = await reply.json();
    for (const each of board.cases) each.result = 'passed';
    await route.fulfill({ response: reply, json: board });
  });
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('heading', { name: 'All passed: 20 cases' }).waitFor();
  await page.getByRole('button', { name: 'Export' }).waitFor();
  await page.unrouteAll();
  await context.close();
});

test('a request is built, signed wrongly and rightly, sent, and leads to its exchange', async () => {
  const { page, context, faults } = await world.open('#/build?open=alipay.acquire.overseas.query');
  await page.getByLabel('partner_trans_id', { exact: true }).fill('never-made');
  await page.getByLabel('Signature').selectOption('unsorted');
  await page.getByRole('button', { name: 'Sign and send' }).click();
  await page.locator('pre', { hasText: 'ILLEGAL_SIGN' }).waitFor();
  await page.getByLabel('Signature').selectOption('right');
  await page.getByRole('button', { name: 'Sign and send' }).click();
  await page.locator('pre', { hasText: 'TRADE_NOT_EXIST' }).waitFor();
  await page
    .locator('pre', { hasText: `partner=${world.partner.id}&partner_trans_id=never-made` })
    .waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByText('Open the exchange').click();
  await page.locator('.wt .mono', { hasText: 'TRADE_NOT_EXIST' }).waitFor();
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('the page of the worlds lists them, or says why there are none', async () => {
  const { page, context } = await world.open();
  await page.getByLabel('World', { exact: true }).selectOption('*');
  await page.getByRole('heading', { name: 'Worlds' }).waitFor();
  await page.getByRole('button', { name: 'Create a world' }).waitFor();
  const reply = await fetch(`${world.sandbox.admin}/admin/worlds`);
  if (reply.ok) {
    await page.getByLabel('Name').fill('till-tests');
    await page.getByRole('button', { name: 'Create a world' }).click();
    await page.getByText('World till-tests is ready.').waitFor();
    await page.locator('.worlds li', { hasText: 'till-tests' }).getByText('Open').click();
    await page.getByText('No exchange yet.').waitFor();
    assert.match(page.url(), /world=till-tests/);
    await page.getByLabel('World', { exact: true }).selectOption('*');
    await page.locator('.worlds li', { hasText: 'till-tests' }).getByText('Drop').click();
    assert.deepEqual(await seriousFaults(page), []);
    await page.locator('dialog').getByRole('button', { name: 'Drop' }).click();
    await page.locator('.worlds li').waitFor({ state: 'detached' });
  } else {
    await page.getByText(/^There are no worlds here: /).waitFor();
  }
  await context.close();
});
