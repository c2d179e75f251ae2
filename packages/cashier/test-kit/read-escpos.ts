/** Reads what a receipt printer gets, as the printer does; throws at what it would not know. */
export interface Printed {
  readonly lines: readonly string[];
  readonly images: readonly {
    readonly width: number;
    readonly height: number;
    readonly ink: number;
  }[];
  /** The texts of QR codes. */
  readonly codes: readonly string[];
  readonly isCut: boolean;
  readonly opensDrawer: boolean;
}

export function readEscPos(bytes: Uint8Array): Printed {
  const lines: string[] = [];
  const images: { width: number; height: number; ink: number }[] = [];
  const codes: string[] = [];
  let [isCut, opensDrawer, text, at] = [false, false, '', 0];
  let code = '';
  const byte = (offset: number): number => bytes[at + offset] ?? 0;

  const commands: Readonly<Record<string, () => number>> = {
    '1b40': () => 2,
    '1b61': () => 3,
    '1b45': () => 3,
    '1d21': () => 3,
    '1b70'() {
      opensDrawer = true;
      return 5;
    },
    '1d56'() {
      isCut = true;
      return 4;
    },
    '1d76'() {
      const [across, height] = [byte(4) + 256 * byte(5), byte(6) + 256 * byte(7)];
      const rows = bytes.subarray(at + 8, at + 8 + across * height);
      const ink = rows.reduce((sum, row) => sum + row.toString(2).replaceAll('0', '').length, 0);
      images.push({ width: across * 8, height, ink });
      return 8 + across * height;
    },
    '1d28'() {
      const length = byte(3) + 256 * byte(4);
      if (byte(6) === 0x50) code = Buffer.from(bytes.subarray(at + 8, at + 5 + length)).toString();
      if (byte(6) === 0x51) codes.push(code);
      return 5 + length;
    },
  };

  while (at < bytes.length) {
    const first = byte(0);
    if (first === 0x0a) {
      lines.push(text.trimEnd());
      text = '';
      at += 1;
    } else if (first === 0x1b || first === 0x1d) {
      const name = Buffer.from([first, byte(1)]).toString('hex');
      const command = commands[name];
      if (!command) throw new Error(`the printer does not know ${name}`);
      at += command();
    } else {
      text += String.fromCharCode(first);
      at += 1;
    }
  }
  return { lines, images, codes, isCut, opensDrawer };
}
