/** QR codes that merchants show by EMVCo's rules: reading, writing, naming, and our shops' codes inside them. */
export { crc16 } from './crc.ts';
export {
  type Account,
  type CardAccount,
  type EmvCode,
  isSchemeAccount,
  type SchemeAccount,
} from './emv-code.ts';
export type { CodeProblem, Result } from './problem.ts';
export { isEmvText, readEmvCode } from './read-code.ts';
export {
  type FpsAccount,
  fpsAccountOf,
  type NamedCode,
  nameEmvCode,
  schemeOfAccount,
  schemesOf,
} from './schemes.ts';
export { joinShopSign, type ShopSign, urlInSign, writeShopSign } from './shop-sign.ts';
export type { DataObject } from './tlv.ts';
export { writeEmvCode } from './write-code.ts';
