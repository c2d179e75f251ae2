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

/**
 * What the machine's table lacks: it has private-use characters for these pairs, or by now the real
 * ones. The first pair of each run, and the characters of it and of the following pairs.
 */
const additions: readonly (readonly [pair: number, text: string])[] = [
  [0xa8bc, 'ḿ'],
  [0xa8bf, 'ǹ'],
  [0xa989, '〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻'],
  [0xfe50, '⺁'],
  [0xfe54, '⺄㑳㑇⺈⺋'],
  [0xfe5a, '㖞㘚㘎⺌⺗㥮㤘'],
  [0xfe62, '㧏㧟㩳㧐'],
  [0xfe68, '㭎㱮㳠⺧'],
  [0xfe6e, '⺪䁖䅟⺮䌷⺳⺶⺷'],
  [0xfe77, '䎱䎬⺻䏝䓖䙡䙌'],
  [0xfe80, '䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶'],
  [0xfe92, '䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮'],
];

/** The pairs that have no character, because each would be the second one of its character. */
const secondPairs: ReadonlySet<number> = new Set([0xa2e3, 0xa3a0]);

let tables: Tables | undefined;

/** Created lazily: a command without GBK text does not pay for it. */
function gbk(): Tables {
  if (tables) return tables;
  const units = new Uint16Array(0x8000);
  const bytes = new Uint16Array(0x10000);
  for (let unit = 1; unit < 0x80; unit++) bytes[unit] = unit;
  bytes[0x20ac] = 0x80;
  const put = (pair: number, unit: number): void => {
    units[pair & 0x7fff] = unit;
    bytes[unit] = pair;
  };
  const machine = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const pair = (lead << 8) | trail;
      const text = machine.decode(Buffer.of(lead, trail));
      const isOne = text.length === 1 && text !== '\ufffd';
      if (isOne && !secondPairs.has(pair)) put(pair, text.charCodeAt(0));
    }
  }
  for (const [first, text] of additions) {
    for (const [index, character] of [...text].entries()) {
      // The private-use character that the machine has in its place is none of GBK's.
      bytes[units[(first + index) & 0x7fff] as number] = 0;
      put(first + index, character.charCodeAt(0));
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
