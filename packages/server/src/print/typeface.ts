/**
 * Noto Sans HK, which contains Hong Kong's characters. The package splits it into a hundred files
 * of about 150 characters each, all with every weight; a name needs a few of them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { assert } from '@sampan/primitives';
import type { Font, Glyph as FontGlyph } from 'fontkit';
import { graphemesOf } from './plain-text.ts';

export type Weight = 'regular' | 'bold';

/** Lengths are in thousandths of the text's size. */
export interface Glyph {
  /** Equal for equal shapes. */
  readonly key: string;
  /** The characters of the glyph. */
  readonly text: string;
  readonly width: number;
  /** Distance to the next glyph, which kerning may make smaller than the width. */
  readonly advance: number;
  /** The outline, not needed for measuring. */
  outline(): readonly OutlineStep[];
}

export type OutlineStep =
  | { readonly to: 'move' | 'line'; readonly points: readonly number[] }
  | { readonly to: 'curve'; readonly points: readonly number[] }
  | { readonly to: 'close'; readonly points: readonly [] };

/** One file's part of the font, in each weight. */
type Slice = Readonly<Record<Weight, Font>>;

/** Enough for a district's names; a slice takes some hundred kilobytes of memory. */
const slicesMax = 40;

/** LRU cache of slices; a map keeps insertion order. */
const keptSlices = new Map<string, Promise<Slice>>();

export class Typeface {
  readonly #slices: ReadonlyMap<string, Slice>;

  private constructor(slices: ReadonlyMap<string, Slice>) {
    this.#slices = slices;
  }

  /** The typeface with everything these texts need. Missing characters are drawn as a box. */
  static async open(texts: readonly string[]): Promise<Typeface> {
    const names = new Set(['latin']);
    for (const character of texts.join('')) {
      const name = sliceOf(character);
      if (name !== undefined) names.add(name);
    }
    const slices = new Map<string, Slice>();
    for (const name of names) slices.set(name, await keptSlice(name));
    return new Typeface(slices);
  }

  /** The glyphs of a text, in order. A missing character becomes a box. */
  glyphs(text: string, weight: Weight): Glyph[] {
    const glyphs: Glyph[] = [];
    let latin = '';
    const flush = () => {
      if (latin !== '') glyphs.push(...this.#layout(latin, weight));
      latin = '';
    };
    for (const grapheme of graphemesOf(text)) {
      if (Array.from(grapheme).every((part) => this.#isLatin(part))) {
        latin += grapheme;
        continue;
      }
      flush();
      glyphs.push(...this.#grapheme(grapheme, weight));
    }
    flush();
    return glyphs;
  }

  /** The width of a text at size 1. */
  width(text: string, weight: Weight): number {
    return this.glyphs(text, weight).reduce((sum, { advance }) => sum + advance, 0) / 1_000;
  }

  #isLatin(character: string): boolean {
    return sliceOf(character) === 'latin' && this.#font(character, 'regular') !== undefined;
  }

  /** Kerning of Latin letters. */
  #layout(text: string, weight: Weight): Glyph[] {
    const font = this.#slices.get('latin')?.[weight];
    assert(font, 'the letters of the heading are always there');
    const { glyphs, positions } = font.layout(text);
    return glyphs.map((glyph, index) =>
      drawn(glyph, `latin ${weight}`, {
        text: String.fromCodePoint(...glyph.codePoints),
        advance: positions[index]?.xAdvance ?? glyph.advanceWidth,
      }),
    );
  }

  #grapheme(grapheme: string, weight: Weight): Glyph[] {
    const found = visiblePartsOf(grapheme).map((part) => this.#glyph(part, weight));
    const known = found.filter((glyph) => glyph !== undefined);
    return known.length === found.length ? known : [box(grapheme)];
  }

  #glyph(character: string, weight: Weight): Glyph | undefined {
    const font = this.#font(character, weight);
    if (!font) return undefined;
    const glyph = font.glyphForCodePoint(codePointOf(character));
    const key = `${sliceOf(character)} ${weight}`;
    return drawn(glyph, key, { text: character, advance: glyph.advanceWidth });
  }

  #font(character: string, weight: Weight): Font | undefined {
    const font = this.#slices.get(sliceOf(character) ?? '')?.[weight];
    return font?.hasGlyphForCodePoint(codePointOf(character)) ? font : undefined;
  }
}

function keptSlice(name: string): Promise<Slice> {
  const slice = keptSlices.get(name) ?? openSlice(name);
  // A failed read may succeed later, so it is not cached.
  slice.catch(() => keptSlices.delete(name));
  keptSlices.delete(name);
  keptSlices.set(name, slice);
  const [oldest] = keptSlices.keys();
  if (keptSlices.size > slicesMax && oldest !== undefined) keptSlices.delete(oldest);
  return slice;
}

