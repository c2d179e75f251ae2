/**
 * What a camera makes of a picture: other sizes, a turn, a blur, noise, weak contrast. And a decoder
 * that knows nothing of how our pictures are drawn.
 */
import type { Random } from '@sampan/primitives';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';

/** A grey picture; 0 is black, 255 is white. */
export interface Photograph {
  readonly width: number;
  readonly height: number;
  readonly grey: Float64Array;
}

/** Some packages of the CommonJS kind show up one level deeper. */
const decodeCode = ((jsqr as unknown as { default?: unknown }).default ??
  jsqr) as typeof jsqr.default;

export function readPng(bytes: Buffer): Photograph {
  const { width, height, data } = PNG.sync.read(bytes);
  const grey = new Float64Array(width * height);
  for (let index = 0; index < grey.length; index++) grey[index] = data[index * 4] ?? 0;
  return { width, height, grey };
}

/** The text of the QR code in the photograph, if a decoder finds one. */
export function readQr({ width, height, grey }: Photograph): string | undefined {
  const levels = Uint8ClampedArray.from(grey);
  // Red, green and blue alike, and opaque; the bytes of a pixel are one number.
  const pixels = Uint32Array.from(levels, (level) => level * 0x01_01_01 + 0xff_00_00_00);
  return decodeCode(new Uint8ClampedArray(pixels.buffer), width, height, {
    inversionAttempts: 'dontInvert',
  })?.data;
}

/** Another size and a turn, on a larger sheet of white. Any numbers: pixels are mixed. */
export function retake(
  picture: Photograph,
  { scale = 1, degrees = 0 }: { readonly scale?: number; readonly degrees?: number },
): Photograph {
  const margin = 1.2;
  const width = Math.ceil(picture.width * scale * margin);
  const height = Math.ceil(picture.height * scale * margin);
  const grey = new Float64Array(width * height);
  const [sine, cosine] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = x - width / 2 + 0.5;
      const fromY = y - height / 2 + 0.5;
      const sourceX = (fromX * cosine + fromY * sine) / scale + picture.width / 2 - 0.5;
      const sourceY = (fromY * cosine - fromX * sine) / scale + picture.height / 2 - 0.5;
      grey[y * width + x] = mixed(picture, sourceX, sourceY);
    }
  }
  return { width, height, grey };
}

/** The mean over a square of `2 × radius + 1` pixels. */
export function blur(picture: Photograph, radius: number): Photograph {
  return blurLines(blurLines(picture, radius, 1, 0), radius, 0, 1);
}

/** The mean over a line of pixels, across or down. */
function blurLines(picture: Photograph, radius: number, across: number, down: number): Photograph {
  const { width, height } = picture;
  const grey = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let step = -radius; step <= radius; step++) {
        sum += at(picture, x + step * across, y + step * down);
      }
      grey[y * width + x] = sum / (2 * radius + 1);
    }
  }
  return { width, height, grey };
}

/** Black and white as the camera sees them, and up to `noise` of grain each way. */
export function expose(
  picture: Photograph,
  {
    black,
    white,
    noise,
  }: { readonly black: number; readonly white: number; readonly noise: number },
  random: Random,
): Photograph {
  const grain = () => random.below(2 * noise + 1) - noise;
  const grey = picture.grey.map((value) => black + (value / 255) * (white - black) + grain());
  return { ...picture, grey };
}

/** White beyond the edges. */
const at = ({ width, height, grey }: Photograph, x: number, y: number): number =>
  x < 0 || y < 0 || x >= width || y >= height ? 255 : (grey[y * width + x] ?? 255);

/** Of the four pixels around a point. Millions of points are asked for: nothing is made on the way. */
function mixed(picture: Photograph, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const down = y - top;
  const upper = at(picture, left, top) * (1 - right) + at(picture, left + 1, top) * right;
  const lower = at(picture, left, top + 1) * (1 - right) + at(picture, left + 1, top + 1) * right;
  return upper * (1 - down) + lower * down;
}
