/**
 * Goal: a shop's sheet can be printed for any name, and its code can be scanned.
 * Method: PDF and SVG are read by small strict readers; the drawn modules are distorted as by a
 * camera and read with an independent decoder.
 */
import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { type Currency, rate, required, seededRandom } from '@sampan/primitives';
import type { ChannelFee } from '#acquiring';
import { KeptBytes, orderCodeUrl } from '#codes';
import { type SheetFile, SheetMaker, sheetContents } from '#print';
import { hkd } from '#test-kit';
import { blur, expose, readQr, retake } from '../test-kit/photograph.ts';
import {
  decoded,
  pdfModules,
  photograph,
  type Rectangle,
  readPdf,
  readSvg,
  svgModules,
} from './sheet-reader.ts';

const text = orderCodeUrl('https://pay.example', 'k3v9m2x7q8w1z5b4n6j0h2c8');

interface Named {
  readonly name?: string;
  readonly owner?: string;
  readonly fee?: ChannelFee;
  readonly text?: string;
}

const shopPicture = ({
  name = '海港咖啡',
  owner = 'Harbour Coffee',
  fee,
  ...given
}: Named = {}) => ({
  text: given.text ?? text,
  errorCorrection: 'H' as const,
  sheet: sheetContents({
    shop: {
      secondaryMerchantId: 'M_1',
      secondaryMerchantName: owner,
      secondaryMerchantIndustry: '5812',
      storeId: 'S_1',
      storeName: name,
    },
    priceCurrency: 'HKD' as Currency,
    channelFee: fee,
  }),
});

const newMaker = () => new SheetMaker(new KeptBytes(4_000_000));

const made = async (file: SheetFile, named: Named = {}): Promise<Buffer> =>
  required(await newMaker().make(shopPicture(named), file), 'nobody else asks');

const pdfOf = async (named?: Named) => readPdf(await made('sheet.pdf', named));
const svgOf = async (named?: Named) => readSvg(await made('sheet.svg', named));

test('the code on the sheet reads as what was written, in both formats', async () => {
  const long = orderCodeUrl(`https://${'long-name.'.repeat(12)}example.com/pay`, 'a'.repeat(48));
  for (const written of [text, long, orderCodeUrl('https://a.hk', 'abcdefgh')]) {
    const pdf = pdfModules((await pdfOf({ text: written })).page);
    const svg = svgModules((await made('sheet.svg', { text: written })).toString());
    assert.equal(decoded(pdf), written);
    assert.equal(decoded(svg), written);
    const named = (await made('named.svg', { text: written })).toString();
    assert.equal(decoded(svgModules(named)), written);
  }
});

test('the sheet reads askew, in bad light and with a stain', async () => {
  const page = photograph(pdfModules((await pdfOf()).page));
  const stained = page.grey.map((value, index) => {
    const [x, y] = [index % page.width, Math.floor(index / page.width)];
    return Math.hypot(x - page.width / 2, y - 97 * 5) < 8 * 5 ? 128 : value;
  });
  const taken = retake(blur({ ...page, grey: stained }, 1), { scale: 0.6, degrees: -9 });
  const seen = expose(blur(taken, 1), { black: 70, white: 180, noise: 10 }, seededRandom(5));
  assert.equal(readQr(seen), text);
});

test('the code is 9 cm wide, with four light modules around it', async () => {
  const svg = (await made('sheet.svg')).toString();
  for (const modules of [pdfModules((await pdfOf()).page), svgModules(svg)]) {
    const module = modules[0]?.[3] ?? 0;
    const edge = (side: (each: Rectangle) => number, pick: typeof Math.min) =>
      pick(...modules.map(side));
    const left = edge(([x]) => x, Math.min);
    const right = edge(([x, , width]) => x + width, Math.max);
    const top = edge(([, y]) => y, Math.min);
    assert.ok(right - left > 88 && right - left < 102, `${right - left} mm`);
    // The frame is the first thing beside the quiet zone: 19 mm from the side, 42 from above.
    assert.ok(left - 19 > 3.99 * module && top - 42 > 3.99 * module);
    assert.ok(Math.abs(left + right - 148) < 0.1);
  }
});

test('names, currency and a call to scan stand on the sheet', async () => {
  const expected = [
    '掃碼付款',
    'Scan to pay',
    '海港咖啡',
    'Harbour Coffee',
    'Amount in HKD · 金額以 HKD 計',
  ];
  assert.deepEqual((await pdfOf()).lines, expected);
  assert.deepEqual((await svgOf()).texts, expected);
});

