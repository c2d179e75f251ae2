/** A video in which a camera sees one code and nothing else, for Chromium's fake capture device. */
import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { encode } from 'uqr';

const side = 480;

/** Writes the video; returns the arguments that make it the camera. */
export async function fakeCamera(file: string, text: string): Promise<readonly string[]> {
  await writeFile(file, videoOf(codeOf(text)));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/** What the camera of this file sees when it is opened the next time: a picture of another page. */
export const aimCamera = (file: string, screenshot: Buffer): Promise<void> =>
  writeFile(file, videoOf(pictureOf(screenshot)));

/** Brightness, from 0 for black, of the pixel in this column and row. */
type Picture = (x: number, y: number) => number;

const white = 235;
const black = 16;

function codeOf(text: string): Picture {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const module = Math.floor(side / size);
  const margin = Math.floor((side - module * size) / 2);
  const at = (place: number) => Math.floor((place - margin) / module);
  return (x, y) => (data[at(y)]?.[at(x)] ? black : white);
}

/** As large as fits, in the middle of a white wall. */
function pictureOf(screenshot: Buffer): Picture {
  const { width, height, data } = PNG.sync.read(screenshot);
  const scale = (side * 0.8) / Math.max(width, height);
  const [left, top] = [(side - width * scale) / 2, (side - height * scale) / 2];
  return (x, y) => {
    const [column, row] = [Math.floor((x - left) / scale), Math.floor((y - top) / scale)];
    if (column < 0 || row < 0 || column >= width || row >= height) return white;
    const [red = 0, green = 0, blue = 0] = data.subarray(4 * (row * width + column));
    const light = 0.299 * red + 0.587 * green + 0.114 * blue;
    return black + Math.round((light * (white - black)) / 255);
  };
}

/** YUV4MPEG2 with grey planes: the format that Chromium plays in a loop. */
function videoOf(picture: Picture): Buffer {
  const luma = Buffer.alloc(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) luma[y * side + x] = picture(x, y);
  }
  const chroma = Buffer.alloc((side / 2) ** 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${side} H${side} F5:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]);
}
