import { warmUp } from '../suite/pay-load.ts';
import type { World, WorldOptions } from '../system/world.ts';
import { openWorld } from '../system/world.ts';

/**
 * Measures two things in turn, every second round the other way round, so that a drift of the machine favours
 * neither; answers the ratio of each round.
 */
export async function ratios(
  rounds: number,
  over: () => Promise<number>,
  under: () => Promise<number>,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let [top, bottom] = [0, 0];
    if (round % 2 === 0) {
      top = await over();
      bottom = await under();
    } else {
      bottom = await under();
      top = await over();
    }
    found.push(top / bottom);
  }
  return found;
}

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
