/**
 * Goal: a buyer pays what a code asks for, whether the camera, a picture or pasted text brings it, sees every amount before
 * the PIN, and learns in a sentence why something cannot be paid.
 * Method: the wallet app in a real browser whose camera sees the code of an order of a real sandbox.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { joinShopSign, writeEmvCode, writeShopSign } from '@sampan/emv-qr';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../test-kit/axe.ts';
import { fakeCamera } from '../test-kit/fake-camera.ts';
import {
  openWalletWorld,
  paste,
  typePin,
  unexpected,
  verdict,
  type WalletWorld,
} from './wallet-world.ts';

let world: WalletWorld;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sampan-camera-'));
  world = await openWalletWorld(async (shop) =>
    fakeCamera(join(folder, 'order.y4m'), await shop.order('46.00', 'camera-1')),
  );
});

after(async () => {
  await world?.close();
  await rm(folder, { recursive: true });
});

/** A printed sign of other schemes. */
function foreignSign(name: string, ...guids: readonly string[]): string {
  const fields = [{ id: '02', value: '1234567' }];
  const accounts = guids.map((guid, index) => ({ id: String(26 + index), guid, fields }));
  const code = { accounts, category: '0000', currency: '344', country: 'HK', name, city: 'HK' };
  const written = writeEmvCode(code);
  assert.ok(written.ok, JSON.stringify(written));
  return written.value;
}

/** As if the buyer had refused the browser's question. */
const noCamera = (page: Page) =>
  page.addInitScript(
    `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`,
  );

test('the camera reads the code of an order, and the buyer pays it', async () => {
  const { page, context, faults, buyer } = await world.phone();
  await context.grantPermissions(['camera']);
  await page.locator('.doors a').first().click();
  await page.getByRole('heading', { name: 'Order' }).waitFor();
  await page.getByText('Harbour Coffee').first().waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Pay HKD 46.00' }).click();
  await typePin(page);
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(await world.balance(buyer), '954.00');
  assert.deepEqual(unexpected(faults), []);
  await context.close();
});

test('without a camera there is a sentence, and a picture of a code does as well', async () => {
  const { page, context } = await world.phone({ prepare: noCamera });
  const qr = await world.shop.order('30.00', 'picture-1');
  const token = qr.split('/').at(-1) ?? '';
  const picture = await fetch(`${world.sandbox.url}/qr/${token}/M.png`);
  await page.locator('.doors a').first().click();
  await page.getByText('The camera is blocked. Choose a picture or paste the code.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.locator('input[type=file]').setInputFiles({
    name: 'code.png',
    mimeType: 'image/png',
    buffer: Buffer.from(await picture.arrayBuffer()),
  });
  await page.getByRole('button', { name: 'Pay HKD 30.00' }).waitFor();
  await context.close();
});

test("at a shop's code the buyer types the amount and sees the fee before the PIN", async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await paste(page, await world.shop.shopCode('0.01'));
  await page.getByText('Type the amount first').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  for (const key of ['3', '8', '.', '5']) {
    const name = key === '.' ? 'Decimal point' : key;
    await page.locator('.keys').getByRole('button', { name, exact: true }).click();
  }
  await page.getByRole('button', { name: 'Pay HKD 38.89' }).click();
  await typePin(page);
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(await world.balance(buyer), '961.11');
  await context.close();
});

test('a mainland wallet sees both currencies and the rate, before and after it pays', async () => {
  const { page, context } = await world.phone({
    brand: 'lantern',
    locale: 'zh-CN',
    prepare: noCamera,
  });
  await paste(page, await world.shop.order('46.00', 'abroad-1'));
  await page.getByText('约付').waitFor();
  await page.getByText(/约 1 HKD = 0\.\d+ CNY/).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: '支付 HKD 46.00' }).click();
  await typePin(page);
  assert.equal(await verdict(page).textContent(), '付款成功');
  await page.getByText(/汇率在付款时锁定。全额退款将退回 CNY \d+\.\d\d。/).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await context.close();
});

