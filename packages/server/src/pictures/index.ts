/** QR codes: what is written in them, the pictures, and their addresses. */
export {
  orderCodeUrl,
  type PictureUrls,
  pictureUrls,
  readCode,
  type SheetUrls,
  sheetUrls,
} from './addresses.ts';
export { findCode } from './find-code.ts';
export type { ErrorCorrection } from './modules.ts';
export { type CodePicture, PictureBook, type PictureFormat } from './picture-book.ts';
export { type PictureSize, pictureSizes } from './picture-size.ts';
export { type PictureDependencies, pictureRoutes } from './pictures.http.ts';
export { drawPng } from './png.ts';
export { type SheetContents, sheetContents } from './sheet-contents.ts';
export { type SheetFile, SheetMaker } from './sheet-maker.ts';
export { drawSvg } from './svg.ts';
