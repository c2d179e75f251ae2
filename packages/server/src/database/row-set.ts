import { assert } from '@sampan/primitives';

/**
 * The rows of one table in a batch, as its commands see and change them. A change is visible to the
 * next command of the batch. The store writes inserted and replaced rows in key order, so that no
 * two transactions lock in opposite orders.
 */
export class RowSet<Row extends object> {
  readonly #keyOf: (row: Row) => string;
  readonly #rows = new Map<string, Row>();
  readonly #inserted = new Set<string>();
  readonly #replaced = new Set<string>();

  constructor(keyOf: (row: Row) => string, loaded: Iterable<Row> = []) {
    this.#keyOf = keyOf;
    for (const row of loaded) this.#rows.set(keyOf(row), row);
  }

  find(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** All rows, loaded and new. */
  values(): IterableIterator<Row> {
    return this.#rows.values();
  }

  insert(row: Row): void {
    const key = this.#keyOf(row);
    assert(!this.#rows.has(key), `row ${key} exists already`);
    this.#rows.set(key, row);
    this.#inserted.add(key);
  }

  replace(row: Row): void {
    const key = this.#keyOf(row);
    assert(this.#rows.has(key), `row ${key} was not loaded`);
    this.#rows.set(key, row);
    if (!this.#inserted.has(key)) this.#replaced.add(key);
  }

  inserted(): Row[] {
    return this.#inKeyOrder(this.#inserted);
  }

  replaced(): Row[] {
    return this.#inKeyOrder(this.#replaced);
  }

  #inKeyOrder(keys: ReadonlySet<string>): Row[] {
    return [...keys].sort().map((key) => this.#rows.get(key) as Row);
  }
}
