import { randomInt } from 'node:crypto';
import { type Random, randomFrom } from '../random.ts';

/** Cryptographically secure randomness, for keys, payment codes and identifiers. */
export const systemRandom: Random = randomFrom((limit) => randomInt(limit));
