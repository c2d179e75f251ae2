import { encode } from 'uqr';

/** Error correction level: M recovers about 15 % of a code, H about 30 %. */
export type ErrorCorrection = 'M' | 'H';

/** A QR code as a square of modules, including its quiet zone. */
export interface Modules {
  /** Modules per side. */
  readonly size: number;
  isDark(column: number, row: number): boolean;
}

/** The standard requires four light modules around a code; cameras miss codes with fewer. */
const quietZone = 4;

/** Encodes a text in the smallest code that holds it, which has the largest modules. */
export function encodeModules(text: string, errorCorrection: ErrorCorrection): Modules {
  const { data, size } = encode(text, { ecc: errorCorrection, border: 0, boostEcc: true });
  return {
    size: size + 2 * quietZone,
    isDark: (column, row) => data[row - quietZone]?.[column - quietZone] ?? false,
  };
}
