/** More than fits on any sheet; longer texts end in an ellipsis anyway. */
const graphemesMax = 300;

const graphemes = new Intl.Segmenter('zh-Hant', { granularity: 'grapheme' });

/** Grapheme clusters: a letter with its accents, an emoji with its parts. */
export const graphemesOf = (text: string): string[] =>
  Array.from(graphemes.segment(text), ({ segment }) => segment);

/**
 * A name in printable form. Names are untrusted: control characters (line ends, direction changes),
 * characters forbidden in XML and stacked accents are removed; every letter stays.
 * `plainText('Tea\n\u202eHouse')` is `Tea House`.
 */
export function plainText(name: string): string {
  const text = name
    // A cheap cut before the text is split into letters.
    .slice(0, 4_000)
    .replace(/[\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\ufffd')
    .replace(/[\u200b\u200e\u200f\u2060\u061c\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/g, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .normalize('NFC')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
  return graphemesOf(text).slice(0, graphemesMax).join('');
}
