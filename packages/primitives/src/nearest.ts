/**
 * The word that was most likely meant: the one with the fewest letters to insert, delete, replace or
 * swap, when these are at most a third of what was typed. `nearest('wallt', ['wallet', 'trade'])` is
 * `wallet`.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(typed.length / 3));
  const [closest] = known
    .map((word) => ({ word, edits: editsBetween(typed, word) }))
    .filter(({ edits }) => edits <= most)
    .sort((left, right) => left.edits - right.edits);
  return closest?.word;
}

/** The edit distance (optimal string alignment). */
function editsBetween(source: string, target: string): number {
  const rows: number[][] = [Array.from({ length: target.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= source.length; i += 1) {
    const row = [i];
    const at = (back: number, j: number): number => rows[i - back]?.[j] ?? 0;
    for (let j = 1; j <= target.length; j += 1) {
      const replaced = at(1, j - 1) + (source[i - 1] === target[j - 1] ? 0 : 1);
      const isSwap =
        i > 1 && j > 1 && source[i - 1] === target[j - 2] && source[i - 2] === target[j - 1];
      const swapped = isSwap ? at(2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(replaced, at(1, j) + 1, (row[j - 1] ?? 0) + 1, swapped));
    }
    rows.push(row);
  }
  return rows[source.length]?.[target.length] ?? 0;
}
