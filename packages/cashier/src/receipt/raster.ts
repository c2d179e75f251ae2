/**
 * Draws the lines that a printer has no letters for, out of Noto Sans HK. The font comes in a hundred files
 * of some 150 characters each; a receipt needs a few of them, and they are read when they are needed.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { type Bitmap, filled, type Point } from './bitmap.ts';
import type { ReceiptLine } from './line.ts';

const size = 26;
const lineHeight = 34;
const fontPackage = '@fontsource-variable/noto-sans-hk';

/** `raster(line, 576)`: the line as a picture; what is too long goes on below. */
export async function rasterLine(line: ReceiptLine, dots: number): Promise<Bitmap> {
  const scale = 'size' in line && line.size === 'large' ? 2 : 1;
  const isBold = scale === 2 || (line.is === 'text' && line.isBold === true);
  const set = await openSet(line, isBold ? 700 : 400, size * scale);
  const rows = rowsOf(line, dots, set);
  const height = rows.length * lineHeight * scale;
  const outlines = rows.flatMap((row, index) =>
    row.flatMap(({ x, text }) => set.outlines(text, x, (index * lineHeight + size) * scale)),
  );
  return filled(outlines, dots, height);
}

interface Placed {
  readonly x: number;
  readonly text: string;
}

interface TypeSet {
  width(text: string): number;
  /** From the left end of the base line. */
  outlines(text: string, x: number, y: number): readonly (readonly Point[])[];
}

function rowsOf(line: ReceiptLine, dots: number, set: TypeSet): readonly (readonly Placed[])[] {
  if (line.is === 'text') {
    return broken(line.text, dots, set).map((text) => [
      { text, x: line.align === 'center' ? (dots - set.width(text)) / 2 : 0 },
    ]);
  }
  if (line.is !== 'pair') return [];
  const right = { text: line.right, x: dots - set.width(line.right) };
  const left = broken(line.left, right.x - size, set).map((text) => ({ text, x: 0 }));
  return left.map((placed, index) => (index === left.length - 1 ? [placed, right] : [placed]));
}

/** Chinese breaks anywhere; so do the few other letters that come here. */
function broken(text: string, dots: number, set: TypeSet): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const letter of text) {
    if (row !== '' && set.width(row + letter) > dots) {
      rows.push(row);
      row = '';
    }
    row += letter;
  }
  return [...rows, row];
}

async function openSet(line: ReceiptLine, weight: number, pixels: number): Promise<TypeSet> {
  const text = line.is === 'text' ? line.text : line.is === 'pair' ? line.left + line.right : '';
  const fonts = new Map<string, Font>();
  for (const letter of new Set(text)) {
    const font = await fontOf(letter, weight);
    if (font) fonts.set(letter, font);
  }
  const scaleOf = (font: Font): number => pixels / font.unitsPerEm;
  const advance = (letter: string): number => {
    const font = fonts.get(letter);
    const point = letter.codePointAt(0) ?? 0;
    return font ? font.glyphForCodePoint(point).advanceWidth * scaleOf(font) : pixels;
  };
  return {
    width: (part) => [...part].reduce((sum, letter) => sum + advance(letter), 0),
    outlines(part, x, y) {
      let at = x;
      return [...part].flatMap((letter) => {
        const from = at;
        at += advance(letter);
        const font = fonts.get(letter);
        if (!font) return [box(from, y, pixels)];
        const { path } = font.glyphForCodePoint(letter.codePointAt(0) ?? 0);
        return flattened(path.commands, ([px, py]) => [
          from + px * scaleOf(font),
          y - py * scaleOf(font),
        ]);
      });
    },
  };
}

/** For a letter that the font lacks. */
const box = (x: number, y: number, pixels: number): readonly Point[] => [
  [x + 2, y],
  [x + pixels - 2, y],
  [x + pixels - 2, y - pixels + 4],
  [x + 2, y - pixels + 4],
];

/** A step of an outline, as the font has it. */
interface OutlineStep {
  readonly command: string;
  readonly args: readonly number[];
}

/** Curves as short lines; a letter is some twenty dots high. */
function flattened(
  commands: readonly OutlineStep[],
  place: (point: Point) => Point,
): readonly (readonly Point[])[] {
  const outlines: Point[][] = [];
  let last: Point = [0, 0];
  for (const { command, args } of commands) {
    const points = pointsOf(args);
    const end = points.at(-1) ?? last;
    if (command === 'moveTo') outlines.push([place(end)]);
    else if (command !== 'closePath') {
      for (let step = 1; step <= curveSteps; step++) {
        outlines.at(-1)?.push(place(onCurve([last, ...points], step / curveSteps)));
      }
    }
    last = end;
  }
  return outlines;
}

const curveSteps = 6;

/** A point of a Bézier curve of any degree; of a line, too. */
function onCurve(points: readonly Point[], at: number): Point {
  const [first = [0, 0], ...others] = points;
  if (others.length === 0) return first;
  return onCurve(
    others.map(([x, y], index): Point => {
      const [fromX, fromY] = points[index] ?? first;
      return [fromX + (x - fromX) * at, fromY + (y - fromY) * at];
    }),
    at,
  );
}

const pointsOf = (args: readonly number[]): readonly Point[] =>
  args.flatMap((x, index) => (index % 2 === 0 ? [[x, args[index + 1] ?? 0] as const] : []));

const opened = new Map<string, Promise<Font | undefined>>();

function fontOf(letter: string, weight: number): Promise<Font | undefined> {
  const point = letter.codePointAt(0) ?? 0;
  return fileOf(point).then((file) => {
    if (file === undefined) return undefined;
    const key = `${file} ${weight}`;
    const font = opened.get(key) ?? openFont(file, weight);
    opened.set(key, font);
    return font;
  });
}

/** Read when the first such line is printed: most of the world's receipts have none. */
async function openFont(file: string, weight: number): Promise<Font | undefined> {
  const [{ create }, { default: decompress }] = await Promise.all([
    import('fontkit'),
    import('woff2-encoder/decompress'),
  ]);
  const compressed = await readFile(resolve(`files/noto-sans-hk-${file}-wght-normal.woff2`));
  const font = create(Buffer.from(await decompress(compressed)));
  return 'getVariation' in font ? font.getVariation({ wght: weight }) : undefined;
}

let files: Promise<ReadonlyMap<number, string>> | undefined;

async function fileOf(point: number): Promise<string | undefined> {
  files ??= readFile(resolve('unicode.json'), 'utf8').then(rangesOf);
  return (await files).get(point);
}

/** `{"[4]": "U+20a0-20ac,U+4e00"}`: which file has which characters. */
function rangesOf(text: string): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  const listed: Readonly<Record<string, string>> = JSON.parse(text);
  for (const [name, ranges] of Object.entries(listed).reverse()) {
    for (const range of ranges.split(',')) {
      const [from = 0, to = from] = range
        .slice(2)
        .split('-')
        .map((digits) => Number.parseInt(digits, 16));
      for (let point = from; point <= to; point++) {
        if (!found.has(point)) found.set(point, name.replace(/[[\]]/g, ''));
      }
    }
  }
  return found;
}

const resolve = (path: string): string =>
  createRequire(import.meta.url).resolve(`${fontPackage}/${path}`);
