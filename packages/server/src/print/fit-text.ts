import { graphemesOf } from './plain-text.ts';

export const ellipsis = '…';

/** A text in lines that fit. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

export interface Room {
  readonly width: number;
  /** What to try, best first: a size, and how many lines of it there may be. */
  readonly steps: readonly { readonly size: number; readonly linesMax: number }[];
  /** The width of a text of size 1. */
  readonly measure: (text: string) => number;
}

/**
 * Sets a text in the first size at which it fits, its lines about equally long. When it fits in none,
 * what there is room for in the last, and an ellipsis.
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
  /** Without the blanks at its end, which may hang over. */
  readonly widthAtEnd: number;
}

interface Line {
  readonly text: string;
  readonly width: number;
  /** Whether a word is broken in it that should not be. */
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

/** After a blank and between Chinese words, but never before a full stop or after a bracket opens. */
function mayBreak(before: string, after: string): boolean {
  if (/[\s/–—-]$/u.test(before)) return true;
  if (/^[\s\p{Pe}\p{Pf}\p{Po}\p{Pd}]/u.test(after) || /[\p{Ps}\p{Pi}]$/u.test(before)) return false;
  const [last = ''] = Array.from(before).slice(-1);
  const [first = ''] = Array.from(after);
  return isIdeographic(last) || isIdeographic(first);
}

/** What stays together on a line. */
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

/** The narrowest lines of the same number: nobody likes one word alone on the last line. */
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
