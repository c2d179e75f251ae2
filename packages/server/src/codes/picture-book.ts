import { KeptBytes } from './kept-bytes.ts';
import { type ErrorCorrection, encodeModules } from './modules.ts';
import { modulePixels, type PictureSize } from './picture-size.ts';
import { drawPng } from './png.ts';
import { drawSvg } from './svg.ts';

export type PictureFormat = 'png' | 'svg';

/** A code's content and error correction level. */
export interface CodePicture {
  readonly text: string;
  readonly errorCorrection: ErrorCorrection;
}

/** Draws and caches pictures. */
export class PictureBook {
  readonly #kept: KeptBytes;

  /** Sheets may share the cache, so that there is one limit. */
  constructor(kept = new KeptBytes()) {
    this.#kept = kept;
  }

  picture(
    { text, errorCorrection }: CodePicture,
    size: PictureSize,
    format: PictureFormat,
  ): Buffer {
    const key = `${errorCorrection}${size}${format} ${text}`;
    const known = this.#kept.find(key);
    if (known) return known;
    const modules = encodeModules(text, errorCorrection);
    const draw = format === 'png' ? drawPng : drawSvg;
    const picture = draw(modules, modulePixels(size, modules.size));
    this.#kept.keep(key, picture);
    return picture;
  }
}
