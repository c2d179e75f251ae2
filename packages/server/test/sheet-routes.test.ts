/**
 * Goal: the holder of a shop's code can print its sheet until the code is deleted.
 * Method: codes are made, changed, stopped and deleted over the wire, and their sheets asked for.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readEmvCode } from '@sampan/emv-qr';
import { type PartnerId, required } from '@sampan/primitives';
import Fastify, { type FastifyInstance } from 'fastify';
import { findCode, pictureRoutes, pictureUrls, readCode } from '#codes';
import type { Reader } from '#database';
import { sheetRoutes, sheetUrls } from '#print';
import { createCode, modifyCode, precreate, setCodeStatus, shopData } from './gateway-asked.ts';
import { type GatewayWorld, gatewayWorld, publicUrl } from './gateway-world.ts';
import { decoded, pdfModules, readPdf, readSvg, svgModules } from './sheet-reader.ts';

let world: GatewayWorld;
let reader: Reader;
let server: FastifyInstance;
let partner: PartnerId;
before(async () => {
  world = await gatewayWorld();
  partner = await world.partner();
  ({ reader } = world.platform);
  server = Fastify();
  const codes = { find: findCode(reader, () => publicUrl) };
  await server.register(pictureRoutes, codes);
  await server.register(sheetRoutes, codes);
});
after(async () => {
  await server.close();
  await world.close();
});

let shops = 0;

async function newCode(data: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const asked = createCode({ ...shopData, store_id: `S_${++shops}`, ...data });
  const { fields, reply } = await world.ask(partner, asked);
  assert.ok(reply.isSuccess, reply.error);
  return required(fields.qrcode, 'a value');
}

const tokenOf = (qrcode: string) => required(readCode(qrcode), 'a value has a token');

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  server.inject({ url: path, headers });

test('a shop’s sheet is served as PDF and SVG, and its code with its name', async () => {
  const qrcode = await newCode({ store_name: '海港咖啡（中環）' });
  const { pdf, svg, named } = sheetUrls('', tokenOf(qrcode));
  const paper = await get(pdf);
  assert.equal(paper.statusCode, 200);
  assert.equal(paper.headers['content-type'], 'application/pdf');
  assert.equal(paper.headers['x-content-type-options'], 'nosniff');
  const read = readPdf(paper.rawPayload);
  assert.equal(decoded(pdfModules(read.page)), qrcode);
  assert.equal(read.lines[2], '海港咖啡（中環）');
  for (const url of [svg, named]) {
    const picture = await get(url);
    assert.equal(picture.headers['content-type'], 'image/svg+xml');
    assert.match(String(picture.headers['content-security-policy']), /default-src 'none'/);
    assert.ok(readSvg(picture.rawPayload).texts.includes('海港咖啡（中環）'));
    assert.equal(decoded(svgModules(picture.body)), qrcode);
  }
});

test('a shop’s sheet as an HKQR names the shop, and reads as the code', async () => {
  const qrcode = await newCode({ store_name: 'Harbour 海港咖啡' });
  const { hkqrPdf, hkqrSvg } = sheetUrls('', tokenOf(qrcode));
  const paper = await get(hkqrPdf);
  assert.equal(paper.headers['content-type'], 'application/pdf');
  const text = decoded(pdfModules(readPdf(paper.rawPayload).page)) ?? '';
  const picture = await get(hkqrSvg);
  assert.equal(decoded(svgModules(picture.body)), text);
  assert.ok(readSvg(picture.rawPayload).texts.includes('Harbour 海港咖啡'));
  const read = readEmvCode(text);
  assert.ok(read.ok, JSON.stringify(read));
  const { name, otherLanguage, currency, country, uses } = read.value;
  assert.deepEqual(
    { name, otherLanguage, currency, country, uses },
    {
      name: 'Harbour',
      otherLanguage: { language: 'zh', name: 'Harbour 海港咖啡' },
      currency: '344',
      country: 'HK',
      uses: 'many',
    },
  );
  assert.equal(readCode(text), tokenOf(qrcode));
  assert.equal(readCode(`${text.slice(0, -1)}x`), undefined);
});

test('a sheet follows its shop’s name; a current copy is not sent again', async () => {
  const qrcode = await newCode({ store_name: 'Old Name' });
  const { svg } = sheetUrls('', tokenOf(qrcode));
  const old = await get(svg);
  const tag = required(old.headers.etag, 'a tag');
  assert.equal(old.headers['cache-control'], 'public, no-cache');
  const again = await get(svg, { 'if-none-match': `"other", W/${tag}` });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
  const data = { store_id: `S_${shops}`, store_name: 'New Name' };
  const { reply } = await world.ask(partner, modifyCode(qrcode, data));
  assert.ok(reply.isSuccess, reply.error);
  const changed = await get(svg, { 'if-none-match': tag });
  assert.equal(changed.statusCode, 200);
  assert.ok(readSvg(changed.rawPayload).texts.includes('New Name'));
});

test('a stopped code may still be printed; a deleted one never again', async () => {
  const qrcode = await newCode();
  const urls = Object.values(sheetUrls('', tokenOf(qrcode)));
  const statuses = async () => Promise.all(urls.map(async (url) => (await get(url)).statusCode));
  const sheets: unknown[] = [];
  for (const status of ['STOP', 'RESTART', 'DELETE']) {
    const { reply } = await world.ask(partner, setCodeStatus(qrcode, status));
    assert.ok(reply.isSuccess, reply.error);
    sheets.push([status, ...(await statuses())]);
  }
  assert.deepEqual(sheets, [
    ['STOP', 200, 200, 200, 200, 200],
    ['RESTART', 200, 200, 200, 200, 200],
    ['DELETE', 404, 404, 404, 404, 404],
  ]);
  // The address that partners were given keeps its picture.
  assert.equal((await get(pictureUrls('', tokenOf(qrcode)).large)).statusCode, 200);
});

test('an order’s code and an unknown one have no sheet', async () => {
  const { fields } = await world.ask(partner, precreate('order-1'));
  const order = tokenOf(required(fields.qr_code, 'a value'));
  assert.equal((await get(pictureUrls('', order).small)).statusCode, 200);
  const unknown = 'nobodyknowsthiscode';
  for (const token of [order, unknown, 'short', '..%2f..%2fsecret', '%00'.repeat(9)]) {
    for (const url of Object.values(sheetUrls('', token))) {
      const answer = await get(url);
      assert.equal(answer.statusCode, 404, url);
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
  }
  const qrcode = await newCode();
  for (const file of ['sheet.png', 'sheet.pdf.exe', 'SHEET.PDF', 'named.png', 'sheet']) {
    assert.equal((await get(`/qr/${tokenOf(qrcode)}/${file}`)).statusCode, 404, file);
  }
});
