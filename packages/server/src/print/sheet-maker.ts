import type { CodePicture, KeptBytes } from '#codes';
import { encodeModules } from '#codes';
import type { Paper } from './paper.ts';
import type { SheetContents } from './sheet-contents.ts';
import { layoutSheet, textsOf } from './sheet-layout.ts';
import { drawSheetPdf } from './sheet-pdf.ts';
import { drawNamedSvg, drawSheetSvg } from './sheet-svg.ts';
import { Typeface } from './typeface.ts';

/** The printable files: the sheet, the code with its name, and the sheet with the code as an HKQR. */
export const sheetFiles = ['sheet.pdf', 'sheet.svg', 'named.svg', 'hkqr.pdf', 'hkqr.svg'] as const;

export type SheetFile = (typeof sheetFiles)[number];

export type ShopPicture = CodePicture & {
  readonly sheet: SheetContents;
  /** By default A5. */
  readonly paper?: Paper;
};

/**
 * Draws and caches sheets. A sheet blocks the process for some tens of milliseconds, so they are
 * drawn one at a time, yielding in between, and the number of waiting ones is limited.
 */
export class SheetMaker {
  readonly #kept: KeptBytes;
  readonly #waitingMax: number;
  readonly #underWay = new Map<string, Promise<Buffer>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(kept: KeptBytes, { waitingMax = 32 } = {}) {
    this.#kept = kept;
    this.#waitingMax = waitingMax;
  }

  /** The file; undefined when too many are waiting. */
  async make(code: ShopPicture, file: SheetFile): Promise<Buffer | undefined> {
    const key = `${file} ${JSON.stringify(code)}`;
    const known = this.#kept.find(key) ?? this.#underWay.get(key);
    if (known) return known;
    if (this.#underWay.size >= this.#waitingMax) return undefined;
    const made = this.#last.then(async () => {
      const typeface = await Typeface.open(textsOf(code.sheet));
      await othersFirst();
      const bytes = draw(code, file, typeface);
      this.#kept.keep(key, bytes);
      return bytes;
    });
    this.#last = made.catch(() => undefined);
    this.#underWay.set(key, made);
    try {
      return await made;
    } finally {
      this.#underWay.delete(key);
    }
  }
}

const othersFirst = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Draws a file; the same code always gives the same bytes. */
function draw(
  { text, errorCorrection, sheet, paper = 'A5' }: ShopPicture,
  file: SheetFile,
  typeface: Typeface,
) {
  const modules = encodeModules(text, errorCorrection);
  if (file === 'named.svg') return drawNamedSvg(modules, sheet.name, typeface);
  const layout = layoutSheet(sheet, typeface);
  const title = sheet.name;
  return file.endsWith('.pdf')
    ? drawSheetPdf(layout, modules, { typeface, title, paper })
    : drawSheetSvg(layout, modules, { title, paper });
}
