/** Round numbers for an axis: three to six of them, from `bottom` to the first that is not below the highest value. */
export function scaleOf(
  highest: number,
  { top, bottom = 0 }: { readonly top?: number | undefined; readonly bottom?: number } = {},
): { readonly ticks: readonly number[]; readonly end: number } {
  const span = (top ?? highest) - bottom;
  const step = stepFor(span > 0 ? span : 1);
  const end = top ?? bottom + Math.max(1, Math.ceil(span / step - 1e-9)) * step;
  const count = Math.round((end - bottom) / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) =>
    Number((bottom + index * step).toPrecision(12)),
  );
  return { ticks, end };
}

/** 1, 2 or 5 with a power of ten, so that a span has at most five steps. */
function stepFor(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 5));
  const rounded = [1, 2, 5, 10].find((each) => each * power >= span / 5 - 1e-12) ?? 10;
  return rounded * power;
}
