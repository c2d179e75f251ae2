/** Why a request was refused: the mistake in its signature, or the rule behind its code. */
export { type CauseName, causes } from './causes.ts';
export type { Difference } from './difference.ts';
export {
  type ExchangeRecord,
  type Explanation,
  explainExchange,
  type KnownKeys,
} from './exchange.ts';
export {
  type Cause,
  explainSignature,
  type SearchLimits,
  type SignatureExplanation,
} from './explain.ts';
export { readExplainInput } from './input.ts';
export type { ExplainInput, InputKind } from './input-kind.ts';
export { type Language, type Lines, languages, linesFor } from './lines.ts';
export type { OtherKey, SignatureCase } from './recipe.ts';
export {
  explainRefusal,
  isExplainedCode,
  type RefusalCase,
  type RefusalExplanation,
  type StoredDifference,
} from './refusal.ts';
export { type Retry, retries } from './retry.ts';
