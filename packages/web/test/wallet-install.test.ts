/**
 * Goal: the wallet installs on a phone, opens without network with what it knew, and never keeps anything of a wallet in
 * a cache.
 * Method: the manifest is checked against its files; a real service worker serves a phone that is taken off the network.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import { openWalletWorld, type WalletWorld } from './wallet-world.ts';

let world: WalletWorld;

before(async () => {
  world = await openWalletWorld();
});

after(() => world?.close());

interface Manifest {
  readonly name: string;
  readonly start_url: string;
  readonly display: string;
  readonly icons: readonly {
    readonly src: string;
    readonly sizes: string;
    readonly purpose?: string;
  }[];
}

for (const brand of ['ferry', 'lantern']) {
  test(`the manifest of ${brand} has what phones ask for`, async () => {
    const at = `${world.sandbox.url}/wallet/${brand}/manifest.webmanifest`;
    const reply = await fetch(at);
    assert.equal(reply.headers.get('content-type'), 'application/manifest+json');
    const { name, start_url, display, icons } = (await reply.json()) as Manifest;
    assert.deepEqual([start_url, display], ['./', 'standalone']);
    assert.match(name, /\p{Script=Han}$/u);
    assert.ok(icons.some(({ purpose }) => purpose === 'maskable'));
    for (const { src, sizes } of icons.filter((icon) => icon.src.endsWith('.png'))) {
      const picture = PNG.sync.read(
        Buffer.from(await (await fetch(new URL(src, at))).arrayBuffer()),
      );
      assert.equal(`${picture.width}x${picture.height}`, sizes);
    }
    assert.ok(
      icons.some(({ sizes }) => sizes === '192x192') &&
        icons.some(({ sizes }) => sizes === '512x512'),
    );
  });
}

test('without network the app opens from the service worker, with the balance as last seen', async () => {
  const { page, context } = await world.phone({ worker: true });
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.reload();
  await page.locator('.home .ready').waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByText(/Balance · As of \d\d:\d\d/).waitFor();
  await page
    .getByText(/^No network/)
    .first()
    .waitFor();
  const kept = await page.evaluate(
    `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((lists) => lists.flat().map((request) => new URL(request.url).pathname))`,
  );
  const paths = kept as string[];
  assert.ok(paths.length > 10 && paths.includes('/wallet/ferry/'));
  assert.ok(!paths.some((path) => path.includes('/api/')), 'nothing of a wallet is in the cache');
  await context.setOffline(false);
  await page.locator('.home .ready').waitFor();
  await context.close();
});

test('a phone without network that has never signed in gets a sentence and a button', async () => {
  const { page, context } = await world.newPhone({ worker: true });
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  await page.reload();
  await page.locator('.sandbox').waitFor();
  await context.setOffline(true);
  await page.reload();
  await page.getByText('Could not load.').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await context.close();
});
