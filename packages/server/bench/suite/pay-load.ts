import type { SignType } from '../requests/signed-request.ts';
import type { World } from '../system/world.ts';
import { type Measurement, measure } from './measure.ts';
import { payments } from './operations.ts';

/** Makes so many barcode payments of one partner, in a closed loop. */
export async function pay(
  world: World,
  signType: SignType,
  count: number,
  connections = 64,
): Promise<Measurement> {
  const requests = await payments(world, count, { partners: [world.partners[signType]] });
  return measure(world, { ...requests, connections });
}

/** Code that runs for the first time is slow: compilers, caches, the first pages of tables. */
export const warmUp = (world: World, count: number): Promise<Measurement> =>
  pay(world, 'MD5', count);
