/** Text in columns of a terminal, where a Chinese character takes two. */

/** The columns that a text takes. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (isWide.test(character) ? 2 : 1), 0);

const isWide = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/** Parts that stay together: a word, or one Chinese character with the punctuation that follows it. */
const parts = /[\p{Script=Han}「『“（][，。；：、！？）」』”]*|[^\s\p{Script=Han}「『“（]+|\s+/gu;

/**
 * A text in lines of at most `width` columns. Breaks at blanks, and between Chinese characters; a longer
 * word has a line of its own.
 */
export function wrapWide(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const [part] of text.matchAll(parts)) {
    if (line !== '' && widthOf(line + part.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else {
      line += part;
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/** The text, filled up with blanks to so many columns. */
export const padWide = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** A text in pieces of at most `width` columns, wherever they end: for data, which nothing may be added to. */
export function cutWide(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (piece !== '' && widthOf(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}
