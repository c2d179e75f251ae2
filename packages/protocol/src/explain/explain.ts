import { type CauseName, causes } from './causes.ts';
import { type Difference, firstDifference } from './difference.ts';
import { documented, type SignatureCase, signedBy, textOf } from './recipe.ts';
import type { Seal, SealMistake } from './seal.ts';
import { sealsOf } from './seals.ts';
import { causesIn, search } from './search.ts';
import { type TextHypothesis, textHypotheses } from './text-hypotheses.ts';

/** A mistake that was found. */
export interface Cause {
  readonly cause: CauseName;
  /** What was done instead of what the documents say. */
  readonly means: string;
  /** What to do; `linesFor(cause)` has the line to change in five languages. */
  readonly fix: string;
}

/** Why a signature does not fit. It shows no key. */
export interface SignatureExplanation {
  /** `explained`: with these mistakes the signature fits. `guess`: no known one fits. */
  readonly verdict: 'valid' | 'explained' | 'guess';
  /** The mistakes that are proven, the first one first; of a guess those that are certain. */
  readonly causes: readonly Cause[];
  /** Other mistakes, as many, that would give the same signature: then the causes are a guess. */
  readonly alternatives: readonly (readonly CauseName[])[];
  /** The likeliest cause when no known one fits, with what is known. */
  readonly guess?: Cause;
  /** The string that the documents ask for. */
  readonly serverString: string;
  /** The string that was signed, when it is another one and is known. */
  readonly yourString?: string;
  readonly firstDifference?: Difference;
  /** What the gateway computes and what was computed, when it differs: `md5(string + key)`. */
  readonly serverFormula?: string;
  readonly yourFormula?: string;
  /** The mistakes that were ruled out, alone and in pairs. */
  readonly ruledOut: readonly CauseName[];
  /** False when the search was stopped before all pairs were tried. */
  readonly isComplete: boolean;
}

export interface SearchLimits {
  /** Asked between attempts; false stops the search. */
  readonly mayContinue?: () => boolean;
}

/**
 * Searches the known mistakes, one by one and then in pairs, for one with which the signature fits.
 * A match is proof: another string or key gives another signature.
 * ```ts
 * explainSignature({ parameters, charset: 'UTF-8', keys }).causes[0]?.cause; // 'sign-type-signed'
 * ```
 */
export function explainSignature(
  message: SignatureCase,
  { mayContinue = () => true }: SearchLimits = {},
): SignatureExplanation {
  const text = textOf(documented, message) ?? '';
  const server = signedBy(documented, message) ?? { text, bytes: Buffer.from(text) };
  const masked = masking(message);
  const serverString = masked(text);
  const found = (
    explanation: Omit<SignatureExplanation, 'serverString'>,
  ): SignatureExplanation => ({
    ...explanation,
    serverString,
  });
  const sign = message.parameters.find(([name]) => name === 'sign')?.[1] ?? '';
  if (sign === '') {
    const missing = [causeOf({ cause: 'sign-missing' })];
    return found({
      verdict: 'explained',
      causes: missing,
      alternatives: [],
      ruledOut: [],
      isComplete: true,
    });
  }
  const seals = sealsOf(message);
  const known = textHypotheses(message);
  const { matches, isComplete } = search({ message, known, seals, mayContinue });
  const [match, ...others] = matches;
  if (!match) return found({ ...guessFrom(message, seals, known), isComplete });
  const { mistakes, signed, seal } = match;
  if (mistakes.length + seal.mistakes.length === 0) {
    return found({
      verdict: 'valid',
      causes: [],
      alternatives: [],
      ruledOut: [],
      isComplete: true,
    });
  }
  const yourString = masked(signed.text);
  const difference = firstDifference(
    { ...server, text: serverString },
    { ...signed, text: yourString },
  );
  return found({
    verdict: 'explained',
    causes: [...mistakes, ...seal.mistakes].map(causeOf),
    alternatives: others.map(causesIn),
    ruledOut: [],
    isComplete,
    ...(difference && { yourString, firstDifference: difference }),
    ...(seal.mistakes.length > 0 && formulas(message, seal)),
  });
}

function causeOf(mistake: SealMistake & { readonly fix?: string }): Cause {
  const { cause, detail } = mistake;
  const { means, fix } = causes[cause];
  return {
    cause,
    means: detail === undefined ? means : `${means} (${detail})`,
    fix: mistake.fix ?? fix,
  };
}

/** What can be said when no string fits. */
function guessFrom(
  { parameters, keys }: SignatureCase,
  seals: readonly Seal[],
  known: readonly TextHypothesis[],
): Pick<SignatureExplanation, 'verdict' | 'causes' | 'alternatives' | 'guess' | 'ruledOut'> {
  const isRsa = /^RSA2?$/.test(parameters.find(([name]) => name === 'sign_type')?.[1] ?? '');
  const [opened] = seals.filter(({ isCertain }) => isCertain);
  const tried = [...known.map(({ cause }) => cause), ...seals.flatMap(causesOfSeal)];
  const ruledOut = [...new Set(tried)].filter((cause) => cause !== 'changed-after-signing');
  const guessed = (cause: CauseName, detail: string) => ({
    verdict: 'guess' as const,
    causes: (opened?.mistakes ?? []).map(causeOf),
    alternatives: [],
    guess: causeOf({ cause, detail }),
    ruledOut: ruledOut.filter((each) => !opened?.mistakes.some((found) => found.cause === each)),
  });
  if (opened) {
    return guessed('changed-after-signing', 'the key is certain, so it is the string that differs');
  }
  if (isRsa && keys.publicKey) return guessed('unknown-key', 'the stored public key opens it not');
  return guessed('changed-after-signing', 'or the key is one that is not known here');
}

const causesOfSeal = ({ mistakes }: Seal): readonly CauseName[] =>
  mistakes.map(({ cause }) => cause);

function formulas({ parameters }: SignatureCase, seal: Seal) {
  const signType = parameters.find(([name]) => name === 'sign_type')?.[1];
  const digest = signType === 'RSA' ? 'sha1' : 'sha256';
  const isRsa = signType === 'RSA' || signType === 'RSA2';
  const serverFormula = isRsa ? `rsa-${digest}(string)` : 'md5(string + key)';
  return serverFormula === seal.formula ? {} : { serverFormula, yourFormula: seal.formula };
}

/** A program may send its key among the parameters, and then it is in the strings too. */
function masking({ keys, otherKeys = [] }: SignatureCase): (text: string) => string {
  const hidden = [keys, ...otherKeys.map((other) => other.keys)].flatMap(
    ({ md5Key }) => md5Key?.reveal() ?? [],
  );
  return (text) =>
    hidden.reduce(
      (shown, key) => (key === '' ? shown : shown.replaceAll(key, '*'.repeat(key.length))),
      text,
    );
}
