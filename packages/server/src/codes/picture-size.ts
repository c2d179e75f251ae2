/** The letters that stand for the three sizes of a picture in its address. */
export type PictureSize = 'S' | 'M' | 'L';

export const pictureSizes: readonly PictureSize[] = ['S', 'M', 'L'];

/** How wide a picture may be: for a receipt's corner, for a till's display, for print. */
const widths: Readonly<Record<PictureSize, number>> = { S: 200, M: 400, L: 1_000 };

/** Below this a camera that is not quite in focus mixes neighbours up. */
const modulePixelsMin = 4;

/**
 * How many pixels a module has on each side. A whole number, so that all modules are alike and their
 * edges sharp; a picture is therefore a little smaller than the width that is meant for it.
 */
export const modulePixels = (size: PictureSize, modules: number): number =>
  Math.max(modulePixelsMin, Math.floor(widths[size] / modules));
