/** Pictures of pages, small enough for a repository. */
import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

/** Writes what the page shows when its fonts are there and nothing moves any more. */
export async function photograph(page: Page, file: string): Promise<void> {
  await settled(page);
  await writeFile(file, small(await page.screenshot()));
}

/** Without transparency and filters: large areas of one colour pack best so. */
function small(png: Buffer): Buffer {
  return PNG.sync.write(PNG.sync.read(png), {
    colorType: 2,
    deflateLevel: 9,
    deflateStrategy: 0,
    filterType: 0,
  });
}

/** Fonts are there, and nothing moves any more. */
function settled(page: Page): Promise<unknown> {
  return page.evaluate(
    `document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))`,
  );
}
