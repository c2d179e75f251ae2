/**
 * A regular expression of a client. Some need hours for a short text, and nothing else would be
 * served meanwhile: so the time of each look is limited.
 */
import { createContext, Script } from 'node:vm';

/** How long one look may take, in milliseconds. */
const limitMs = 100;

const looking = new Script('pattern.test(text)');
const surroundings = createContext({ pattern: /x/, text: '' });

export interface Pattern {
  /** False too when it would take too long. */
  fits(text: string): boolean;
  /** It took too long once, and is not tried any more. */
  readonly isTooSlow: boolean;
}

/** Undefined when the text is no regular expression, or one that takes too long for an empty text. */
export function readPattern(source: string): Pattern | undefined {
  let isTooSlow = false;
  const expression = compiled(source);
  if (!expression) return undefined;
  const pattern: Pattern = {
    fits(text) {
      if (isTooSlow) return false;
      Object.assign(surroundings, { pattern: expression, text });
      try {
        return looking.runInContext(surroundings, { timeout: limitMs }) === true;
      } catch {
        isTooSlow = true;
        return false;
      }
    },
    get isTooSlow() {
      return isTooSlow;
    },
  };
  pattern.fits('');
  return isTooSlow ? undefined : pattern;
}

function compiled(source: string): RegExp | undefined {
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}
