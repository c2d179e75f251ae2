import { type ErrorCorrection, encodeModules } from './modules.ts';
import { modulePixels, type PictureSize } from './picture-size.ts';
import { drawPng } from './png.ts';
import { drawSvg } from './svg.ts';

export type PictureFormat = 'png' | 'svg';

/** What a code looks like: the text in it, and how much of it may be lost. */
export interface CodePicture {
  readonly text: string;
  readonly errorCorrection: ErrorCorrection;
}

/** What keeping a picture costs beside its bytes: its key, and the map's own. */
const overheadBytes = 256;

/** Draws pictures and keeps those that were asked for last, up to `bytesMax` in all. */
export class PictureBook {
  readonly #bytesMax: number;
  /** A map remembers the order in which its keys came: the first is the one to go. */
  readonly #kept = new Map<string, Buffer>();
  #bytes = 0;

  constructor(bytesMax = 4 * 1_024 * 1_024) {
    this.#bytesMax = bytesMax;
  }

  get bytes(): number {
    return this.#bytes;
  }

  picture(
    { text, errorCorrection }: CodePicture,
    size: PictureSize,
    format: PictureFormat,
  ): Buffer {
    const key = `${errorCorrection}${size}${format} ${text}`;
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known;
    }
    const modules = encodeModules(text, errorCorrection);
    const draw = format === 'png' ? drawPng : drawSvg;
    const picture = draw(modules, modulePixels(size, modules.size));
    this.#keep(key, picture);
    return picture;
  }

  #keep(key: string, picture: Buffer): void {
    this.#kept.set(key, picture);
    this.#bytes += picture.length + overheadBytes;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#bytes <= this.#bytesMax) return;
      this.#kept.delete(oldest);
      this.#bytes -= length + overheadBytes;
    }
  }
}
