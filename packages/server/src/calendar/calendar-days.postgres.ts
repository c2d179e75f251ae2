import type { BusinessDate } from '@sampan/primitives';
import {
  boolean,
  type Connection,
  date,
  inTransaction,
  integer,
  type RawRow,
  type Reader,
  statement,
  table,
  text,
} from '#database';
import type { CalendarName } from '#partner';
import { type PublishedYear, publishedYear } from './public-holidays.ts';
import { type CalendarDay, Calendars, type DayKind } from './working-days.ts';

export const calendarNames: readonly CalendarName[] = ['hk', 'cn'];

const years = table({ calendar: text<CalendarName>(), year: integer, final: boolean });
const days = table({
  calendar: text<CalendarName>(),
  day: date,
  kind: text<DayKind>(),
  name: text(),
});

const selectYears = statement({
  name: 'select-calendar-years',
  text: `select ${years.names()} from calendar_years where year between $1 and $2`,
});

// The first process to insert a year holds its row lock until the days of its transaction are
// committed.
const insertYear = statement({
  name: 'insert-calendar-year',
  text: `insert into calendar_years (${years.names()}) values (${years.placeholders()})
    on conflict (calendar, year) do update set final = true
      where excluded.final and not calendar_years.final
    returning true as added`,
});

const insertDays = statement({
  name: 'insert-calendar-days',
  text: `insert into calendar_days (${days.names()}) ${days.given()}
    on conflict (calendar, day) do nothing`,
});

const selectDays = statement({
  name: 'select-calendar-days',
  text: `select ${days.selected()} from calendar_days
    where day >= $1 and day <= $2 and calendar = any($3::text[]) order by day, calendar`,
});

const selectProvisional = statement({
  name: 'select-provisional-calendars',
  text: `select calendar from calendar_years
    where year = $1 and not final and calendar = any($2::text[]) order by calendar`,
});

const storeDay = statement({
  name: 'store-calendar-day',
  text: `insert into calendar_days (${days.names()}) values (${days.placeholders()})
    on conflict (calendar, day) do update set kind = excluded.kind, name = excluded.name`,
});

const removeDay = statement({
  name: 'remove-calendar-day',
  text: 'delete from calendar_days where calendar = $1 and day = $2 returning true as removed',
});

/** Which days to read, both included. */
export interface DaySpan {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
}

interface CalendarStore {
  readonly reader: Reader;
  readonly openConnection: () => Promise<Connection>;
}

/** All calendars over the years of a span. */
export async function loadCalendars(store: CalendarStore, span: DaySpan): Promise<Calendars> {
  return new Calendars(await readCalendarDays(store, span));
}

/**
 * The days of a span and of `names`. A known year is inserted when it is first needed, and again
 * once its government has published it; existing rows are never changed.
 */
export async function readCalendarDays(
  store: CalendarStore,
  { from, to }: DaySpan,
  names: readonly CalendarName[] = calendarNames,
): Promise<CalendarDay[]> {
  await putInYears(store, yearOf(from), yearOf(to));
  const { result } = await store.reader.read((connection) =>
    connection.run(selectDays, [from, to, names]),
  );
  return result.map((raw) => days.read(raw));
}

/**
 * The calendars among `names` whose government has not published the year yet: only statutory days
 * are stored, and an operator has to add the others. The year must have been read before.
 */
export async function readProvisional(
  { reader }: Pick<CalendarStore, 'reader'>,
  year: number,
  names: readonly CalendarName[] = calendarNames,
): Promise<CalendarName[]> {
  const { result } = await reader.read((connection) =>
    connection.run(selectProvisional, [year, names]),
  );
  return result.map((raw) => years.read(raw).calendar);
}

/** Marks a day as a holiday or as worked; replaces an existing mark. */
export async function putCalendarDay(store: CalendarStore, day: CalendarDay): Promise<void> {
  await changing(store, day, (connection) => connection.run(storeDay, days.values(day)));
}

/** Removes the override of a day; false when there was none. */
export async function removeCalendarDay(
  store: CalendarStore,
  day: Pick<CalendarDay, 'calendar' | 'day'>,
): Promise<boolean> {
  const removed = await changing(store, day, (connection) =>
    connection.run(removeDay, [day.calendar, day.day]),
  );
  return removed.length > 0;
}

/** The year is inserted first, so that it cannot overwrite an operator's mark later. */
async function changing(
  store: CalendarStore,
  { day }: Pick<CalendarDay, 'day'>,
  change: (connection: Connection) => Promise<readonly RawRow[]>,
): Promise<readonly RawRow[]> {
  await putInYears(store, yearOf(day), yearOf(day));
  const connection = await store.openConnection();
  try {
    return await change(connection);
  } finally {
    await connection.close();
  }
}

async function putInYears(store: CalendarStore, first: number, last: number): Promise<void> {
  const { result: rows } = await store.reader.read((connection) =>
    connection.run(selectYears, [first, last]),
  );
  const known = new Map(
    rows.map((raw) => {
      const { calendar, year, final } = years.read(raw);
      return [`${calendar}/${year}`, final];
    }),
  );
  for (const calendar of calendarNames) {
    for (let year = first; year <= last; year++) {
      if (known.get(`${calendar}/${year}`) === true) continue;
      const published = await publishedYear(calendar, year);
      const isNews = published.final || !known.has(`${calendar}/${year}`);
      if (isNews) await putInYear(store, calendar, year, published);
    }
  }
}

async function putInYear(
  { openConnection }: CalendarStore,
  calendar: CalendarName,
  year: number,
  { days: published, final }: PublishedYear,
): Promise<void> {
  const connection = await openConnection();
  try {
    await inTransaction(connection, async () => {
      const [added] = await connection.run(insertYear, [calendar, year, final]);
      if (!added) return;
      await connection.run(insertDays, days.lists(published));
    });
  } finally {
    await connection.close();
  }
}

const yearOf = (day: BusinessDate): number => Number(day.slice(0, 4));
