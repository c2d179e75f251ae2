/** Printable forms of a shop's code: a sheet, and the code with its name. */
export { hkqrText } from './hkqr-text.ts';
export { type SheetUrls, sheetUrls } from './sheet-addresses.ts';
export {
  type SheetContents,
  type SignLanguage,
  sheetContents,
  signLanguages,
} from './sheet-contents.ts';
export { type SheetFile, SheetMaker } from './sheet-maker.ts';
export { type SheetDependencies, sheetRoutes } from './sheets.http.ts';
