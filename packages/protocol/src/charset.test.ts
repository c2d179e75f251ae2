// Goal: a charset changes no character and turns none into a question mark.
// Method: tables of bytes, and properties over all of GBK.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { property as forAll, assert as property, string, uint8Array } from 'fast-check';
import { canEncode, decodeBytes, encodeText, parseCharset } from './index.ts';

test('a charset is known in any letter case and keeps its declared name', () => {
  assert.equal(parseCharset('utf-8'), 'UTF-8');
  assert.equal(parseCharset('gbk'), 'GBK');
  assert.equal(parseCharset('Gb2312'), 'GB2312');
  for (const name of ['', 'UTF8', 'BIG5', 'ISO-8859-1', 'constructor', 'UTF-8 ']) {
    assert.equal(parseCharset(name), undefined, name);
  }
});

test('malformed bytes are no text', () => {
  const malformed = {
    'UTF-8': ['ff', 'c0af', 'eda080', 'f4908080', 'e6b8'],
    GBK: ['81', '8130', 'ff', '817f', '61b2'],
    GB2312: ['b2'],
  } as const;
  for (const [charset, all] of Object.entries(malformed)) {
    for (const hex of all) {
      const text = decodeBytes(Buffer.from(hex, 'hex'), charset as keyof typeof malformed);
      assert.equal(text, undefined, `${charset} ${hex}`);
    }
  }
});

test('a GBK pair with a second spelling is refused, for its signature could not be recomputed', () => {
  assert.equal(decodeBytes(Buffer.from('80', 'hex'), 'GBK'), '€');
  assert.equal(decodeBytes(Buffer.from('a2e3', 'hex'), 'GBK'), undefined);
  assert.equal(decodeBytes(Buffer.from('a3a0', 'hex'), 'GBK'), undefined);
});

test('what GBK cannot hold is said before it is lost', () => {
  for (const text of ['㗎', '嘅㗎', '😀', '\ud800', 'é茶'.normalize('NFD')]) {
    assert.equal(canEncode(text, 'GBK'), false, text);
    assert.throws(() => encodeText(text, 'GBK'));
  }
  assert.equal(canEncode('茶餐廳 €', 'GBK'), true);
  assert.equal(canEncode('😀', 'UTF-8'), true);
  assert.equal(canEncode('\ud800', 'UTF-8'), false);
});

test('GB2312 promises less than GBK', () => {
  assert.equal(canEncode('茶', 'GB2312'), true);
  assert.equal(canEncode('廳', 'GB2312'), false);
  assert.equal(canEncode('€', 'GB2312'), false);
});

test('all bytes that are text come back as the same bytes', () => {
  for (const charset of ['UTF-8', 'GBK', 'GB2312'] as const) {
    property(
      forAll(uint8Array({ maxLength: 40 }), (bytes) => {
        const text = decodeBytes(bytes, charset);
        if (text !== undefined) assert.deepEqual([...encodeText(text, charset)], [...bytes]);
      }),
    );
  }
});

test('every GBK character comes back', () => {
  let characters = 0;
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decodeBytes(Buffer.of(lead, trail), 'GBK');
      if (text === undefined) continue;
      characters++;
      assert.deepEqual([...encodeText(text, 'GBK')], [lead, trail]);
    }
  }
  assert.ok(characters > 21_000);
});

test('what can be encoded is decoded again', () => {
  for (const charset of ['UTF-8', 'GBK'] as const) {
    property(
      forAll(string({ unit: 'binary', maxLength: 20 }), (text) => {
        if (canEncode(text, charset)) {
          assert.equal(decodeBytes(encodeText(text, charset), charset), text);
        }
      }),
    );
  }
});

test('the tables are the same on every machine', () => {
  // Checksums of code page 936 with each character once; Node’s own table differs by version.
  const pairs = createHash('sha256');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      pairs.update(`${decodeBytes(Buffer.of(lead, trail), 'GBK') ?? '-'}|`);
    }
  }
  assert.equal(
    pairs.digest('hex'),
    '4abaaa4a0ccb79a7e63e28457c682f5e9a126f8b7411474ec0fabcb9b665ce5c',
  );
  const units = createHash('sha256');
  for (let unit = 0; unit < 0x10000; unit++) {
    const character = String.fromCharCode(unit);
    const isHeld = canEncode(character, 'GBK');
    units.update(`${isHeld ? encodeText(character, 'GBK').toString('hex') : '-'}|`);
  }
  assert.equal(
    units.digest('hex'),
    '8cf5529caac453372523d24504ac85370f88f602da6b62d678b7d2b011c531a4',
  );
});
