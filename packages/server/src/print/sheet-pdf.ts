import type { Modules } from '#codes';
import { runsOf } from '#codes';
import { type Paper, papers, placeOn } from './paper.ts';
import { PdfFile, pdfText } from './pdf-file.ts';
import { PdfGlyphs } from './pdf-glyphs.ts';
import { type Ink, moduleWidth, page, type SheetLayout, type TextLine } from './sheet-layout.ts';
import type { Typeface } from './typeface.ts';

/** As on the SVG sheet. */
const inks: Readonly<Record<Ink, string>> = {
  black: '0.102 g',
  grey: '0.4 g',
  accent: '0.627 0.235 0.165 rg',
};

const accentStroke = '0.627 0.235 0.165 RG';

/** PDF units are points. */
const pointsPerMillimetre = 72 / 25.4;

/** Draws the sheet as PDF with embedded fonts, so that it prints the same everywhere. */
export function drawSheetPdf(
  layout: SheetLayout,
  modules: Modules,
  {
    typeface,
    title,
    paper,
  }: { readonly typeface: Typeface; readonly title: string; readonly paper: Paper },
): Buffer {
  const file = new PdfFile();
  const glyphs = new PdfGlyphs();
  const texts = [...layout.heading, ...layout.names, ...layout.notes].map((line) =>
    textOperators(line, glyphs, typeface),
  );
  const place = placeOn(paper);
  const scale = decimal(pointsPerMillimetre * place.scale);
  const [x, y] = [place.x, place.y].map((length) => decimal(length * pointsPerMillimetre));
  const contents = file.addStream(
    `q ${scale} 0 0 ${scale} ${x} ${y} cm\n` +
      `${frameOperators(layout)}${codeOperators(layout, modules)}${texts.join('')}Q\n`,
  );
  const fonts = glyphs.addTo(file);
  const { width, height } = papers[paper];
  const size = [width, height].map((side) => decimal(side * pointsPerMillimetre));
  // The page refers to its parent, which follows.
  const sheet = file.add(
    `<< /Type /Page /Parent ${file.next(1)} /MediaBox [0 0 ${size.join(' ')}] ` +
      `/Contents ${contents} /Resources << /Font ${fonts} >> >>`,
  );
  const pages = file.add(`<< /Type /Pages /Kids [${sheet}] /Count 1 >>`);
  const root = file.add(
    // No scaling when printed: a page scaled to the paper has a smaller code.
    `<< /Type /Catalog /Pages ${pages} /Lang (zh-Hant-HK) ` +
      '/ViewerPreferences << /DisplayDocTitle true /PrintScaling /None >> >>',
  );
  return file.finish({ root, info: file.add(`<< /Title ${pdfText(title)} >>`) });
}

/** PDF coordinates start at the bottom. */
const up = (y: number): number => page.height - y;

function textOperators(
  { text, baseline, size, weight, ink }: TextLine,
  glyphs: PdfGlyphs,
  typeface: Typeface,
): string {
  const line = typeface.glyphs(text, weight);
  const width = (line.reduce((sum, { advance }) => sum + advance, 0) / 1_000) * size;
  const start = `${decimal((page.width - width) / 2)} ${decimal(up(baseline))}`;
  return `BT ${inks[ink]} ${start} Td\n${glyphs.show(line, size)}ET\n`;
}

/** One unit is a module and rows count downwards, as in the code. */
function codeOperators(layout: SheetLayout, modules: Modules): string {
  const { x, y } = layout.code;
  const scale = decimal(moduleWidth(layout, modules));
  const runs = runsOf(modules).map(({ column, row, length }) => `${column} ${row} ${length} 1 re`);
  return `q 0 g ${scale} 0 0 -${scale} ${x} ${up(y)} cm\n${runs.join('\n')}\nf Q\n`;
}

/** Bézier approximation of a quarter circle, as part of its radius. */
const quarter = 0.5523;

function frameOperators({ code, frame }: SheetLayout): string {
  const [left, right] = [code.x, code.x + code.width];
  const [bottom, top] = [up(code.y + code.width), up(code.y)];
  const radius = frame.radius;
  const rest = radius * (1 - quarter);
  const path = [
    [left + radius, bottom, 'm'],
    [right - radius, bottom, 'l'],
    [right - rest, bottom, right, bottom + rest, right, bottom + radius, 'c'],
    [right, top - radius, 'l'],
    [right, top - rest, right - rest, top, right - radius, top, 'c'],
    [left + radius, top, 'l'],
    [left + rest, top, left, top - rest, left, top - radius, 'c'],
    [left, bottom + radius, 'l'],
    [left, bottom + rest, left + rest, bottom, left + radius, bottom, 'c'],
  ];
  const steps = path.map((step) =>
    step.map((part) => (typeof part === 'number' ? decimal(part) : part)).join(' '),
  );
  return `${accentStroke} ${frame.stroke} w\n${steps.join('\n')}\nh S\n`;
}

/** PDF has no exponents. */
const decimal = (value: number): string => String(Math.round(value * 10_000) / 10_000);