const fees: readonly (readonly [ChannelFee, string])[] = [
  [{ type: 'RATE', share: rate('0.015') }, 'A fee of 1.5% is added · 另加 1.5% 手續費'],
  [{ type: 'RATE', share: rate('0.05') }, 'A fee of 5% is added · 另加 5% 手續費'],
  [
    { type: 'FIXED', amount: hkd('2.00') },
    'A fee of HKD 2.00, at most 5%, is added · 另加手續費 HKD 2.00（上限 5%）',
  ],
];

for (const [fee, line] of fees) {
  test(`a fee is printed on the sheet: ${line}`, async () => {
    assert.equal((await pdfOf({ fee })).lines.at(-1), line);
    assert.equal((await svgOf({ fee })).texts.at(-1), line);
  });
}

test('a name that is said twice stands there once; a taxi without one has its owner', async () => {
  assert.deepEqual((await pdfOf({ owner: '海港咖啡' })).lines.slice(2, 3), ['海港咖啡']);
  assert.equal((await pdfOf({ owner: '海港咖啡' })).lines.length, 4);
  assert.equal((await pdfOf({ name: '', owner: 'AB 1234' })).lines[2], 'AB 1234');
});

/** What a name may be, and what a reader of the sheet finds of it. */
const hostile: Readonly<Record<string, readonly [name: string, found: string]>> = {
  markup: ['<script>alert(1)</script>', '<script>alert(1)</script>'],
  'an entity': ['Fish &amp; &#x3c; "Chips" \'n\' ]]>', 'Fish &amp; &#x3c; "Chips" \'n\' ]]>'],
  'PDF syntax': [') Tj ET endstream (', ') Tj ET endstream ('],
  'control characters': ['Tea\u0000\u0007\r\nHouse\u001b[2J\u0085', 'Tea House [2J'],
  'half a character': ['Tea\ud83dHouse\udc00', 'Tea\ufffdHouse\ufffd'],
  'no characters at all': ['Tea\ufffe\uffff\ufdd0', 'Tea\ufffd\ufffd\ufffd'],
  'changes of direction': ['Tea\u202eesuoH\u2066', 'TeaesuoH'],
  'right to left': ['מסעדה العربية', 'מסעדה العربية'],
  'an emoji of many parts': ['茶 👨‍👩‍👧‍👦☕️🇭🇰', '茶 👨‍👩‍👧‍👦☕️🇭🇰'],
  'a tower of accents': [`Za${'\u0301\u0353'.repeat(500)}lgo`, 'Zá\u0353\u0353\u0353lgo'],
  'characters of Hong Kong': ['𠝹街啱啱嘅𨋢㗎', '𠝹街啱啱嘅𨋢㗎'],
  'beyond every font': [
    '\u{1f9ff}\u{e000}\u{10fffd}\u{3134a}',
    '\u{1f9ff}\u{e000}\u{10fffd}\u{3134a}',
  ],
  blanks: ['  \u3000\t ', 'Harbour Coffee'],
};

for (const [what, [name, found]] of Object.entries(hostile)) {
  test(`a name with ${what} is a name like others`, async () => {
    const pdf = await pdfOf({ name });
    const svg = await svgOf({ name });
    // A line may end where there was a blank.
    const bare = (text: string) => text.replaceAll(' ', '');
    for (const lines of [pdf.lines, svg.texts]) {
      const names = bare(lines.slice(2, -1).join(''));
      assert.equal(names.slice(0, bare(found).length), bare(found));
    }
    assert.deepEqual([...svg.names].sort(), ['path', 'rect', 'svg', 'text', 'title']);
    readSvg(await made('named.svg', { name }));
    assert.equal(decoded(pdfModules(pdf.page)), text);
    assert.equal(decoded(svgModules((await made('sheet.svg', { name })).toString())), text);
  });
}

/** How many glyphs are drawn in the file. */
const glyphCount = ({ objects }: Awaited<ReturnType<typeof pdfOf>>): number =>
  [...objects.values()].filter((body) => / d1\n/.test(body)).length;

test('only the glyphs that are used are in the file, and every one is drawn', async () => {
  const pdf = await pdfOf({ name: '茶茶茶茶', owner: '' });
  assert.equal(glyphCount(pdf), glyphCount(await pdfOf({ name: '茶', owner: '' })));
  const blank = [...pdf.objects.values()].filter((body) => / d1\n\nf\n$/.test(body));
  assert.ok(blank.length <= 2, 'a blank in each weight');
  assert.ok((await made('sheet.pdf')).length < 60_000);
});

