/**
 * Goal: our codes can be scanned from screen and paper, and contain what we wrote.
 * Method: pictures are distorted as by a camera and read with an independent decoder.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@sampan/primitives';
import Fastify from 'fastify';
import {
  blur,
  expose,
  type Photograph,
  readPng,
  readQr,
  retake,
} from '../../test-kit/photograph.ts';
import {
  type CodePicture,
  KeptBytes,
  orderCodeUrl,
  PictureBook,
  pictureRoutes,
  pictureSizes,
  pictureUrls,
  readCode,
} from './index.ts';

const token = 'k3v9m2x7q8w1z5b4n6j0h2c8';
const order: CodePicture = {
  text: orderCodeUrl('https://pay.example.com', token),
  errorCorrection: 'M',
};
const shop: CodePicture = {
  text: orderCodeUrl('http://payments.harbour-campus.example.edu.hk:8080/sampan', token),
  errorCorrection: 'H',
};
const short: CodePicture = { text: 'https://a.hk/q/abcdefgh', errorCorrection: 'M' };
const long: CodePicture = {
  text: orderCodeUrl(`https://${'long-name.'.repeat(12)}example.com/pay`, token.repeat(2)),
  errorCorrection: 'M',
};
const codes = { order, shop, short, long };

/** A camera's view of another screen: different grid, slightly soft, grey instead of black. */
const fromScreen = (picture: Photograph, seed: number): Photograph => {
  const retaken = retake(picture, { scale: 1.37, degrees: 3 });
  return expose(blur(retaken, 1), { black: 50, white: 215, noise: 9 }, seededRandom(seed));
};

/** A printed sheet, skewed and in bad light. */
const fromPaper = (picture: Photograph, seed: number): Photograph => {
  const printed = retake(blur(picture, 2), { scale: 0.63, degrees: -11 });
  return expose(blur(printed, 1), { black: 70, white: 180, noise: 10 }, seededRandom(seed));
};

for (const [name, code] of Object.entries(codes)) {
  test(`the ${name} code reads as what was written, in every size`, () => {
    for (const size of pictureSizes) {
      const picture = readPng(new PictureBook().picture(code, size, 'png'));
      assert.equal(readQr(picture), code.text);
    }
  });

  // The longest code has the smallest modules: if it can be read in every size and light, all can.
  const isHardest = code === long;

  test(`the ${name} code reads from a screenshot that was scaled, softened and turned`, () => {
    for (const size of isHardest ? pictureSizes : (['M'] as const)) {
      const picture = readPng(new PictureBook().picture(code, size, 'png'));
      assert.equal(readQr(fromScreen(picture, 3)), code.text, size);
    }
  });

  test(`the ${name} code reads from a printed sheet in bad light`, () => {
    const picture = readPng(new PictureBook().picture(code, 'L', 'png'));
    for (const seed of isHardest ? [1, 2, 3] : [1])
      assert.equal(readQr(fromPaper(picture, seed)), code.text);
  });
}

test('a printed shop code may have a stain', () => {
  const picture = readPng(new PictureBook().picture(shop, 'L', 'png'));
  const { width } = picture;
  const [from, to] = [Math.floor(width * 0.44), Math.floor(width * 0.58)];
  const grey = picture.grey.map((value, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return x > from && x < to && y > from && y < to ? 128 : value;
  });
  assert.equal(readQr(fromPaper({ ...picture, grey }, 4)), shop.text);
});

test('modules are whole pixels with four modules of quiet zone', () => {
  for (const code of Object.values(codes)) {
    for (const size of pictureSizes) {
      const picture = readPng(new PictureBook().picture(code, size, 'png'));
      const { width, height, grey } = picture;
      const firstDark = grey.indexOf(0);
      const [left, top] = [firstDark % width, Math.floor(firstDark / width)];
      // The finder pattern starts with a line of seven dark modules.
      const pixels = grey.subarray(firstDark, firstDark + width).findIndex((each) => each > 0) / 7;
      assert.ok(Number.isInteger(pixels) && pixels >= 4);
      assert.deepEqual([left, top, width], [4 * pixels, 4 * pixels, height]);
      assert.equal(width % pixels, 0);
    }
  }
});

test('the SVG shows the same modules as the PNG', () => {
  const svg = new PictureBook().picture(order, 'S', 'svg').toString();
  const { width, grey } = readPng(new PictureBook().picture(order, 'S', 'png'));
  const [, size = 0] = (/viewBox="0 0 (\d+) /.exec(svg) ?? []).map(Number);
  const drawn = new Float64Array(size * size).fill(255);
  const path = svg.split('fill="#000"')[1] ?? '';
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    drawn.fill(0, Number(y) * size + Number(x), Number(y) * size + Number(x) + Number(run));
  }
  const pixels = width / size;
  const fromPng = drawn.map((_, index) => {
    const [x, y] = [index % size, Math.floor(index / size)];
    return grey[y * pixels * width + x * pixels] ?? 0;
  });
  assert.deepEqual(drawn, fromPng);
});

