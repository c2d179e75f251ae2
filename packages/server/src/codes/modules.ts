import { encode } from 'uqr';

/** How much of a code may be lost: M is about 15 %, H about 30 %. */
export type ErrorCorrection = 'M' | 'H';

/** A QR code as a square of modules, its quiet zone included. */
export interface Modules {
  /** How many modules the square has on each side. */
  readonly size: number;
  isDark(column: number, row: number): boolean;
}

/** The standard asks for four light modules around a code; cameras miss codes that have fewer. */
const quietZone = 4;

/** Encodes a text. The smallest code that holds it, which has the largest modules. */
export function encodeModules(text: string, errorCorrection: ErrorCorrection): Modules {
  const { data, size } = encode(text, { ecc: errorCorrection, border: 0, boostEcc: true });
  return {
    size: size + 2 * quietZone,
    isDark: (column, row) => data[row - quietZone]?.[column - quietZone] ?? false,
  };
}
