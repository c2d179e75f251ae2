import type { Modules } from '#codes';
import { moduleRuns } from '#codes';
import { fitText } from './fit-text.ts';
import { inkedPart, type Paper, papers, placeOn } from './paper.ts';
import {
  type Ink,
  moduleWidth,
  nameZone,
  page,
  type SheetLayout,
  type TextLine,
} from './sheet-layout.ts';
import type { Typeface, Weight } from './typeface.ts';

const inks: Readonly<Record<Ink, string>> = {
  black: '#1a1a1a',
  grey: '#666',
  accent: '#a03c2a',
};

const weights: Readonly<Record<Weight, number>> = { regular: 400, bold: 600 };

/** The reader's fonts for Hong Kong characters; text stays text. */
const fonts =
  "font-family=\"'Noto Sans HK','Noto Sans CJK HK','PingFang HK','Microsoft JhengHei'," +
  "'Noto Sans',Arial,sans-serif\"";

/** Draws the sheet as SVG. */
export function drawSheetSvg(
  layout: SheetLayout,
  modules: Modules,
  { title, paper }: { readonly title: string; readonly paper: Paper },
): Buffer {
  const { code, frame, heading, names, notes } = layout;
  const { width, height } = page;
  const scale = decimal(moduleWidth(layout, modules));
  const { width: across, height: down } = papers[paper];
  const inked = Math.round(code.width * inkedPart(modules) * placeOn(paper).scale);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${across}mm" height="${down}mm" ` +
      `data-code-mm="${inked}" ` +
      `viewBox="0 0 ${width} ${height}" lang="zh-Hant-HK" ${fonts} text-anchor="middle">` +
      `<title>${escaped(title)}</title><path fill="#fff" d="M0 0h${width}v${height}H0z"/>` +
      `<rect x="${code.x}" y="${code.y}" width="${code.width}" height="${code.width}" ` +
      `rx="${frame.radius}" fill="none" stroke="${inks.accent}" stroke-width="${frame.stroke}"/>` +
      `<path transform="translate(${code.x} ${code.y}) scale(${scale})" ` +
      `shape-rendering="crispEdges" d="${moduleRuns(modules)}"/>` +
      `${heading.map(textElement).join('')}${clipped(names)}${notes.map(textElement).join('')}` +
      '</svg>\n',
  );
}

/** A nested svg clips at its edge, so stacked accents cannot reach the code. */
const clipped = (lines: readonly TextLine[]): string => {
  const { top, bottom } = nameZone;
  const [width, height] = [page.width, bottom - top];
  return (
    `<svg y="${top}" width="${width}" height="${height}" viewBox="0 ${top} ${width} ${height}" ` +
    `overflow="hidden">${lines.map(textElement).join('')}</svg>`
  );
};

const textElement = ({ text, baseline, size, weight, ink }: TextLine): string =>
  textAt(page.width / 2, baseline, { text, size, weight, ink });

const textAt = (
  x: number,
  baseline: number,
  { text, size, weight, ink }: Pick<TextLine, 'text' | 'size' | 'weight' | 'ink'>,
): string =>
  `<text x="${decimal(x)}" y="${decimal(baseline)}" font-size="${decimal(size)}" ` +
  `font-weight="${weights[weight]}" fill="${inks[ink]}">${escaped(text)}</text>`;

/** Draws the code with the shop's name below it, for screens and other layouts. */
export function drawNamedSvg(modules: Modules, name: string, typeface: Typeface): Buffer {
  const { size: edge } = modules;
  const { size, lines } = fitText(name, {
    width: edge * 0.86,
    measure: (part) => typeface.width(part, 'bold'),
    steps: [
      { size: edge * 0.1, linesMax: 1 },
      { size: edge * 0.08, linesMax: 2 },
      { size: edge * 0.06, linesMax: 2 },
    ],
  });
  const below = size * (1.24 * lines.length + 0.4);
  const texts = lines.map((text, index) =>
    textAt(edge / 2, edge + size * (1.24 * index + 0.8), {
      text,
      size,
      weight: 'bold',
      ink: 'black',
    }),
  );
  const height = decimal(edge + below);
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${edge * 10}" ` +
      `height="${decimal((edge + below) * 10)}" viewBox="0 0 ${edge} ${height}" ` +
      `lang="zh-Hant-HK" ${fonts} text-anchor="middle"><title>${escaped(name)}</title>` +
      `<path fill="#fff" d="M0 0h${edge}v${height}H0z"/>` +
      `<path shape-rendering="crispEdges" d="${moduleRuns(modules)}"/>` +
      `<svg y="${edge - 2}" width="${edge}" height="${decimal(below + 2)}" ` +
      `viewBox="0 ${edge - 2} ${edge} ${decimal(below + 2)}" overflow="hidden">` +
      `${texts.join('')}</svg></svg>\n`,
  );
}

/** At most three decimals, without trailing zeros. */
const decimal = (value: number): string => String(Math.round(value * 1_000) / 1_000);

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
