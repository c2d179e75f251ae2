/**
 * Goal: a partner's people get in, by password and invitation, and no further than their role.
 * Method: a sandbox with its demo staff, and a real Chromium at the portal.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seriousFaults } from '../test-kit/axe.ts';
import { openPortalWorld, type PortalWorld, signIn } from './portal-world.ts';
import { unexpected } from './wallet-world.ts';

let world: PortalWorld;

before(async () => {
  world = await openPortalWorld();
});
after(() => world?.close());

test('a wrong password says what to do; a right one opens the page that the address names', async () => {
  const person = world.person('developer');
  const { page, context, faults } = await world.open('#/settings');
  await signIn(page, { login: '', password: '' });
  await page.getByText('Type the address and the password.').waitFor();
  await signIn(page, { ...person, password: 'not the password' });
  await page.getByText('Address and password do not fit.').waitFor();
  assert.equal(await page.locator('input[name=login]').inputValue(), person.login);
  assert.deepEqual(await seriousFaults(page), []);
  await signIn(page, person);
  await page.getByRole('heading', { name: 'My settings' }).waitFor();
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await page.locator('input[name=password]').waitFor();
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('an invitation is shown once, accepted once, and its person gets in with the new password', async () => {
  const owner = await world.as('owner', '#/people');
  await owner.page.getByRole('button', { name: 'Invite' }).click();
  await owner.page.locator('dialog input[type=email]').fill('iris@demo.example');
  await owner.page.locator('dialog').getByLabel('Name', { exact: true }).fill('Iris Ng');
  await owner.page
    .locator('dialog')
    .getByRole('radio', { name: /^Finance/ })
    .check();
  await owner.page.getByRole('button', { name: 'Make the invitation' }).click();
  const address = (await owner.page.locator('.address').textContent()) ?? '';
  const { hash } = new URL(address);
  assert.match(hash, /^#\/invitation\/[\w-]{43}$/);
  await owner.page.locator('dialog').getByRole('button', { name: 'Done' }).click();
  await owner.page.locator('tr', { hasText: 'iris@demo.example' }).getByText('Invited').waitFor();

  const guest = await world.open(hash, { width: 390, height: 844, desk: false });
  await guest.page.getByText('Olive Au has invited you as Finance.').waitFor();
  await guest.page.locator('input[name=password]').fill('short');
  await guest.page.getByRole('button', { name: 'Accept and sign in' }).click();
  await guest.page.getByText('The password has 5 of at least 12 characters.').waitFor();
  assert.deepEqual(await seriousFaults(guest.page), []);
  await guest.page.locator('input[name=password]').fill('a kettle of jasmine tea');
  await guest.page.getByRole('button', { name: 'Accept and sign in' }).click();
  await guest.page.locator('dialog', { hasText: 'Your password, to begin' }).waitFor();
  await guest.page.keyboard.press('Escape');
  await guest.page.getByText('Finance of').waitFor();

  const late = await world.open(hash);
  await late.page.getByText('This invitation is used, replaced or over.').waitFor();
  await late.page.getByRole('link', { name: 'Go to the sign-in' }).click();
  await signIn(late.page, { login: 'iris@demo.example', password: 'a kettle of jasmine tea' });
  await late.page.locator('.shell').waitFor();
  for (const { context, faults } of [owner, guest, late]) {
    assert.deepEqual(unexpected(faults), []);
    await context.close();
  }
});

test('an owner changes a role and ends an access with a reason; the devices of that person are out at once', async () => {
  const sam = await world.as('supervisor', '#/settings');
  const { page, context } = await world.as('owner', '#/people');
  await page.locator('tr', { hasText: 'Sam Yu' }).getByRole('button', { name: 'Change …' }).click();
  await page.getByRole('radio', { name: /^Developer/ }).check();
  await page.getByRole('button', { name: 'Change the role' }).click();
  await page.locator('tr', { hasText: 'Sam Yu' }).getByText('Developer').waitFor();
  await page.locator('tr', { hasText: 'Sam Yu' }).getByRole('button', { name: 'Change …' }).click();
  await page.getByRole('button', { name: 'End the access …' }).click();
  await page.locator('dialog textarea').fill('Moved to another company');
  await page.getByRole('button', { name: 'End the access of Sam Yu' }).click();
  await page.locator('tr', { hasText: 'Sam Yu' }).getByText('Left').waitFor();
  await sam.page.reload();
  await sam.page.locator('input[name=login]').waitFor();
  await page.locator('tr', { hasText: 'Sam Yu' }).getByRole('link', { name: 'Log' }).click();
  await page.goto(page.url().replace(/#.*/, '#/log'));
  await page.locator('tr', { hasText: 'Moved to another company' }).waitFor();
  await sam.context.close();
  await context.close();
});

