/** More than any sheet has room for; what is longer ends in an ellipsis in any case. */
const graphemesMax = 300;

const graphemes = new Intl.Segmenter('zh-Hant', { granularity: 'grapheme' });

/** The signs of a text as a reader counts them: a letter with its accents, an emoji with its parts. */
export const graphemesOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/**
 * A name as it may be printed. Names come from outside: what steers the text around it (line ends,
 * changes of direction), what no XML may hold and a tower of accents are taken out; every letter stays.
 *
 * `plainText('Tea\n\u202eHouse')` is `Tea House`.
 */
export function plainText(name: string): string {
  const text = name
    // Long before it is looked at letter by letter.
    .slice(0, 4_000)
    .replace(/[\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\ufffd')
    .replace(/[\u200b\u200e\u200f\u2060\u061c\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/g, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .normalize('NFC')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
  return graphemesOf(text).slice(0, graphemesMax).join('');
}