test('a picture costs under 5 ms of a processor, and is kept while there is room', () => {
  const kept = new KeptBytes(20_000);
  const book = new PictureBook(kept);
  const times = Array.from({ length: 40 }, (_, index) => {
    const text = orderCodeUrl('https://pay.example.com', `${token}${index}`);
    const before = process.cpuUsage();
    book.picture({ text, errorCorrection: 'M' }, 'M', 'png');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  }).sort((one, other) => one - other);
  assert.ok((times[10] ?? 99) < 5, `${times[10]} ms`);
  assert.ok(kept.bytes > 10_000 && kept.bytes <= 20_000);
  const newest = {
    text: orderCodeUrl('https://pay.example.com', `${token}39`),
    errorCorrection: 'M',
  } as const;
  assert.equal(book.picture(newest, 'M', 'png'), book.picture(newest, 'M', 'png'));
});

test('what is kept twice takes its room once', () => {
  const kept = new KeptBytes();
  kept.keep('code', Buffer.alloc(1_000));
  const { bytes } = kept;
  kept.keep('code', Buffer.alloc(1_000));
  assert.equal(kept.bytes, bytes);
});

test('a code is found in its address or by itself, and nowhere else', () => {
  const good = [
    token,
    ` ${token}\n`,
    orderCodeUrl('https://pay.example.com', token),
    orderCodeUrl('http://127.0.0.1:8701/', token),
    `HTTPS://PAY.EXAMPLE.COM/Q/${token}`,
    `https://pay.example.com/below/q/${token}/?from=receipt#top`,
  ];
  for (const text of good) assert.equal(readCode(text), token, text);
  const bad = [
    '',
    'abc',
    'x'.repeat(65),
    `${token}%00`,
    `https://pay.example.com/q/`,
    `https://pay.example.com/q/${token}/more`,
    `https://pay.example.com/?q=/q/${token}`,
    `javascript:alert(1)//x/q/${token}`,
    `https://pay example.com/q/${token}`,
    `https://x/${'a'.repeat(3_000)}/q/${token}`,
  ];
  for (const text of bad) assert.equal(readCode(text), undefined, text);
});

test('addresses of pictures need no escaping', () => {
  const urls = pictureUrls('https://pay.example.com/', token);
  assert.deepEqual(urls, {
    small: `https://pay.example.com/qr/${token}/S.png`,
    medium: `https://pay.example.com/qr/${token}/M.png`,
    large: `https://pay.example.com/qr/${token}/L.png`,
  });
  for (const url of Object.values(urls)) assert.equal(encodeURI(url), url);
});

async function openServer() {
  // As on the public port: a route supports HEAD only if declared.
  const server = Fastify({ exposeHeadRoutes: false });
  const find = async (asked: string) => (asked === token ? order : undefined);
  await server.register(pictureRoutes, { find });
  return server;
}

test('pictures are served by size and format, and may be cached', async () => {
  const server = await openServer();
  for (const url of Object.values(pictureUrls('', token))) {
    const { statusCode, headers, rawPayload } = await server.inject(url);
    assert.equal(statusCode, 200);
    assert.equal(headers['content-type'], 'image/png');
    assert.match(String(headers['cache-control']), /public, max-age=\d+, immutable/);
    assert.equal(readQr(readPng(rawPayload)), order.text);
  }
  const svg = await server.inject(`/qr/${token}/M.svg`);
  assert.equal(svg.headers['content-type'], 'image/svg+xml');
  await server.close();
});

// Regression: HEAD was 404, so caches reloaded unchanged pictures.
test('HEAD and a conditional request get no picture', async () => {
  const server = await openServer();
  for (const url of [`/qr/${token}/M.png`, `/qr/${token}/L.svg`]) {
    const whole = await server.inject(url);
    const head = await server.inject({ method: 'HEAD', url });
    assert.deepEqual([head.statusCode, head.body], [200, '']);
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control']) {
      assert.ok(whole.headers[name], name);
      assert.equal(head.headers[name], whole.headers[name], name);
    }
    const tag = String(whole.headers.etag);
    const kept = await server.inject({ url, headers: { 'if-none-match': tag } });
    assert.deepEqual([kept.statusCode, kept.body, kept.headers.etag], [304, '', tag]);
    const other = await server.inject({ url, headers: { 'if-none-match': '"another"' } });
    assert.equal(other.statusCode, 200);
  }
  assert.equal((await server.inject({ method: 'HEAD', url: `/q/${token}` })).statusCode, 200);
  const nothing = await server.inject({ method: 'HEAD', url: '/qr/nobodyknowsthis/M.png' });
  assert.equal(nothing.statusCode, 404);
  await server.close();
});

test('an unknown code, size or format is not there', async () => {
  const server = await openServer();
  const unknown = token.replace('k', 'K');
  for (const path of [`${unknown}/S.png`, `${token}/X.png`, `${token}/S.gif`, 'short/S.png']) {
    const { statusCode, headers } = await server.inject(`/qr/${path}`);
    assert.equal(statusCode, 404, path);
    assert.equal(headers['cache-control'], 'no-store');
  }
  await server.close();
});

test('a browser that opens a code learns nothing of what it stands for', async () => {
  const server = await openServer();
  const pages = await Promise.all(
    [token, 'nobodyknowsthis'].map((asked) => server.inject(`/q/${asked}`)),
  );
  assert.equal(pages[0]?.body, pages[1]?.body);
  assert.match(pages[0]?.body ?? '', /Open this code with the wallet/);
  assert.equal(pages[0]?.statusCode, 200);
  assert.match(String(pages[0]?.headers['content-security-policy']), /default-src 'none'/);
  await server.close();
});