test('a page that is not for a role stays in the side bar, and says who may and who can give it', async () => {
  const { page, context, faults } = await world.as('finance', '#/people');
  await page.getByText('People: not for your role.').waitFor();
  await page.getByText('Who may: Owner. You are signed in as Finance.').waitFor();
  await page.getByRole('link', { name: 'People' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('a session that was ended elsewhere leads to the sign-in, and back to the same page', async () => {
  const { page, context } = await world.as('finance', '#/settings');
  const other = await world.as('finance', '#/settings');
  await other.page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await other.page.locator('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await other.page.locator('input[name=login]').waitFor();
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.locator('form input[autocomplete=current-password]').fill('whatever it is');
  await page.locator('form input[autocomplete=new-password]').fill('whatever it will be');
  await page.locator('form').getByRole('button', { name: 'Change password' }).click();
  await page.getByText('You were signed out.').waitFor();
  await signIn(page, world.person('finance'));
  await page.getByRole('heading', { name: 'My settings' }).waitFor();
  await other.context.close();
  await context.close();
});

test('keys lead to pages, and the words are those of the chosen language', async () => {
  const { page, context } = await world.as('owner', '#/settings');
  await page.getByRole('heading', { name: 'My settings' }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await page.getByRole('heading', { name: 'People' }).waitFor();
  await page.keyboard.press('?');
  await page.locator('.key-list', { hasText: 'Go to Trades' }).waitFor();
  await page.keyboard.press('Escape');
  await page.goto(page.url().replace(/#.*/, '#/settings'));
  await page.getByLabel('Language', { exact: true }).selectOption('zh-HK');
  await page.getByRole('heading', { name: '我的設定' }).waitFor();
  await page.getByLabel('語言', { exact: true }).selectOption('zh-CN');
  await page.getByRole('heading', { name: '我的设置' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: '我的设置' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await context.close();
});

test('axe finds nothing serious on the pages of people, in light and dark, and nothing is wider than a phone', async () => {
  for (const dark of [false, true]) {
    const owner = await world.as('owner', '#/settings', { dark });
    for (const place of ['settings', 'people', 'people?open=invite', 'log', 'nowhere']) {
      await owner.page.goto(owner.page.url().replace(/#.*/, `#/${place}`));
      await owner.page.locator('.top h1').waitFor();
      await owner.page.locator('.skeleton').first().waitFor({ state: 'detached' });
      assert.deepEqual(await seriousFaults(owner.page), [], place);
    }
    await owner.page.setViewportSize({ width: 390, height: 844 });
    for (const place of ['settings', 'people', 'log']) {
      await owner.page.goto(owner.page.url().replace(/#.*/, `#/${place}`));
      await owner.page.locator('.top h1').waitFor();
      const width = await owner.page.evaluate('document.documentElement.scrollWidth');
      assert.equal(width, 390, place);
      assert.deepEqual(await seriousFaults(owner.page), [], place);
    }
    await owner.page.getByRole('button', { name: 'Menu' }).click();
    await owner.page.locator('dialog.drawer').getByRole('link', { name: 'Log' }).click();
    await owner.page.getByRole('heading', { name: 'Log' }).waitFor();
    assert.deepEqual(unexpected(owner.faults), []);
    await owner.context.close();
  }
});

test('the page is served with a strict policy, and nothing in it is inlined', async () => {
  const reply = await fetch(`${world.sandbox.url}/portal/`);
  const policy = reply.headers.get('content-security-policy') ?? '';
  assert.match(policy, /style-src 'self';/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.doesNotMatch(await reply.text(), /<script>|<style| style="|https?:\/\//);
  assert.equal((await fetch(`${world.sandbox.url}/portal`)).url, `${world.sandbox.url}/portal/`);
});
