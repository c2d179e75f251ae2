import { warmUp } from '../suite/pay-load.ts';
import type { World, WorldOptions } from '../system/world.ts';
import { openWorld } from '../system/world.ts';

/** What was compared in one round. */
export interface Pair<Value> {
  readonly over: Value;
  readonly under: Value;
}

/**
 * Measures two things in turn, every second round the other way round, so that a drift of the machine favours
 * neither.
 */
export async function pairs<Value>(
  rounds: number,
  over: () => Promise<Value>,
  under: () => Promise<Value>,
): Promise<readonly Pair<Value>[]> {
  const found: Pair<Value>[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await over();
      found.push({ over: first, under: await under() });
    } else {
      const first = await under();
      found.push({ over: await over(), under: first });
    }
  }
  return found;
}

/** The ratio of each round. */
export const ratios = async (
  rounds: number,
  over: () => Promise<number>,
  under: () => Promise<number>,
): Promise<readonly number[]> =>
  (await pairs(rounds, over, under)).map((pair) => pair.over / pair.under);

/** Opens a warm world for a scenario, has it audited afterwards, and closes it. */
export async function inWorld<Result>(
  payments: number,
  use: (world: World) => Promise<Result>,
  options: WorldOptions = {},
): Promise<Result> {
  const world = await openWorld(options);
  try {
    await warmUp(world, payments);
    const result = await use(world);
    await world.audit();
    return result;
  } finally {
    await world.close();
  }
}
