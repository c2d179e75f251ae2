import type { Random } from '@sampan/primitives';

export interface Schedule {
  readonly kind: 'poisson' | 'fixed';
  readonly perSecond: number;
  readonly count: number;
  /** Draws the pauses between arrivals of a Poisson process; the same seed makes the same arrivals. */
  readonly random: Random;
}

const resolution = 2 ** 30;

/**
 * When requests arrive, in ms from the start. Customers do not wait for each other, so their arrivals
 * are a Poisson process; fixed pauses show the same rate without its bursts.
 */
export function arrivals({ kind, perSecond, count, random }: Schedule): readonly number[] {
  const meanMs = 1_000 / perSecond;
  let atMs = 0;
  return Array.from({ length: count }, () => {
    const part = (random.below(resolution) + 1) / resolution;
    atMs += kind === 'fixed' ? meanMs : -Math.log(part) * meanMs;
    return atMs;
  });
}
