/**
 * A receipt as ESC/POS, the language of receipt printers. Letters of ASCII are sent as text; a line with
 * any other letter is sent as an image, because code pages differ by model.
 */
import type { Bitmap, Raster } from './bitmap.ts';
import type { Paper, ReceiptLine } from './line.ts';

/** The dots of a line, and the letters of the printer's own font in it. */
const widths = { 80: { dots: 576, letters: 48 }, 58: { dots: 384, letters: 32 } } as const;

const esc = 0x1b;
const gs = 0x1d;

export interface EscPosOptions {
  readonly paper: Paper;
  /** Draws a line that the printer has no letters for. */
  readonly raster: Raster;
  readonly opensDrawer: boolean;
}

export async function escPos(
  lines: readonly ReceiptLine[],
  { paper, raster, opensDrawer }: EscPosOptions,
): Promise<Uint8Array> {
  const { dots, letters } = widths[paper];
  const parts: Uint8Array[] = [bytes(esc, 0x40)];
  if (opensDrawer) parts.push(drawerPulse);
  for (const line of lines) {
    const isPlain = /^[\x20-\x7e]*$/.test(textOf(line));
    parts.push(isPlain ? plain(line, letters) : image(await raster(line, dots)));
  }
  parts.push(cut);
  return Buffer.concat(parts);
}

/** 50 ms on, 500 ms off, on the first pin. */
export const drawerPulse = bytes(esc, 0x70, 0, 25, 250);

/** Feeds the last line past the knife, and cuts. */
const cut = bytes(gs, 0x56, 0x42, 0);

function textOf(line: ReceiptLine): string {
  if (line.is === 'text') return line.text;
  return line.is === 'pair' ? `${line.left}${line.right}` : '';
}

function plain(line: ReceiptLine, letters: number): Uint8Array {
  switch (line.is) {
    case 'text': {
      const { text, align, size, isBold } = line;
      const width = size === 'large' ? letters / 2 : letters;
      return styled(wrapped(text, width), {
        isCentered: align === 'center',
        isLarge: size === 'large',
        isBold,
      });
    }
    case 'pair': {
      const width = line.size === 'large' ? letters / 2 : letters;
      return styled(paired(line.left, line.right, width), {
        isLarge: line.size === 'large',
        isBold: line.size && true,
      });
    }
    case 'rule':
      return ascii(`${'-'.repeat(letters)}\n`);
    case 'space':
      return ascii('\n');
    case 'code':
      return qrCode(line.text);
  }
}

interface Style {
  readonly isCentered?: boolean;
  readonly isLarge?: boolean;
  readonly isBold?: boolean | undefined;
}

const styled = (
  rows: readonly string[],
  { isCentered = false, isLarge = false, isBold = false }: Style,
) =>
  Buffer.concat([
    bytes(esc, 0x61, isCentered ? 1 : 0),
    bytes(gs, 0x21, isLarge ? 0x11 : 0),
    bytes(esc, 0x45, isBold ? 1 : 0),
    ascii(rows.map((row) => `${row}\n`).join('')),
    bytes(gs, 0x21, 0),
    bytes(esc, 0x45, 0),
    bytes(esc, 0x61, 0),
  ]);

/** The amount stays on the line of the end of its text; a text that is too long wraps before it. */
function paired(left: string, right: string, width: number): readonly string[] {
  const room = width - right.length - 1;
  // The amount itself is longer than a line, as an id may be: below its text.
  if (room < 8)
    return [...wrapped(left, width), ...wrapped(right, width).map((row) => row.padStart(width))];
  const rows = wrapped(left, room);
  return rows.map((row, index) =>
    index === rows.length - 1 ? `${row.padEnd(room)} ${right}` : row,
  );
}

/** Breaks at spaces, and words that are longer than a line. */
function wrapped(text: string, width: number): readonly string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of text.split(/(?<= )/)) {
    if (row !== '' && (row + word).trimEnd().length > width) {
      rows.push(row.trimEnd());
      row = '';
    }
    row += word;
    while (row.trimEnd().length > width) {
      rows.push(row.slice(0, width));
      row = row.slice(width);
    }
  }
  return [...rows, row.trimEnd()];
}

/** Model 2, error correction M, six dots per module, centred. */
function qrCode(text: string): Uint8Array {
  const data = ascii(text);
  const length = data.length + 3;
  const command = (...values: readonly number[]) =>
    bytes(gs, 0x28, 0x6b, values.length % 256, 0, ...values);
  return Buffer.concat([
    bytes(esc, 0x61, 1),
    command(0x31, 0x41, 0x32, 0),
    command(0x31, 0x43, 6),
    command(0x31, 0x45, 0x31),
    bytes(gs, 0x28, 0x6b, length % 256, Math.floor(length / 256), 0x31, 0x50, 0x30),
    data,
    command(0x31, 0x51, 0x30),
    bytes(esc, 0x61, 0),
  ]);
}

/** `GS v 0`: rows of bytes, a bit for each dot. */
function image({ width, height, rows }: Bitmap): Uint8Array {
  const across = Math.ceil(width / 8);
  return Buffer.concat([
    bytes(
      gs,
      0x76,
      0x30,
      0,
      across % 256,
      Math.floor(across / 256),
      height % 256,
      Math.floor(height / 256),
    ),
    rows,
  ]);
}

function bytes(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values);
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'latin1');
