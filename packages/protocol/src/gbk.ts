import iconv from 'iconv-lite';

/**
 * GBK as two tables, one per direction. A byte pair is valid only if it round-trips: a received
 * text is signed over its bytes, so each character must have one encoding. (Code page 936 has two
 * pairs that do not: A2E3, the second euro sign, and A3A0, a second wide blank.)
 */
interface Tables {
  /** Code unit of `lead << 8 | trail`, with the lead's top bit dropped; 0 if invalid. */
  readonly units: Uint16Array;
  /** Byte or byte pair of a code unit; 0 when GBK cannot hold it. */
  readonly bytes: Uint16Array;
}

let tables: Tables | undefined;

/** Created lazily: a command without GBK text does not pay for it. */
function gbk(): Tables {
  if (tables) return tables;
  const units = new Uint16Array(0x8000);
  const bytes = new Uint16Array(0x10000);
  for (let unit = 1; unit < 0x80; unit++) bytes[unit] = unit;
  bytes[0x20ac] = 0x80;
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const pair = Buffer.of(lead, trail);
      const text = iconv.decode(pair, 'gbk');
      if (text.length !== 1 || text === '\ufffd' || !iconv.encode(text, 'gbk').equals(pair))
        continue;
      units[((lead & 0x7f) << 8) | trail] = text.charCodeAt(0);
      bytes[text.charCodeAt(0)] = (lead << 8) | trail;
    }
  }
  tables = { units, bytes };
  return tables;
}

/** The decoded text; undefined when a pair is truncated or unknown. */
export function gbkTo(source: Uint8Array): string | undefined {
  const { units } = gbk();
  const text = Buffer.allocUnsafe(source.length * 2);
  let length = 0;
  for (let index = 0; index < source.length; index++) {
    const lead = source[index] as number;
    let unit = lead;
    if (lead === 0x80) unit = 0x20ac;
    else if (lead > 0x80) {
      unit = units[((lead & 0x7f) << 8) | (source[++index] ?? 0)] as number;
      if (unit === 0) return undefined;
    }
    text[length++] = unit & 0xff;
    text[length++] = unit >> 8;
  }
  return text.toString('utf16le', 0, length);
}

/** The GBK bytes of the text; undefined when GBK cannot hold one of its characters. */
export function gbkFrom(text: string): Buffer | undefined {
  const { bytes } = gbk();
  const target = Buffer.allocUnsafe(text.length * 2);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const pair = bytes[unit] as number;
    if (pair === 0 && unit !== 0) return undefined;
    if (pair > 0xff) target[length++] = pair >> 8;
    target[length++] = pair & 0xff;
  }
  return target.subarray(0, length);
}

/** Whether the charset of that name holds every character of the text. */
export function gbkHolds(text: string, name: 'GBK' | 'GB2312'): boolean {
  const { bytes } = gbk();
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    const pair = bytes[unit] as number;
    if (pair === 0 || (name === 'GB2312' && !isGb2312(pair))) return false;
  }
  return true;
}

/** Cells that GB2312 uses in its rows of signs; rows 16 to 55 and 56 to 87 are characters. */
const signRows: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  161: [[0xa1, 0xfe]],
  162: [
    [0xb1, 0xe2],
    [0xe5, 0xee],
    [0xf1, 0xfc],
  ],
  163: [[0xa1, 0xfe]],
  164: [[0xa1, 0xf3]],
  165: [[0xa1, 0xf6]],
  166: [
    [0xa1, 0xb8],
    [0xc1, 0xd8],
  ],
  167: [
    [0xa1, 0xc1],
    [0xd1, 0xf1],
  ],
  168: [
    [0xa1, 0xba],
    [0xc5, 0xe9],
  ],
  169: [[0xa4, 0xef]],
  215: [[0xa1, 0xf9]],
};

function isGb2312(pair: number): boolean {
  const row = pair >> 8;
  const cell = pair & 0xff;
  const cells = signRows[row];
  if (cells) return cells.some(([first, last]) => cell >= first && cell <= last);
  return row >= 0xb0 && row <= 0xf7 && cell >= 0xa1 && cell <= 0xfe;
}
