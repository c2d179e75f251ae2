/**
 * The glyphs of a PDF. Each used glyph is embedded as a drawing (Type 3 font), so the file contains
 * nothing unused and does not depend on a reader's font support. Text remains searchable and can be
 * copied.
 */
import { type PdfFile, utf16Hex } from './pdf-file.ts';
import type { Glyph, OutlineStep } from './typeface.ts';

/** A code is one byte; 0 stays unused. */
const glyphsPerFont = 255;

export class PdfGlyphs {
  readonly #known = new Map<string, { readonly glyph: Glyph; readonly index: number }>();

  /** The operators that draw the glyphs at the current text position. */
  show(glyphs: readonly Glyph[], size: number): string {
    let shown = '';
    let fontNow = -1;
    let array = '';
    const flush = () => {
      if (array !== '') shown += `/F${fontNow} ${size} Tf [${array}] TJ\n`;
      array = '';
    };
    for (const glyph of glyphs) {
      const index = this.#indexOf(glyph);
      const font = Math.floor(index / glyphsPerFont);
      if (font !== fontNow) flush();
      fontNow = font;
      array += `<${hexByte((index % glyphsPerFont) + 1)}>`;
      if (glyph.advance !== glyph.width) array += `${glyph.width - glyph.advance}`;
    }
    flush();
    return shown;
  }

  #indexOf(glyph: Glyph): number {
    const known = this.#known.get(glyph.key);
    if (known) return known.index;
    const index = this.#known.size;
    this.#known.set(glyph.key, { glyph, index });
    return index;
  }

  /** Adds the fonts to the file and returns the font dictionary. */
  addTo(file: PdfFile): string {
    const all = [...this.#known.values()].map(({ glyph }) => glyph);
    let fonts = '';
    for (let start = 0; start < all.length; start += glyphsPerFont) {
      const font = addFont(file, all.slice(start, start + glyphsPerFont));
      fonts += `/F${start / glyphsPerFont} ${font} `;
    }
    return `<< ${fonts}>>`;
  }
}

/** Generous, so that no glyph is clipped. */
const glyphBounds = '-1000 -1000 3000 2000';

function addFont(file: PdfFile, glyphs: readonly Glyph[]): string {
  const drawings = glyphs.map((glyph) =>
    file.addStream(
      `${glyph.width} 0 ${glyphBounds} d1\n${glyph.outline().map(operator).join('\n')}\nf\n`,
    ),
  );
  const named = drawings.map((drawing, index) => `/g${index + 1} ${drawing}`).join(' ');
  const names = drawings.map((_, index) => `/g${index + 1}`).join(' ');
  return file.add(
    `<< /Type /Font /Subtype /Type3 /FontBBox [${glyphBounds}] ` +
      '/FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> ' +
      `/FirstChar 1 /LastChar ${glyphs.length} /Widths [${glyphs.map(({ width }) => width).join(' ')}] ` +
      `/Encoding << /Type /Encoding /Differences [1 ${names}] >> /CharProcs << ${named} >> ` +
      `/ToUnicode ${file.addStream(toUnicode(glyphs))} >>`,
  );
}

const operators: Readonly<Record<OutlineStep['to'], string>> = {
  move: 'm',
  line: 'l',
  curve: 'c',
  close: 'h',
};

const operator = ({ to, points }: OutlineStep): string => [...points, operators[to]].join(' ');

/** The ToUnicode map, for copying and searching. Blocks have at most 100 lines. */
function toUnicode(glyphs: readonly Glyph[]): string {
  const lines = glyphs.map(({ text }, index) => `<${hexByte(index + 1)}> <${utf16Hex(text)}>`);
  let blocks = '';
  for (let start = 0; start < lines.length; start += 100) {
    const block = lines.slice(start, start + 100);
    blocks += `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar\n`;
  }
  return (
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n' +
    '/CMapName /Sheet def\n/CMapType 2 def\n' +
    `1 begincodespacerange\n<00> <ff>\nendcodespacerange\n${blocks}` +
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n'
  );
}

const hexByte = (value: number): string => value.toString(16).padStart(2, '0');
