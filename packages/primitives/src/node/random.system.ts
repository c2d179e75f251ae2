import { randomInt } from 'node:crypto';
import { type Random, randomFrom } from '../random.ts';

/** Unpredictable chance, for keys, payment codes and identifiers. */
export const systemRandom: Random = randomFrom((limit) => randomInt(limit));
