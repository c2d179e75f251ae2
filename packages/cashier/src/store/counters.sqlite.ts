import type { TillDatabase } from './database.sqlite.ts';

/** Numbers without gaps, and texts that are drawn once; both stay with the database. */
export interface Counters {
  /** The next number of a series, from 1; only inside the transaction that uses it. */
  next(series: string): number;
  /** The text of this name, drawn when it is asked for the first time. */
  once(name: string, draw: () => string): string;
  /** A number that is kept; 0 until then. */
  read(name: string): number;
  keep(name: string, value: number): void;
}

export function openCounters(database: TillDatabase): Counters {
  database.exec(
    'create table if not exists counters (name text primary key, value text not null) without rowid',
  );
  const select = database.prepare('select value from counters where name = ?');
  const insert = database.prepare(`
    insert into counters (name, value) values (?, ?)
    on conflict (name) do update set value = excluded.value
  `);

  function read(name: string): string | undefined {
    const { value }: Readonly<Record<string, unknown>> = { ...Object(select.get(name)) };
    return value === undefined ? undefined : String(value);
  }

  function keep(name: string, value: string): string {
    insert.run(name, value);
    return value;
  }

  return {
    next: (series) => Number(keep(series, String(Number(read(series) ?? '0') + 1))),
    read: (name) => Number(read(name) ?? '0'),
    keep: (name, value) => void keep(name, String(value)),
    once: (name, draw) => read(name) ?? keep(name, draw()),
  };
}
