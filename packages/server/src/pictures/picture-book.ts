import { KeptBytes } from './kept-bytes.ts';
import { type ErrorCorrection, encodeModules } from './modules.ts';
import { modulePixels, type PictureSize } from './picture-size.ts';
import { drawPng } from './png.ts';
import type { SheetContents } from './sheet-contents.ts';
import { drawSvg } from './svg.ts';

export type PictureFormat = 'png' | 'svg';

/** What a code looks like: the text in it, and how much of it may be lost. */
export interface CodePicture {
  readonly text: string;
  readonly errorCorrection: ErrorCorrection;
  /** What stands beside the code on paper; only the code of a living shop is printed. */
  readonly sheet?: SheetContents;
}

/** Draws pictures and keeps those that were asked for last, up to `bytesMax` in all. */
export class PictureBook {
  /** Shared with the sheets, so that there is one bound. */
  readonly kept: KeptBytes;

  constructor(bytesMax = 4 * 1_024 * 1_024) {
    this.kept = new KeptBytes(bytesMax);
  }

  get bytes(): number {
    return this.kept.bytes;
  }

  picture(
    { text, errorCorrection }: CodePicture,
    size: PictureSize,
    format: PictureFormat,
  ): Buffer {
    const key = `${errorCorrection}${size}${format} ${text}`;
    const known = this.kept.find(key);
    if (known) return known;
    const modules = encodeModules(text, errorCorrection);
    const draw = format === 'png' ? drawPng : drawSvg;
    const picture = draw(modules, modulePixels(size, modules.size));
    this.kept.keep(key, picture);
    return picture;
  }
}
