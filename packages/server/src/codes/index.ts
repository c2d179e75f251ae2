/** QR codes: their content, pictures and URLs. */
export { codeFileUrl, orderCodeUrl, type PictureUrls, pictureUrls, readCode } from './addresses.ts';
export { type FoundCode, findCode } from './find-code.ts';
export { KeptBytes } from './kept-bytes.ts';
export { type ErrorCorrection, encodeModules, type Modules } from './modules.ts';
export { type CodePicture, PictureBook, type PictureFormat } from './picture-book.ts';
export { type PictureSize, pictureSizes } from './picture-size.ts';
export { type PictureDependencies, pictureRoutes } from './pictures.http.ts';
export { harden, notFound, sendTagged, withHead } from './replies.http.ts';
export { moduleRuns, runsOf } from './svg.ts';
