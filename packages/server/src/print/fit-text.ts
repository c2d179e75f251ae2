import { graphemesOf } from './plain-text.ts';

export const ellipsis = '…';

/** Breaks a text into lines that fit. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

export interface Room {
  readonly width: number;
  /** Alternatives, best first: a font size, and its maximum number of lines. */
  readonly steps: readonly { readonly size: number; readonly linesMax: number }[];
  /** The width of a text at size 1. */
  readonly measure: (text: string) => number;
}

/**
 * Sets a text in the first size that fits, with lines of similar length. If none fits, as much as
 * fits in the last one, with an ellipsis.
 */
export function fitText(text: string, { width, steps, measure: measureNew }: Room): FittedText {
  if (text === '') return { size: 0, lines: [] };
  const widths = new Map<string, number>();
  const measure = (part: string): number => {
    const known = widths.get(part) ?? measureNew(part);
    widths.set(part, known);
    return known;
  };
  const pieces = piecesOf(text).map((piece) => measured(piece, measure));
  for (const { size, linesMax } of steps) {
    const lines = wrap(pieces, width / size, measure);
    if (lines.length <= linesMax && !lines.some(({ isCut }) => isCut)) {
      return { size, lines: balanced(pieces, width / size, lines.length, measure) };
    }
  }
  const { size, linesMax } = steps.at(-1) ?? { size: 1, linesMax: 1 };
  const lines = wrap(pieces, width / size, measure).map((line) => line.text.trim());
  if (lines.length <= linesMax) return { size, lines };
  const last = shortened(lines.slice(linesMax - 1).join(' '), width / size, measure);
  return { size, lines: [...lines.slice(0, linesMax - 1), last] };
}

interface Piece {
  readonly text: string;
  readonly width: number;
  /** Without trailing blanks, which may overhang. */
  readonly widthAtEnd: number;
}

interface Line {
  readonly text: string;
  readonly width: number;
  /** Whether a word had to be broken. */
  readonly isCut: boolean;
}

const measured = (text: string, measure: Room['measure']): Piece => ({
  text,
  width: measure(text),
  widthAtEnd: measure(text.trimEnd()),
});

const words = new Intl.Segmenter('zh-Hant', { granularity: 'word' });

const isIdeographic = (character: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u.test(character);

/**
 * After a blank and between Chinese characters, but not before a full stop or after an opening
 * bracket.
 */
function mayBreak(before: string, after: string): boolean {
  if (/[\s/–—-]$/u.test(before)) return true;
  if (/^[\s\p{Pe}\p{Pf}\p{Po}\p{Pd}]/u.test(after) || /[\p{Ps}\p{Pi}]$/u.test(before)) return false;
  const [last = ''] = Array.from(before).slice(-1);
  const [first = ''] = Array.from(after);
  return isIdeographic(last) || isIdeographic(first);
}

/** A part of a line that is not broken. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of words.segment(text)) {
    const before = pieces.at(-1);
    if (before === undefined || mayBreak(before, segment)) pieces.push(segment);
    else pieces[pieces.length - 1] = before + segment;
  }
  return pieces;
}

function wrap(pieces: readonly Piece[], width: number, measure: Room['measure']): Line[] {
  const lines: Line[] = [];
  let line: Line = { text: '', width: 0, isCut: false };
  const add = (piece: Piece, isCut: boolean) => {
    if (line.text !== '' && line.width + piece.widthAtEnd > width) {
      lines.push(line);
      line = { text: '', width: 0, isCut: false };
    }
    line = {
      text: line.text + piece.text,
      width: line.width + piece.width,
      isCut: line.isCut || isCut,
    };
  };
  for (const piece of pieces) {
    if (piece.widthAtEnd <= width) add(piece, false);
    else for (const part of graphemesOf(piece.text)) add(measured(part, measure), true);
  }
  return [...lines, line];
}

/** The narrowest lines with the same line count, which avoids a single word on the last line. */
function balanced(
  pieces: readonly Piece[],
  width: number,
  count: number,
  measure: Room['measure'],
): string[] {
  let [narrow, wide] = [width / count / 2, width];
  for (let step = 0; step < 10; step++) {
    const middle = (narrow + wide) / 2;
    const lines = wrap(pieces, middle, measure);
    if (lines.length > count || lines.some(({ isCut }) => isCut)) narrow = middle;
    else wide = middle;
  }
  return wrap(pieces, wide, measure).map(({ text }) => text.trim());
}

function shortened(text: string, width: number, measure: Room['measure']): string {
  let left = width - measure(ellipsis);
  let kept = '';
  for (const grapheme of graphemesOf(text)) {
    left -= measure(grapheme);
    if (left < 0) break;
    kept += grapheme;
  }
  return `${kept.trimEnd()}${ellipsis}`;
}