/** Loaded lazily: font readers load slowly, and many processes never draw a sheet. */
async function openSlice(name: string): Promise<Slice> {
  const [{ create }, { default: unpack }] = await Promise.all([
    import('fontkit'),
    import('woff2-encoder/decompress'),
  ]);
  const path = require.resolve(`${fontPackage}/files/${filePrefix}${name}${fileSuffix}`);
  // The reader could unpack the file itself, but would see only the thinnest weight.
  const font = create(Buffer.from(await unpack(readFileSync(path))));
  assert('getVariation' in font, 'one font in a file');
  assert(font.unitsPerEm === 1_000, 'the font is drawn in thousandths');
  return { regular: font.getVariation({ wght: 400 }), bold: font.getVariation({ wght: 600 }) };
}

const require = createRequire(import.meta.url);
const fontPackage = '@fontsource-variable/noto-sans-hk';
const filePrefix = 'noto-sans-hk-';
const fileSuffix = '-wght-normal.woff2';

let slices: Map<number, string> | undefined;

/** The file that contains a character. */
function sliceOf(character: string): string | undefined {
  slices ??= readSlices();
  return slices.get(codePointOf(character));
}

/** The package's index of characters per file: `{"[4]": "U+20a0-20ac,U+4e00"}`. */
function readSlices(): Map<number, string> {
  const text = readFileSync(require.resolve(`${fontPackage}/unicode.json`), 'utf8');
  const ranges = Object.entries(JSON.parse(text) as Readonly<Record<string, string>>);
  const found = new Map<number, string>();
  // Alphabet files are listed last and must come first.
  for (const [name, list] of ranges.reverse()) {
    for (const range of list.split(',')) {
      const [first = 0, last = first] = range
        .slice('U+'.length)
        .split('-')
        .map((digits) => Number.parseInt(digits, 16));
      for (let point = first; point <= last; point++) {
        if (!found.has(point)) found.set(point, name.replace(/[[\]]/g, ''));
      }
    }
  }
  return found;
}

const codePointOf = (character: string): number => character.codePointAt(0) ?? 0;

/** Without invisible characters, such as the joiners inside an emoji. */
const visiblePartsOf = (grapheme: string): string[] =>
  Array.from(grapheme).filter((part) => !/\p{Default_Ignorable_Code_Point}/u.test(part));

function drawn(
  glyph: FontGlyph,
  font: string,
  { text, advance }: Pick<Glyph, 'text' | 'advance'>,
): Glyph {
  return {
    key: `${font} ${glyph.id}`,
    text,
    width: Math.round(glyph.advanceWidth),
    advance: Math.round(advance),
    outline: () => outlineOf(glyph),
  };
}

/** The font has quadratic curves, PDF cubic ones. */
function outlineOf({ path }: FontGlyph): OutlineStep[] {
  let [x, y] = [0, 0];
  return path.commands.map(({ command, args }): OutlineStep => {
    const [fromX, fromY] = [x, y];
    if (args.length >= 2) [x, y] = args.slice(-2) as [number, number];
    const rounded = args.map(Math.round);
    switch (command) {
      case 'moveTo':
        return { to: 'move', points: rounded };
      case 'lineTo':
        return { to: 'line', points: rounded };
      case 'bezierCurveTo':
        return { to: 'curve', points: rounded };
      case 'quadraticCurveTo': {
        const [overX = 0, overY = 0] = args;
        const near = (from: number, over: number) => Math.round(from + (2 / 3) * (over - from));
        const first = [near(fromX, overX), near(fromY, overY)];
        const second = [near(x, overX), near(y, overY)];
        return { to: 'curve', points: [...first, ...second, Math.round(x), Math.round(y)] };
      }
      default:
        return { to: 'close', points: [] };
    }
  });
}

/** Drawn for a character missing in the font; copying still yields the character. */
function box(text: string): Glyph {
  // Emoji are wide; other scripts are assumed to be narrower.
  const width = /\p{Extended_Pictographic}/u.test(text) ? 1_100 : 720;
  const [left, right] = [70, width - 70];
  const [bottom, top] = [-60, 760];
  const line = 50;
  return {
    key: `box ${text}`,
    text,
    width,
    advance: width,
    outline: () => [
      ...loop([
        [left, bottom],
        [right, bottom],
        [right, top],
        [left, top],
      ]),
      // In the opposite direction, which makes it a hole.
      ...loop([
        [left + line, bottom + line],
        [left + line, top - line],
        [right - line, top - line],
        [right - line, bottom + line],
      ]),
    ],
  };
}

const loop = ([start = [], ...others]: readonly (readonly number[])[]): OutlineStep[] => [
  { to: 'move', points: start },
  ...others.map((points): OutlineStep => ({ to: 'line', points })),
  { to: 'close', points: [] },
];
