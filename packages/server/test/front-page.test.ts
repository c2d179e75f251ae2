/**
 * Goal: the front page shows what runs and how to make a first payment; in production it reveals
 * nothing.
 * Method: a server of each mode, requested as by browsers and programs.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type FrontPage, frontPageHtml } from '#front-page';
import { createTestDatabase } from '#test-kit';
import type { RunningServer, ServeOptions } from '../src/main/serve-options.ts';
import { serveHere } from './serve-here.ts';

const html = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };
const json = { accept: 'application/json' };

/** A server for the tests of one `describe`. */
function server(options: Partial<ServeOptions>) {
  let running: RunningServer;
  const ends: (() => Promise<unknown>)[] = [];
  before(async () => {
    const database = await createTestDatabase();
    ends.unshift(() => database.drop());
    const dataFolder = await mkdtemp(join(tmpdir(), 'sampan-page-'));
    ends.unshift(() => rm(dataFolder, { recursive: true }));
    running = await serveHere({ database, dataFolder, ...options });
    ends.unshift(() => running.stop());
  });
  after(async () => {
    for (const end of ends) await end();
  });
  return { address: () => `${running.publicPort}/`, operations: () => running.admin };
}

describe('the front page of a sandbox', () => {
  const { address, operations } = server({ demo: true });

  test('is a page that loads nothing and runs nothing', async () => {
    const response = await fetch(address(), { headers: html });
    const page = await response.text();
    assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    const policy = response.headers.get('content-security-policy') ?? '';
    const style = /<style>([\s\S]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    assert.ok(policy.startsWith(`default-src 'none'; style-src 'sha256-${hash}'`));
    assert.doesNotMatch(page, /<script|<img| style="| on[a-z]+="|url\(|@import/);
    assert.match(page, /852-90000001/);
    assert.match(page, /HKD\u00a010,000\.00/);
  });

  test('its wallets lead to their pages, and it says how a phone gets there', async () => {
    const page = await (await fetch(address(), { headers: html })).text();
    for (const brand of ['ferry', 'lantern']) {
      assert.match(page, new RegExp(`<a class="card door ${brand}" href="wallet/${brand}/">`));
      const wallet = await fetch(new URL(`wallet/${brand}/`, address()));
      assert.ok(wallet.status === 200 || wallet.status === 503, 'built, or being built');
    }
    assert.match(page, /npm start -- --host 0\.0\.0\.0</);
  });

  test('in a network it shows the code of the wallet, and what the camera needs', () => {
    const page = (address: string) =>
      frontPageHtml({
        name: 'sampan',
        mode: 'sandbox',
        wallet: `${address}/wallet/api`,
        sandbox: {},
      });
    const plain = page('http://192.168.1.20:8700');
    assert.match(plain, /aria-label="QR code of the wallet"/);
    assert.match(plain, /camera of the wallet needs an address with https/);
    assert.doesNotMatch(page('https://pay.example'), /needs an address with https/);
    assert.doesNotMatch(page('http://127.0.0.1:8700'), /QR code of the wallet/);
  });

  test('the till has a door of its own, with who signs in', () => {
    const demo = { partners: [], wallets: [], cashiers: [{ name: 'Lee', pin: '1357' }], staff: [] };
    const sandbox = { till: 'http://127.0.0.1:8790/', demo };
    const page = frontPageHtml({ name: 'sampan', mode: 'sandbox', sandbox });
    assert.match(page, /<a class="card door" href="http:\/\/127\.0\.0\.1:8790\/">/);
    assert.match(page, /Lee · PIN 1357/);
  });

  test('the portal has a door, with the log-in of the demo partner’s owner', async () => {
    const staff = [{ login: 'olive@demo.example', password: 'jasmine-kettle-46', role: 'owner' }];
    const demo = { partners: [], wallets: [], cashiers: [], staff };
    const portal = 'http://127.0.0.1:8700/portal/';
    const page = frontPageHtml({ name: 'sampan', mode: 'sandbox', portal, sandbox: { demo } });
    assert.match(page, /<a class="card door" href="portal\/">/);
    assert.match(page, /olive@demo\.example · jasmine-kettle-46/);
    const production = frontPageHtml({ name: 'sampan', mode: 'production', portal });
    assert.match(production, /href="portal\/">.*For partners’ staff/);
    assert.doesNotMatch(frontPageHtml({ name: 'sampan', mode: 'production' }), /portal/);
    const shown = (await (await fetch(address(), { headers: json })).json()) as FrontPage;
    const [first] = shown.sandbox?.demo?.staff ?? [];
    const asked = await fetch(`${shown.portal}api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sampan-session': 'portal' },
      body: JSON.stringify({ login: first?.login, password: first?.password }),
    });
    assert.equal(asked.status, 200, await asked.text());
  });

  test('the inspector has a door, which names any world but main', async () => {
    const sandbox = { inspector: 'http://127.0.0.1:8701/inspector/#/?world=till-tests' };
    const page = frontPageHtml({ name: 'sampan', mode: 'sandbox', sandbox });
    assert.match(page, /href="http:\/\/127\.0\.0\.1:8701\/inspector\/#\/\?world=till-tests">/);
    const at = `${operations()}/inspector/`;
    assert.equal(
      (await fetch(at, { redirect: 'manual' })).headers.get('referrer-policy'),
      'no-referrer',
    );
    assert.equal((await fetch(at, { headers: { origin: 'http://evil.example' } })).status, 403);
  });

  test('the console has a door, which leads to its page', async () => {
    const sandbox = { console: 'http://127.0.0.1:8701/console/' };
    const page = frontPageHtml({ name: 'sampan', mode: 'sandbox', sandbox });
    assert.match(page, /<a class="card door" href="http:\/\/127\.0\.0\.1:8701\/console\/">/);
    const at = `${operations()}/console/`;
    assert.equal((await fetch(at)).status, 200);
    assert.equal((await fetch(at, { headers: { origin: 'http://evil.example' } })).status, 403);
  });

  test('its first payment pays', async () => {
    const response = await fetch(address(), { headers: json });
    const { sandbox } = (await response.json()) as FrontPage;
    const [first = '', ...parts] = sandbox?.demo?.payment?.curl ?? [];
    const url = /'(.*)'/.exec(first)?.[1] ?? '';
    const body = parts.map((part) => /^-d '(.*)'$/.exec(part)?.[1]).join('&');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await (await fetch(url, { method: 'POST', body, headers })).text();
    assert.match(reply, /<result_code>SUCCESS<\/result_code>/);
  });

  test('a look at its head makes no payment code', async () => {
    const response = await fetch(address(), { method: 'HEAD' });
    assert.equal(response.status, 200);
    assert.equal(await response.text(), '');
  });
});

test('a database that does not answer is a line of the page', () => {
  const page = frontPageHtml({ name: 'sampan', mode: 'sandbox', sandbox: {} });
  assert.match(page, /Database<\/dt><dd class="down">does not answer/);
  assert.doesNotMatch(page, /no demo world/);
});

describe('the front page in production', () => {
  const { address, operations } = server({ sandbox: false, publicHost: '192.0.2.7' });

  test('has neither inspector nor console', async () => {
    for (const page of ['inspector', 'console']) {
      const at = `${operations()}/${page}/`;
      const headers = { authorization: 'Bearer operator-token-of-a-test' };
      assert.equal((await fetch(at, { headers })).status, 404);
      assert.equal((await fetch(at)).status, 401);
    }
  });

  test('names the gateway and nothing that only insiders need', async () => {
    const page = await (await fetch(address(), { headers: html })).text();
    assert.match(page, /\/gateway\.do/);
    assert.doesNotMatch(page, /PIN|2088|sandbox|Operations|SFTP|curl/);
    const { name, mode, gateway, wallet, portal, ...more } = (await (
      await fetch(address(), { headers: json })
    ).json()) as FrontPage;
    assert.deepEqual([name, mode, more], ['sampan', 'production', {}]);
    // As in codes: the address that others reach, not the one that we listen on.
    const outside = address().replace('127.0.0.1', '192.0.2.7');
    assert.deepEqual(
      [gateway, wallet, portal],
      [`${outside}gateway.do`, `${outside}wallet/api`, `${outside}portal/`],
    );
  });
});
