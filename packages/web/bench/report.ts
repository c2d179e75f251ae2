/** Prints a measurement with its bound; a missed one makes the program exit with 1. */
const rounds = 9;

/** The median of the rounds, with the smallest and the largest. */
export async function report(
  name: string,
  bound: number,
  measure: () => Promise<number>,
): Promise<void> {
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) figures.push(await measure());
  figures.sort((one, other) => one - other);
  const spread = `, ${shown(figures[0])} to ${shown(figures.at(-1))}`;
  print(name, figures[(rounds - 1) / 2] ?? 0, bound, spread);
}

export function print(name: string, figure: number, bound: number, spread = ''): void {
  const isKept = figure <= bound;
  if (!isKept) process.exitCode = 1;
  const verdict = isKept ? '' : '  MISSED';
  process.stdout.write(`${name}: ${shown(figure)} of ${bound}${spread}${verdict}\n`);
}

function shown(figure = 0): string {
  return figure.toFixed(figure < 100 ? 1 : 0);
}
