/** QR codes: what is written in them, the pictures, and their addresses. */
export { orderCodeUrl, type PictureUrls, pictureUrls, readCode } from './addresses.ts';
export { findCode } from './find-code.ts';
export type { ErrorCorrection } from './modules.ts';
export { type CodePicture, PictureBook, type PictureFormat } from './picture-book.ts';
export { type PictureSize, pictureSizes } from './picture-size.ts';
export { type PictureDependencies, pictureRoutes } from './pictures.http.ts';
export { drawPng } from './png.ts';
export { drawSvg } from './svg.ts';
