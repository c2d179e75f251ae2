/** Why a signature does not fit. */
export { type CauseName, causes } from './causes.ts';
export type { Difference } from './difference.ts';
export {
  type Cause,
  explainSignature,
  type SearchLimits,
  type SignatureExplanation,
} from './explain.ts';
export { type Language, languages } from './lines.ts';
export type { OtherKey, SignatureCase } from './recipe.ts';
