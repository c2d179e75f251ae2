import type { ReactNode } from 'react';
import { classNames } from '../../shared/index.ts';
import { useNarrow } from './use-narrow.ts';

export interface Column<Row> {
  readonly head: ReactNode;
  /** A figure, which stands at the right. */
  readonly isFigure?: boolean;
  /** Below its row, as wide as it needs. */
  readonly isWide?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

/** A table of a page's rows; below 900 px a list, each row as `narrow` shows it. */
export function FigureTable<Row>({
  label,
  columns,
  rows,
  idOf,
  narrow,
  foot,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  readonly narrow: (row: Row) => ReactNode;
  /** Sums: a cell for each column. */
  readonly foot?: readonly ReactNode[];
}) {
  const isNarrow = useNarrow();
  if (isNarrow) {
    return (
      <ul className="figure-rows" aria-label={label}>
        {rows.map((row) => (
          <li key={idOf(row)}>{narrow(row)}</li>
        ))}
      </ul>
    );
  }
  const named = columns.map((column, index) => ({ ...column, id: String(index) }));
  const classOf = ({ isFigure, isWide }: Column<Row>) =>
    classNames(isFigure === true && 'n', isWide === true && 'w') || undefined;
  return (
    <div className="figure-wrap">
      <table className="figure-table">
        <caption className="sr">{label}</caption>
        <thead>
          <tr>
            {named.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={idOf(row)}>
              {named.map((column) => (
                <td key={column.id} className={classOf(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot && (
          <tfoot>
            <tr>
              {named.map((column, index) => (
                <td key={column.id} className={classOf(column)}>
                  {foot[index]}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
