import type { DemoAnnouncement } from '../demo-announcement.ts';
import { demoLines, demoView } from './announce-demo.ts';
import { ensureDemoWorld } from './demo-world.ts';

/** Finds or makes the demo world, and answers what `start` prints about it. */
export async function openDemo(
  platform: Parameters<typeof ensureDemoWorld>[0],
): Promise<DemoAnnouncement> {
  const world = await ensureDemoWorld(platform);
  return { view: demoView(world), lines: (data, paint) => demoLines(world, data, paint) };
}