test("a shop's code is paid from an HKQR sign, alone and beside a bank's code", async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  const home = page.url();
  const url = await world.shop.shopCode();
  const own = writeShopSign({ url, name: 'Harbour Coffee', city: 'Hong Kong', currency: '344' });
  const joined = joinShopSign(foreignSign('Bank', 'hk.com.hkicl'), url);
  for (const sign of [own, joined]) {
    assert.ok(sign.ok, JSON.stringify(sign));
    await paste(page, sign.value);
    await page.getByText('Type the amount first').waitFor();
    for (const key of ['3', '8']) {
      await page.locator('.keys').getByRole('button', { name: key, exact: true }).click();
    }
    await page.getByRole('button', { name: 'Pay HKD 38.00' }).click();
    await typePin(page);
    assert.equal(await verdict(page).textContent(), 'Paid');
    await page.goto(home);
  }
  assert.equal(await world.balance(buyer), '924.00');
  await context.close();
});

test('what cannot be paid says why, and what to do next', async () => {
  const { page, context } = await world.phone({ balance: '20.00', prepare: noCamera });
  const foreign = [
    ['000201010211265500260014hk.com.hkicl0106123456', /This is an FPS code/],
    [foreignSign('FPS', 'hk.com.hkicl'), /This is an FPS code. This wallet cannot pay it/],
    [foreignSign('both', 'hk.com.hkicl', 'com.wechat'), /This sign is for FPS \/ WeChat Pay\./],
    [foreignSign('strange', 'zz.strange'), /This sign is for other payment apps/],
    ['00020101021152045812', /This code is damaged or incomplete/],
    ['wxp://f2f0abcdefgh', /This is a code of WeChat Pay/],
    ['281234567890123456', /This is a payment code/],
    ['https://example.com/menu', /This code is not for paying. It says: https:/],
    ['unknowncode12345678', /This code is not known here/],
  ] as const;
  for (const [code, sentence] of foreign) {
    await paste(page, code);
    await page.getByText(sentence).waitFor();
    await page.getByRole('button', { name: 'Scan again' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
  }
  await paste(page, await world.shop.order('50.00', 'dear-1'));
  await page.getByRole('button', { name: 'Pay HKD 50.00' }).click();
  await typePin(page);
  await page.getByText('Balance too small: HKD 30.00 missing. Nothing was charged.').waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('link', { name: 'Top up' }).click();
  await page.getByRole('heading', { name: 'Top up' }).waitFor();
  await context.close();
});

test('the same order in two windows is paid in one of them', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await paste(page, await world.shop.order('60.00', 'twice-1'));
  await page.getByRole('button', { name: 'Pay HKD 60.00' }).click();
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByRole('button', { name: 'Pay HKD 60.00' }).click();
  // The first window's request waits, as on a slow network.
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/wallet/api/pay', async (route) => {
    await released;
    await route.continue();
  });
  await typePin(page);
  await page.getByText('Checking …').waitFor();
  await second.locator('.pin-sheet input').focus();
  await typePin(second);
  await second.getByText('Already being paid in another window').waitFor();
  release();
  assert.equal(await verdict(page).textContent(), 'Paid');
  assert.equal(await world.balance(buyer), '940.00');
  await context.close();
});

test('leaving an order asks once, and a frozen wallet says so everywhere', async () => {
  const { page, context, buyer } = await world.phone({ prepare: noCamera });
  await paste(page, await world.shop.order('70.00', 'left-1'));
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByText(/^The order stays open until \d\d:\d\d\.$/).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'Leave' }).click();
  await world.sandbox.operate('PATCH', `/wallets/${buyer.walletId}`, { status: 'frozen' });
  await page.reload();
  await page.getByText('Your wallet is frozen. Nobody can pay from it.').first().waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await paste(page, await world.shop.order('80.00', 'frozen-1'));
  await page.getByText('Your wallet is frozen. Nobody can pay from it.').waitFor();
  await context.close();
});
