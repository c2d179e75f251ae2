import type { Modules } from './modules.ts';

/**
 * Draws a code as SVG, which prints sharply at any size: one path, one stroke per run of modules.
 */
export function drawSvg(modules: Modules, pixels: number): Buffer {
  const { size } = modules;
  const width = size * pixels;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${width}" ` +
      `viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
      `<path fill="#fff" d="M0 0h${size}v${size}H0z"/>` +
      `<path fill="#000" d="${moduleRuns(modules)}"/></svg>\n`,
    'latin1',
  );
}

/** The dark modules as a path, in units of modules. */
export const moduleRuns = (modules: Modules): string =>
  runsOf(modules)
    .map(({ column, row, length }) => `M${column} ${row}h${length}v1h-${length}z`)
    .join('');

/** A run of dark modules in a row. */
export interface ModuleRun {
  readonly column: number;
  readonly row: number;
  readonly length: number;
}

export function runsOf({ size, isDark }: Modules): ModuleRun[] {
  const runs: ModuleRun[] = [];
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!isDark(column, row)) continue;
      const start = column;
      while (isDark(column, row)) column++;
      runs.push({ column: start, row, length: column - start });
    }
  }
  return runs;
}
