/** Reads sheets back as strictly as they deserve: a small reader of PDF, another of SVG. */
import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { type Photograph, readQr } from '../test-kit/photograph.ts';

export interface ReadPdf {
  /** The bodies of the objects by their number, streams unpacked. */
  readonly objects: ReadonlyMap<number, string>;
  /** What draws the page. */
  readonly page: string;
  /** The texts of the page as a reader copies them, a line each. */
  readonly lines: readonly string[];
}

/** Follows the file from its end, as a viewer does, and complains about what is not where it should be. */
export function readPdf(bytes: Buffer): ReadPdf {
  const text = bytes.toString('latin1');
  assert.match(text, /^%PDF-1\.\d\n/);
  const [, startText = ''] = /\nstartxref\n(\d+)\n%%EOF\n$/.exec(text) ?? [];
  const xref = text.slice(Number(startText));
  const [, countText] = /^xref\n0 (\d+)\n0{10} 65535 f \n/.exec(xref) ?? [];
  const entries = [...xref.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, start]) => Number(start));
  assert.equal(entries.length + 1, Number(countText));
  const objects = new Map(
    entries.map((start, index) => [index + 1, readObject(bytes, start, index + 1)] as const),
  );
  const referred = (pattern: RegExp, from: string) => {
    const found = objects.get(Number(pattern.exec(from)?.[1]));
    assert.ok(found, `${pattern} refers to an object`);
    return found;
  };
  const catalog = referred(/\/Root (\d+) 0 R/, xref);
  assert.match(catalog, /\/Type \/Catalog/);
  const sheet = referred(/\/Kids \[(\d+) 0 R\]/, referred(/\/Pages (\d+) 0 R/, catalog));
  // 148 by 210 millimetres.
  assert.match(sheet, /\/MediaBox \[0 0 419\.5276 595\.2756\]/);
  const page = referred(/\/Contents (\d+) 0 R/, sheet);
  const fonts = [...sheet.matchAll(/\/F(\d+) (\d+) 0 R/g)].map(([, , font]) =>
    meanings(referred(/\/ToUnicode (\d+) 0 R/, objects.get(Number(font)) ?? '')),
  );
  return { objects, page, lines: linesOf(page, fonts) };
}

function readObject(bytes: Buffer, start: number, number: number): string {
  const head = bytes.subarray(start, start + 20_000).toString('latin1');
  assert.ok(head.startsWith(`${number} 0 obj\n`), `object ${number} is where it should be`);
  const [stream, length] = /^\d+ 0 obj\n<< \/Length (\d+) .*>>\nstream\n/.exec(head) ?? [];
  if (stream === undefined) return head.slice(0, head.indexOf('\nendobj\n'));
  const end = start + stream.length + Number(length);
  assert.equal(bytes.subarray(end, end + 18).toString(), '\nendstream\nendobj\n');
  return inflateSync(bytes.subarray(start + stream.length, end)).toString('latin1');
}

const meanings = (map: string): ReadonlyMap<string, string> =>
  new Map(
    [...map.matchAll(/^<(..)> <([0-9a-f]{4,})>$/gm)].map(([, code = '', hex = '']) => [
      code,
      Buffer.from(hex, 'hex').swap16().toString('utf16le'),
    ]),
  );

function linesOf(page: string, fonts: readonly ReadonlyMap<string, string>[]): string[] {
  return [...page.matchAll(/^BT [\s\S]*?^ET$/gm)].map(([block]) =>
    [...block.matchAll(/\/F(\d+) \S+ Tf \[(.*)\] TJ/g)]
      .flatMap(([, font, array = '']) =>
        [...array.matchAll(/<(..)>/g)].map(([, code = '']) => fonts[Number(font)]?.get(code)),
      )
      .join(''),
  );
}

/** Pixels of the photographs below for each millimetre. */
const pixels = 5;

/** A rectangle in millimetres from the upper left corner. */
export type Rectangle = readonly [x: number, y: number, width: number, height: number];

/** The dark modules on a PDF's page. */
export function pdfModules(page: string): Rectangle[] {
  const [, scale, , x, y] = /0 g (\S+) 0 0 -(\S+) (\S+) (\S+) cm/.exec(page) ?? [];
  const module = Number(scale);
  return [...page.matchAll(/^(\d+) (\d+) (\d+) 1 re$/gm)].map(([, column, row, length]) => [
    Number(x) + Number(column) * module,
    210 - Number(y) + Number(row) * module,
    Number(length) * module,
    module,
  ]);
}

/** The dark modules on an SVG sheet. */
export function svgModules(svg: string): Rectangle[] {
  const [, x, y, scale] = /translate\((\S+) (\S+)\) scale\((\S+)\)/.exec(svg) ?? [0, 0, 0, 1];
  const module = Number(scale);
  return [...svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)].map(([, column, row, length]) => [
    Number(x) + Number(column) * module,
    Number(y) + Number(row) * module,
    Number(length) * module,
    module,
  ]);
}

/** The page as a camera sees it; only the modules are dark. */
export function photograph(modules: readonly Rectangle[]): Photograph {
  const [width, height] = [148 * pixels, 210 * pixels];
  const grey = new Float64Array(width * height).fill(255);
  for (const [x, y, across, down] of modules) {
    for (let line = Math.round(y * pixels); line < Math.round((y + down) * pixels); line++) {
      const start = line * width;
      grey.fill(0, start + Math.round(x * pixels), start + Math.round((x + across) * pixels));
    }
  }
  return { width, height, grey };
}

export const decoded = (modules: readonly Rectangle[]): string | undefined =>
  readQr(photograph(modules));

/** Complains about what no reader of XML accepts, and answers the texts of the picture. */
export function readSvg(bytes: Buffer): { readonly names: Set<string>; readonly texts: string[] } {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  // XML 1.0 §2.2: what a document may hold at all.
  assert.match(text, /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
  const names = new Set<string>();
  const texts: string[] = [];
  const open: string[] = [];
  const pattern = /<(\/?)([a-z]+)((?: [A-Za-z:-]+="[^"<&]*")*)(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    const [all, closes, name = '', , isEmpty, words] = match;
    end = match.index + all.length;
    if (words !== undefined) {
      assert.doesNotMatch(words, /&(?!(?:amp|lt|gt|quot|#39);)|>/);
      if (open.at(-1) === 'text') texts.push(unescaped(words));
      continue;
    }
    names.add(name);
    if (closes) assert.equal(open.pop(), name);
    else if (!isEmpty) open.push(name);
  }
  assert.equal(end, text.length, `not XML: ${text.slice(end, end + 80)}`);
  assert.deepEqual(open, []);
  return { names, texts };
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
