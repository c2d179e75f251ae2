/** A receipt as a page of the width of the paper; it needs nothing from elsewhere. */
import { renderSVG } from 'uqr';
import type { Language, Paper, ReceiptLine } from './line.ts';

/** The page has one style, which its policy names by this text. */
export const receiptStyle = (paper: Paper): string => `
@page { size: ${paper}mm auto; margin: 0 }
* { box-sizing: border-box }
body { width: ${paper}mm; margin: 0; padding: 4mm ${paper === 80 ? 5 : 3}mm 6mm; color: #000; background: #fff;
  font: ${paper === 80 ? 11 : 9}pt/1.35 ui-monospace, "Noto Sans Mono", "Noto Sans HK", "PingFang HK", "Microsoft JhengHei", monospace;
  font-variant-numeric: tabular-nums }
p { margin: 0; overflow-wrap: anywhere }
.pair { display: flex; justify-content: space-between; gap: 3mm }
.pair span:last-child { text-align: right; white-space: nowrap }
.pair span.long { white-space: normal; overflow-wrap: anywhere }
.center { text-align: center }
.large { font-size: 1.6em; font-weight: 700 }
.bold { font-weight: 700 }
hr { border: 0; border-top: 1px dashed #000; margin: 2mm 0 }
svg { display: block; width: 28mm; height: 28mm; margin: 3mm auto }
`;

const languages = { en: 'en', zhHant: 'zh-Hant-HK', zhHans: 'zh-Hans' } as const;

export function receiptHtml(
  lines: readonly ReceiptLine[],
  {
    paper,
    language,
    title,
  }: { readonly paper: Paper; readonly language: Language; readonly title: string },
): string {
  return `<!doctype html><html lang="${languages[language]}"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${receiptStyle(paper)}</style></head><body>${lines.map(lineHtml).join('\n')}</body></html>\n`;
}

function lineHtml(line: ReceiptLine): string {
  switch (line.is) {
    case 'text': {
      const { text, align, size, isBold } = line;
      const classes = [align, size, isBold && 'bold'].filter((name) => typeof name === 'string');
      return `<p class="${classes.join(' ')}">${escaped(text)}</p>`;
    }
    case 'pair': {
      const isLong = line.right.length > 14;
      return `<p class="pair ${line.size ?? ''}"><span>${escaped(line.left)}</span><span${isLong ? ' class="long"' : ''}>${escaped(line.right)}</span></p>`;
    }
    case 'rule':
      return '<hr>';
    case 'space':
      return '<p>&nbsp;</p>';
    case 'code':
      return renderSVG(line.text, { border: 1 });
  }
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
