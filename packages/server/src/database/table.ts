import type { BusinessDate, Instant } from '@sampan/primitives';
import type { RawRow } from './connection.postgres.ts';

/**
 * A column of a table: its type in PostgreSQL, and how a value is written and read where the driver's own
 * form is another.
 */
export interface Column<Value> {
  readonly type: string;
  write?(value: Value): unknown;
  read?(stored: unknown): Value;
  /** Read as text: the driver would make something else of it. */
  readonly isText?: true;
}

export const text = <Value extends string = string>(): Column<Value> => ({ type: 'text' });
export const texts = <Value extends string = string>(): Column<readonly Value[]> => ({
  type: 'text[]',
});
export const bigint: Column<bigint> = { type: 'bigint' };
export const integer: Column<number> = { type: 'integer' };
export const boolean: Column<boolean> = { type: 'boolean' };
export const bytes: Column<Buffer> = { type: 'bytea' };
export const instant: Column<Instant> = { type: 'timestamptz' };
export const date: Column<BusinessDate> = { type: 'date', isText: true };

/** A text column that holds a value as JSON. */
export const json = <Value>(): Column<Value> => ({
  type: 'text',
  write: (value) => JSON.stringify(value),
  read: (stored) => JSON.parse(stored as string) as Value,
});

/** A column that may be null: then the value is undefined. */
export const optional = <Value>({
  write,
  read,
  ...column
}: Column<Value>): Column<Value | undefined> => ({
  ...column,
  write: (value) => (value === undefined ? null : write ? write(value) : value),
  read: (stored) => (stored === null ? undefined : read ? read(stored) : (stored as Value)),
});

type Columns = Readonly<Record<string, Column<unknown>>>;

/** A row of the table, as its columns declare it. */
export type RowOf<Declared> =
  Declared extends Table<infer Shape>
    ? { readonly [Name in keyof Shape]: ValueOf<Shape[Name]> }
    : never;

type ValueOf<Declared> = Declared extends Column<infer Value> ? Value : never;

/**
 * A table, declared once: what statements list, the values that they are given and the rows that they
 * answer all come from its columns.
 *
 * ```ts
 * const shops = table({ partner_id: text<PartnerId>(), drivers: json<Driver[]>(), changed_at: instant });
 * const insert = statement({
 *   name: 'insert-shops',
 *   text: `insert into shops (${shops.names()}) ${shops.given()}`,
 * });
 * await connection.run(insert, shops.lists(rows));
 * ```
 */
class Table<Shape extends Columns> {
  readonly columns: Shape;
  readonly #names: readonly (keyof Shape & string)[];
  readonly #readers: readonly (readonly [string, (stored: unknown) => unknown])[];

  constructor(columns: Shape) {
    this.columns = columns;
    this.#names = Object.keys(columns);
    this.#readers = Object.entries(columns).flatMap(([name, { read }]) =>
      read ? [[name, read] as const] : [],
    );
  }

  /** `a, b, c`: all columns, or those that are named. */
  names(names: readonly (keyof Shape & string)[] = this.#names): string {
    return names.join(', ');
  }

  /** The same for a `select`; `from` is the table's alias. */
  selected(from?: string): string {
    const prefix = from === undefined ? '' : `${from}.`;
    return this.#names
      .map((name) => `${prefix}${name}${this.columns[name]?.isText ? '::text' : ''}`)
      .join(', ');
  }

  /**
   * `select unnest($1::text[]) as a, …`: the rows of `lists`, which are the parameters from number `first` on.
   * PostgreSQL makes these rows as they are needed; those of an `unnest` in FROM it stores first.
   */
  given({
    names = this.#names,
    first = 1,
  }: {
    readonly names?: readonly (keyof Shape & string)[];
    readonly first?: number;
  } = {}): string {
    const lists = names.map(
      (name, index) => `unnest($${first + index}::${this.columns[name]?.type}[]) as ${name}`,
    );
    return `select ${lists.join(', ')}`;
  }

  /** `(select …) as new`: rows with which others are updated. */
  changes(names: readonly (keyof Shape & string)[]): string {
    return `(${this.given({ names })}) as new`;
  }

  /** `a = new.a, b = new.b`. */
  assignments(names: readonly (keyof Shape & string)[]): string {
    return names.map((name) => `${name} = new.${name}`).join(', ');
  }

  /** `$1, $2`: the values of one row. */
  placeholders(): string {
    return this.#names.map((_, index) => `$${index + 1}`).join(', ');
  }

  /** `a = $2, b = $3`: one row is changed, whose parameters begin with number `first`. */
  set(names: readonly (keyof Shape & string)[], first: number): string {
    return names.map((name, index) => `${name} = $${first + index}`).join(', ');
  }

  /** The values of many rows: a list for each column. */
  lists(
    rows: readonly RowOf<Table<Shape>>[],
    names: readonly (keyof Shape & string)[] = this.#names,
  ): readonly unknown[][] {
    return names.map((name) => {
      const write = this.columns[name]?.write as ((value: unknown) => unknown) | undefined;
      return write ? rows.map((row) => write(row[name])) : rows.map((row) => row[name]);
    });
  }

  /** The values of one row, in the order of the names. */
  values(
    row: RowOf<Table<Shape>>,
    names: readonly (keyof Shape & string)[] = this.#names,
  ): readonly unknown[] {
    return this.lists([row], names).map(([value]) => value);
  }

  /** The row that the driver has read. */
  read(raw: RawRow): RowOf<Table<Shape>> {
    const row: Record<string, unknown> = { ...raw };
    for (const [name, read] of this.#readers) row[name] = read(raw[name]);
    return row as RowOf<Table<Shape>>;
  }
}

export const table = <Shape extends Columns>(columns: Shape): Table<Shape> => new Table(columns);

/** To name the type in declarations; tables are made by `table`. */
export type { Table };
