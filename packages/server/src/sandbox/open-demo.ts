import type { Paint } from '@sampan/cli';
import type { Platform } from '#platform';
import { demoLines, demoView } from './announce-demo.ts';
import { ensureDemoStaff } from './demo-staff.ts';
import { ensureDemoWorld } from './demo-world.ts';
import { type DemoTillWish, openDemoTill } from './open-demo-till.ts';

/** Finds or makes the demo world, opens its till, and answers what `start` prints about them. */
export async function openDemo(platform: Platform, wish: DemoTillWish) {
  const world = await ensureDemoWorld(platform);
  const staff = await ensureDemoStaff(platform, world.hongKong.id);
  const till = await openDemoTill(world.hongKong, wish, platform);
  return {
    view: demoView(world, staff, till),
    till: till?.url,
    lines: (data: string, paint: Pick<Paint, 'bold'>) =>
      demoLines({ ...world, staff }, till, { data, paint }),
  };
}
