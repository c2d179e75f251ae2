import { codeFileUrl } from '#codes';

/** URLs of a shop's printable code. */
export interface SheetUrls {
  readonly pdf: string;
  readonly svg: string;
  /** The code with the shop's name below it. */
  readonly named: string;
  /** The sheet with the code as an HKQR, which other schemes may join. */
  readonly hkqrPdf: string;
  readonly hkqrSvg: string;
}

/**
 * `sheetUrls('https://pay.example', 'k3v9m2').pdf` is `https://pay.example/qr/k3v9m2/sheet.pdf`.
 */
export const sheetUrls = (publicUrl: string, code: string): SheetUrls => ({
  pdf: codeFileUrl(publicUrl, code, 'sheet.pdf'),
  svg: codeFileUrl(publicUrl, code, 'sheet.svg'),
  named: codeFileUrl(publicUrl, code, 'named.svg'),
  hkqrPdf: codeFileUrl(publicUrl, code, 'hkqr.pdf'),
  hkqrSvg: codeFileUrl(publicUrl, code, 'hkqr.svg'),
});
