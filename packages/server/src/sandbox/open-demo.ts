import type { Paint } from '@sampan/cli';
import { demoLines, demoView } from './announce-demo.ts';
import { ensureDemoWorld } from './demo-world.ts';

/** Finds or makes the demo world, and answers what `start` prints about it. */
export async function openDemo(platform: Parameters<typeof ensureDemoWorld>[0]) {
  const world = await ensureDemoWorld(platform);
  return {
    view: demoView(world),
    lines: (data: string, paint: Pick<Paint, 'bold'>) => demoLines(world, data, paint),
  };
}