test('a name is drawn in its own weight', async () => {
  // The thinnest weight of the font is a hairline; a horizontal stroke of 一 tells which one it is.
  const { objects } = await pdfOf({ name: '一', owner: '' });
  const heights = [...objects.values()]
    .filter((body) => / d1\n/.test(body))
    .map((body) => [...body.matchAll(/(-?\d+) [mlc]$/gm)].map(([, y]) => Number(y)))
    .map((ys) => Math.max(...ys) - Math.min(...ys));
  const stroke = Math.min(...heights.filter((height) => height > 0 && height < 140));
  assert.ok(stroke > 70 && stroke < 140, `${stroke}`);
});

test('a character without a font is a box, and a reader who copies it has it', async () => {
  const one = await pdfOf({ name: '\u{1f9ff}', owner: '' });
  const none = await pdfOf({ name: '掃', owner: '' });
  assert.equal(one.lines[2], '\u{1f9ff}');
  assert.equal(glyphCount(one), glyphCount(none) + 1);
});

test('a long name shrinks, then wraps between words, then ends in an ellipsis', async () => {
  const names = async (name: string) => (await svgOf({ name, owner: '' })).texts.slice(2, -1);
  assert.deepEqual(await names('Harbour Coffee Company'), ['Harbour Coffee Company']);
  assert.deepEqual(await names('Kwun Tong Wholesale Seafood & Dried Goods'), [
    'Kwun Tong Wholesale',
    'Seafood & Dried Goods',
  ]);
  const cut = await names('深水埗'.repeat(200));
  assert.equal(cut.length, 3);
  assert.match(cut.at(-1) ?? '', /…$/);
  const word = await names('W'.repeat(500));
  assert.match(word.at(-1) ?? '', /^W{10,}…$/);
});

test('no line begins with what ends a sentence', async () => {
  for (const count of [4, 5, 6, 7, 8, 9]) {
    const { texts } = await svgOf({ name: `${'茶餐廳，'.repeat(count)}（中環）。` });
    for (const line of texts) assert.doesNotMatch(line, /^[，。）]|（$/);
  }
});

test('every line stays on the page', async () => {
  for (const name of [
    'W'.repeat(40),
    '深水埗'.repeat(20),
    '\u{1f9ff}'.repeat(30),
    'i'.repeat(200),
  ]) {
    const { page } = await pdfOf({ name, owner: name });
    const starts = [...page.matchAll(/^BT .* (\S+) (\S+) Td$/gm)];
    assert.ok(starts.length >= 5);
    for (const [, x, y] of starts) assert.ok(Number(x) >= 14 && Number(y) >= 8, `${x} ${y}`);
  }
});

test('the same code has the same bytes, and another name has others', async () => {
  for (const file of ['sheet.pdf', 'sheet.svg', 'named.svg'] as const) {
    assert.deepEqual(await made(file), await made(file));
    assert.notDeepEqual(await made(file), await made(file, { name: '山頂咖啡' }));
  }
  assert.doesNotMatch((await made('sheet.pdf')).toString('latin1'), /Date|Producer/);
});

test('a sheet is made in under 150 ms once the font is known, and kept', async () => {
  const maker = newMaker();
  await maker.make(shopPicture(), 'sheet.pdf');
  const times: number[] = [];
  for (let index = 0; index < 9; index++) {
    const startedAt = performance.now();
    await maker.make(shopPicture({ name: `海港咖啡 ${index}` }), 'sheet.pdf');
    times.push(performance.now() - startedAt);
  }
  times.sort((one, other) => one - other);
  assert.ok((times[2] ?? 999) < 150, `${times[2]} ms`);
  const first = await maker.make(shopPicture(), 'sheet.pdf');
  assert.equal(await maker.make(shopPicture(), 'sheet.pdf'), first);
});

test('a crowd that wants one sheet waits for one; a crowd that wants many is sent away', async () => {
  const maker = new SheetMaker(new KeptBytes(4_000_000), { waitingMax: 3 });
  const same = await Promise.all(
    Array.from({ length: 20 }, () => maker.make(shopPicture(), 'sheet.svg')),
  );
  assert.equal(new Set(same).size, 1);
  assert.ok(same[0]);
  const many = await Promise.all(
    Array.from({ length: 5 }, (_, index) =>
      maker.make(shopPicture({ name: `Shop ${index}` }), 'sheet.svg'),
    ),
  );
  assert.deepEqual(
    many.map((each) => each !== undefined),
    [true, true, true, false, false],
  );
  assert.ok(await maker.make(shopPicture({ name: 'Shop 4' }), 'sheet.svg'));
});
