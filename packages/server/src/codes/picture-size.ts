/** The letters of the three picture sizes in URLs. */
export type PictureSize = 'S' | 'M' | 'L';

export const pictureSizes: readonly PictureSize[] = ['S', 'M', 'L'];

/** Maximum width in pixels: for a receipt's corner, a till's display, print. */
const widths: Readonly<Record<PictureSize, number>> = { S: 200, M: 400, L: 1_000 };

/** With fewer pixels a slightly unfocused camera blurs neighbouring modules. */
const modulePixelsMin = 4;

/**
 * Pixels per module side. An integer, so that all modules are equal and sharp; a picture is
 * therefore slightly narrower than its maximum width.
 */
export const modulePixels = (size: PictureSize, modules: number): number =>
  Math.max(modulePixelsMin, Math.floor(widths[size] / modules));
