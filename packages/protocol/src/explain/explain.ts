import { type Hypothesis, hypotheses, otherKeyHypotheses } from './hypotheses.ts';
import { documented, fits, type Recipe, type SignatureCase, signedText } from './recipe.ts';

/** Why a signature does not fit. It shows no key. */
export interface SignatureExplanation {
  /** `explained`: with these mistakes the signature fits. `unexplained`: no known one fits. */
  readonly verdict: 'valid' | 'explained' | 'unexplained';
  /** One or two mistakes. */
  readonly causes: readonly {
    readonly cause: string;
    readonly means: string;
    readonly fix: string;
  }[];
  /** The string that the documents ask for. */
  readonly documented: string;
  /** The string that was signed, when it is another one. */
  readonly signed?: string;
  /** Where the two strings begin to differ. */
  readonly firstDifference?: number;
  /** The mistakes that were ruled out. */
  readonly ruledOut: readonly string[];
}

/**
 * Searches the known mistakes, one by one and then in pairs, for one with which the signature fits.
 * A match is proof: another string or key gives another signature.
 * ```ts
 * explainSignature({ parameters, charset: 'UTF-8', keys }).causes[0]?.cause; // 'sign-type-included'
 * ```
 */
export function explainSignature(message: SignatureCase): SignatureExplanation {
  const text = signedText(documented, message) ?? '';
  if (fits(documented, message)) {
    return { verdict: 'valid', causes: [], documented: text, ruledOut: [] };
  }
  const known: readonly Hypothesis[] = [...otherKeyHypotheses(message), ...hypotheses];
  const found = candidates(known).find((mistakes) => fits(recipeWith(mistakes), message));
  if (!found) {
    const ruledOut = known.map(({ cause }) => cause);
    return { verdict: 'unexplained', causes: [], documented: text, ruledOut };
  }
  const signed = signedText(recipeWith(found), message) ?? '';
  return {
    verdict: 'explained',
    causes: found.map(({ cause, means, fix }) => ({ cause, means, fix })),
    documented: text,
    ...(signed !== text && { signed, firstDifference: firstDifference(text, signed) }),
    ruledOut: [],
  };
}

/** Single mistakes, then pairs of different aspects. */
function candidates(known: readonly Hypothesis[]): readonly (readonly Hypothesis[])[] {
  const pairs = known.flatMap((one, index) =>
    known
      .slice(index + 1)
      .filter(({ aspect }) => aspect !== one.aspect)
      .map((other) => [one, other]),
  );
  return [...known.map((one) => [one]), ...pairs];
}

const recipeWith = (mistakes: readonly Hypothesis[]): Recipe =>
  Object.assign({}, documented, ...mistakes.map(({ change }) => change));

function firstDifference(left: string, right: string): number {
  let index = 0;
  while (index < left.length && left[index] === right[index]) index += 1;
  return index;
}
