/** A video in which a camera sees one QR code and nothing else, for Chromium's fake capture device. */
import { writeFile } from 'node:fs/promises';
import { encode } from 'uqr';

const side = 480;

/** Writes the video; returns the arguments that make it the camera. */
export async function fakeCamera(file: string, text: string): Promise<readonly string[]> {
  await writeFile(file, videoOf(text));
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

/** YUV4MPEG2 with grey planes: the format that Chromium plays in a loop. */
function videoOf(text: string): Buffer {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const module = Math.floor(side / size);
  const margin = Math.floor((side - module * size) / 2);
  const luma = Buffer.alloc(side * side, 235);
  for (const [y, row] of data.entries()) {
    for (const [x, dark] of row.entries()) {
      if (!dark) continue;
      for (let line = 0; line < module; line++) {
        const from = (margin + y * module + line) * side + margin + x * module;
        luma.fill(16, from, from + module);
      }
    }
  }
  const chroma = Buffer.alloc((side / 2) ** 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${side} H${side} F5:1 Ip A1:1 C420jpeg\n`);
  return Buffer.concat([head, ...Array.from({ length: 5 }, () => frame)]);
}
