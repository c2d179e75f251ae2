import type { Modules } from '#codes';
import { runsOf } from '#codes';

/** Sizes of paper in millimetres. Signs are laid out on A5; on others they are as large as fits, in the middle. */
export const papers = {
  A5: { width: 148, height: 210 },
  A6: { width: 105, height: 148 },
  sticker: { width: 60, height: 85 },
} as const;

export type Paper = keyof typeof papers;

/** Where the A5 page lies on the paper: its scale, and its left and lower edge in millimetres. */
export function placeOn(paper: Paper): {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
} {
  const { width, height } = papers[paper];
  const scale = Math.min(width / papers.A5.width, height / papers.A5.height);
  return {
    scale,
    x: (width - papers.A5.width * scale) / 2,
    y: (height - papers.A5.height * scale) / 2,
  };
}

/** The part of a code's width that is not its quiet zone. */
export function inkedPart(modules: Modules): number {
  const margin = runsOf(modules)[0]?.column ?? 0;
  return (modules.size - 2 * margin) / modules.size;
}
