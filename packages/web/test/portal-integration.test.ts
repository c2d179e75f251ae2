/**
 * Goal: a developer sees the keys, rotates them, is kept from sending a private one, and finds a notification that was not
 * taken, why, and sends it again.
 * Method: the portal in a real browser against a sandbox with a receiver that fails and then works.
 */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { seriousFaults } from '../test-kit/axe.ts';
import { openPortalSandbox, type PortalSandbox } from './portal-sandbox.ts';

let world: PortalSandbox;
before(async () => {
  world = await openPortalSandbox();
});
after(() => world.close());

test('the MD5 key is rotated with an overlap, and shown once', async () => {
  const { page, context, faults } = await world.open('developer', '#/keys');
  const rows = page.locator('.figure-table tbody tr');
  await rows.first().waitFor();
  const count = await rows.count();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Rotate the MD5 key…' }).click();
  await page.getByRole('button', { name: '24 hours' }).click();
  await page.getByRole('button', { name: 'Make a new MD5 key' }).click();
  const shown = page.locator('.new-key .num');
  const md5Key = String(await shown.textContent());
  assert.match(md5Key, /^\S{32,128}$/);
  assert.equal(await rows.count(), count + 1);
  await page.locator('.pill', { hasText: 'Still accepted' }).waitFor();
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await shown.waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await context.close();
});

test('a private key stays in the page; the public half is taken', async () => {
  const { page, context, faults } = await world.open('owner', '#/keys', { dark: true });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.postData() ?? ''));
  await page.getByRole('button', { name: /public key…/ }).click();
  const field = page.getByLabel('Public key', { exact: true });
  const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await field.fill(secret);
  await page.getByText('This is a private key. It was not sent and not stored.').waitFor();
  const send = page.getByRole('dialog').locator('button[type=submit]');
  assert.equal(await send.isDisabled(), true);
  assert.deepEqual(await seriousFaults(page), []);
  await field.fill(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  await page.getByText('This is a public key.').waitFor();
  await send.click();
  await page.getByText('The new public key is accepted from now on.').waitFor();
  const secretPart = secret.split('\n')[3] ?? secret;
  assert.ok(sent.every((body) => !body.includes(secretPart)));
  assert.ok(sent.some((body) => body.includes('BEGIN PUBLIC KEY')));
  assert.deepEqual(faults, []);
  await context.close();
});

test('a notification that was not taken says why, and is sent again', async () => {
  let answer = { status: 502, body: 'bad gateway' };
  const receiver = createServer((request, response) => {
    request.resume();
    response.writeHead(answer.status).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo;
  const notifyUrl = `http://127.0.0.1:${port}/sampan`;
  await world.payOrder('note-1', '46.00', notifyUrl);
  const { page, context, faults } = await world.open('developer', '#/notifications');
  await page.getByText(`${notifyUrl} has not taken a notification since`).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.locator('.figure-table tbody tr').first().getByRole('link').first().click();
  await page.getByText('HTTP 502').first().waitFor();
  await page.getByText('bad gateway').first().waitFor();
  answer = { status: 200, body: 'success' };
  await page.getByRole('button', { name: 'Send it again' }).click();
  await page.getByText('Your program has taken it.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  assert.match(page.url(), /open=/);
  assert.deepEqual(faults, []);
  await context.close();
  receiver.closeAllConnections();
  receiver.close();
});

test('who may not see the keys reads who may', async () => {
  const { page, context, faults } = await world.open('finance', '#/keys');
  await page.getByText('Keys: not for your role.').waitFor();
  await page.getByText('Owner · Developer').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
