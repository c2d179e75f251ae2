import type { CauseName } from './causes.ts';
import {
  documented,
  Kept,
  type SignatureCase,
  type Signed,
  signedBy,
  type TextRecipe,
} from './recipe.ts';
import type { Seal } from './seal.ts';
import type { TextHypothesis } from './text-hypotheses.ts';

/** Mistakes with which the signature fits. */
export interface Match {
  readonly mistakes: readonly TextHypothesis[];
  readonly signed: Signed;
  readonly seal: Seal;
}

export interface Searched {
  /** All with the fewest mistakes, each set of causes once; the likeliest first. */
  readonly matches: readonly Match[];
  /** False when the search was stopped. */
  readonly isComplete: boolean;
}

interface Space {
  readonly message: SignatureCase;
  readonly known: readonly TextHypothesis[];
  readonly seals: readonly Seal[];
  readonly mayContinue: () => boolean;
}

/** The names of a match's causes. */
export const causesIn = ({ mistakes, seal }: Match): readonly CauseName[] =>
  [...mistakes, ...seal.mistakes].map(({ cause }) => cause);

/** Fewest mistakes first: those of the string and those of its seal count alike. */
export function search({ message, known, seals, mayContinue }: Space): Searched {
  const kept = new Kept();
  const singles = new Map<TextHypothesis, Signed | undefined>();
  const signedWith = (mistakes: readonly TextHypothesis[]): Signed | undefined => {
    const [only] = mistakes;
    if (!only || mistakes.length > 1) return signedBy(recipeWith(mistakes), message, kept);
    const known = singles.get(only);
    if (known || singles.has(only)) return known;
    const made = signedBy(recipeWith(mistakes), message, kept);
    singles.set(only, made);
    return made;
  };
  // The signature itself may show a mistake or two; they cost no attempt.
  const fewest = seals[0]?.mistakes.length ?? 0;
  for (let total = fewest; total <= 2 + fewest; total += 1) {
    const matches = new Map<string, Match>();
    for (let ofText = 0; ofText <= Math.min(total, 2); ofText += 1) {
      const possible = seals.filter(({ mistakes }) => mistakes.length === total - ofText);
      if (possible.length === 0) continue;
      for (const mistakes of setsOf(known, ofText)) {
        if (!mayContinue()) return { matches: [...matches.values()], isComplete: false };
        const signed = signedWith(mistakes);
        if (!signed) continue;
        for (const seal of possible) {
          if (!seal.matches(signed.bytes)) continue;
          const match = { mistakes, signed, seal };
          const name = causesIn(match).toSorted().join();
          if (!matches.has(name)) matches.set(name, match);
        }
      }
    }
    if (matches.size > 0) return { matches: [...matches.values()], isComplete: true };
  }
  return { matches: [], isComplete: true };
}

function* setsOf(
  known: readonly TextHypothesis[],
  count: number,
): Generator<readonly TextHypothesis[]> {
  if (count === 0) yield [];
  if (count === 1) for (const one of known) yield [one];
  if (count !== 2) return;
  for (const [index, one] of known.entries()) {
    for (let next = index + 1; next < known.length; next += 1) {
      const other = known[next];
      if (other && other.step !== one.step) yield [one, other];
    }
  }
}

const recipeWith = (mistakes: readonly TextHypothesis[]): TextRecipe =>
  Object.assign({}, documented, ...mistakes.map(({ change }) => change));
