import { crc32, deflateSync } from 'node:zlib';
import type { Modules } from './modules.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One bit per pixel, grey: 0 is black, 1 is white. */
const bitDepth = 1;
const greyscale = 0;

const filterNone = 0;
const filterUp = 2;

/**
 * Draws a code as PNG, `pixels` per module side. Two colours need one bit per pixel; a line that
 * repeats the previous one is all zeros, so even a large picture compresses to a kilobyte.
 */
export function drawPng(modules: Modules, pixels: number): Buffer {
  const width = modules.size * pixels;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header[8] = bitDepth;
  header[9] = greyscale;
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(scanLines(modules, pixels, width))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function scanLines(modules: Modules, pixels: number, width: number): Buffer {
  const lineBytes = 1 + Math.ceil(width / 8);
  const lines = Buffer.alloc(lineBytes * width);
  for (let row = 0; row < modules.size; row++) {
    const start = row * pixels * lineBytes;
    lines[start] = filterNone;
    for (let x = 0; x < width; x++) {
      if (modules.isDark(Math.floor(x / pixels), row)) continue;
      const at = start + 1 + (x >> 3);
      lines[at] = (lines[at] ?? 0) | (0x80 >> (x & 7));
    }
    for (let repeat = 1; repeat < pixels; repeat++) lines[start + repeat * lineBytes] = filterUp;
  }
  return lines;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
