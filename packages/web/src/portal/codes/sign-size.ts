/** How large a sign will be on paper, as its drawing says. */

export interface SignSize {
  /** Of the paper, in mm. */
  readonly width: string;
  readonly height: string;
  /** Of the code on it in mm, and from how many cm a phone reads it; unknown when the drawing does not say. */
  readonly code: string | undefined;
  readonly far: string | undefined;
}

/** A camera reads a code from about ten times its width. */
const reach = 10;

export function sizeOf(svg: string): SignSize | undefined {
  const head = svg.slice(0, svg.indexOf('>') + 1);
  const width = /\swidth="([\d.]+)mm"/.exec(head)?.[1];
  const height = /\sheight="([\d.]+)mm"/.exec(head)?.[1];
  if (width === undefined || height === undefined) return undefined;
  const code = /\sdata-code-mm="([\d.]+)"/.exec(svg)?.[1];
  const far = code === undefined ? undefined : String(Math.round((Number(code) * reach) / 10));
  return { width, height, code, far };
}
