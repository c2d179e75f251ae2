import type { SealedPlace } from './secret-box.ts';

/** A column whose values are sealed. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The columns of the primary key, in its order. */
  readonly key: readonly string[];
  /** An SQL condition: only these rows have a secret in the column. */
  readonly rows?: string;
}

/** The place of the value in the row of that key. */
export const placeOf = (
  { table, column }: SealedColumn,
  ...key: readonly (string | number)[]
): SealedPlace => [table, column, ...key.map(String)];
