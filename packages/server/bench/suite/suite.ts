/**
 * The whole suite on one server and one PostgreSQL: every operation in a closed loop beside its rivals,
 * then latencies in an open loop.
 */
import { median } from '../figures.ts';
import { openWorld } from '../system/world.ts';
import { type Contender, openContenders } from './contenders.ts';
import { measureLatencies } from './latencies.ts';
import { warmUp } from './pay-load.ts';
import { figuresOf, machine, type Results, type Sample } from './results.ts';
import type { Settings } from './settings.ts';

export async function measureSuite(settings: Settings): Promise<Results> {
  const world = await openWorld();
  try {
    const contenders = await openContenders(world, settings);
    await warmUp(world, settings.warmUp);
    const rounds = await alternate(contenders.each, settings.rounds);
    const figures = contenders.each.map((contender, index) =>
      figuresOf(contender, rounds[index] ?? []),
    );
    const latencies = await measureLatencies(world, settings, figures);
    await contenders.close();
    await world.audit();
    const { rounds: count, payments } = settings;
    const neighbours = median(
      rounds
        .flat()
        .flatMap((sample) => (sample.neighbours === undefined ? [] : [sample.neighbours])),
    );
    return { machine: machine(), rounds: count, payments, neighbours, figures, latencies };
  } finally {
    await world.close();
  }
}

/**
 * Each round measures everything once, every second round backwards, so that a machine whose speed drifts
 * slows all of them alike.
 */
async function alternate(
  contenders: readonly Contender[],
  rounds: number,
): Promise<readonly (readonly Sample[])[]> {
  const samples: Sample[][] = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = contenders.map((_, index) => index);
    for (const index of round % 2 === 0 ? order : order.reverse()) {
      const contender = contenders[index];
      if (contender) samples[index]?.push(await contender.round());
    }
  }
  return samples;
}
