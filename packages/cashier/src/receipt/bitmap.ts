/** A picture in black and white, and how outlines are filled in it. Pure. */
import type { ReceiptLine } from './line.ts';

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Rows from the top, each of whole bytes; the highest bit is the leftmost dot. */
  readonly rows: Uint8Array;
}

/** Draws a line of a receipt, so many dots wide. */
export type Raster = (line: ReceiptLine, dots: number) => Promise<Bitmap>;

export type Point = readonly [x: number, y: number];

/** Closed outlines, in dots from the top left; a dot is black where they wind around its middle. */
export function filled(
  outlines: readonly (readonly Point[])[],
  width: number,
  height: number,
): Bitmap {
  const across = Math.ceil(width / 8);
  const rows = new Uint8Array(across * height);
  const edges = outlines.flatMap((outline) =>
    outline.map((from, index): readonly [Point, Point] => [
      from,
      outline[(index + 1) % outline.length] ?? from,
    ]),
  );
  for (let row = 0; row < height; row++) {
    const y = row + 0.5;
    for (const [from, to] of spans(edges, y)) {
      for (let x = Math.max(0, Math.ceil(from - 0.5)); x + 0.5 < Math.min(to, width); x++) {
        const at = row * across + (x >> 3);
        rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }
  return { width, height, rows };
}

/** Where a horizontal line is inside, by the rule that the winding number is not zero. */
function spans(
  edges: readonly (readonly [Point, Point])[],
  y: number,
): readonly (readonly [number, number])[] {
  const crossings = edges
    .flatMap(([[x1, y1], [x2, y2]]) => {
      if (y1 <= y === y2 <= y) return [];
      return [{ x: x1 + ((y - y1) / (y2 - y1)) * (x2 - x1), turn: y1 < y2 ? 1 : -1 }];
    })
    .sort((left, right) => left.x - right.x);
  const found: (readonly [number, number])[] = [];
  let [winding, start] = [0, 0];
  for (const { x, turn } of crossings) {
    if (winding === 0) start = x;
    winding += turn;
    if (winding === 0) found.push([start, x]);
  }
  return found;
}
