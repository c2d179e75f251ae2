/** Why a signature does not fit. */
export { explainSignature, type SignatureExplanation } from './explain.ts';
export type { SignatureCase } from './recipe.ts';
