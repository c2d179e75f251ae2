import type { SealedPlace } from './secret-box.ts';

/** A column with sealed values. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  /** The columns of the primary key, in order. */
  readonly key: readonly string[];
  /** An SQL condition: only these rows have a secret in the column. */
  readonly rows?: string;
}

/** The place of the value in the row with that key. */
export const placeOf = (
  { table, column }: SealedColumn,
  ...key: readonly (string | number)[]
): SealedPlace => [table, column, ...key.map(String)];
