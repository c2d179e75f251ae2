/** Randomness, injected so that tests can repeat it. */
export interface Random {
  /** `count` decimal digits, each equally likely. */
  digits(count: number): string;
  /** `count` characters of `0-9 a-z`. */
  letters(count: number): string;
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
}

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Builds the other methods on one: a whole number below a limit. */
export function randomFrom(below: (limit: number) => number): Random {
  const draw = (symbols: string, count: number): string => {
    let text = '';
    for (let index = 0; index < count; index++) text += symbols[below(symbols.length)];
    return text;
  };
  return {
    digits: (count) => draw('0123456789', count),
    letters: (count) => draw(alphabet, count),
    below,
  };
}

/**
 * Repeatable randomness for tests and simulations: the same seed gives the same values
 * (mulberry32).
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return randomFrom((limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit);
  });
}
