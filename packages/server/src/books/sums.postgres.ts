/** What accounts of ours have taken and given, up to a closed day and since. */
import {
  addDays,
  type BusinessDate,
  businessDate,
  type Instant,
  instant,
  startOfDay,
} from '@sampan/primitives';
import { type Connection, date, optional, statement, table } from '#database';

/** Entries after a day, `$1` by its digits and `$2` by its end; ids of payments start with their day or the next one's. */
const entriesSince = `select entry_id from entries
      where entry_id >= $1 and booked_at >= $2 and kind not in ('top-up', 'withdrawal')
    union all
    select entry_id from entries where booked_at >= $2 and kind in ('top-up', 'withdrawal')`;

const entriesBetween = `select entry_id from entries
      where entry_id >= $1 and entry_id < $4 and booked_at >= $2 and booked_at < $5
        and kind not in ('top-up', 'withdrawal')
    union all
    select entry_id from entries
      where booked_at >= $2 and booked_at < $5 and kind in ('top-up', 'withdrawal')`;

const isOurs = (side: 'debit' | 'credit') =>
  `${side} not like 'wallet/%' and ${side} not like 'payable/%'`;

/** `moved`: the sides of ours of the transfers of some entries, with the sums up to the day `$3`. */
const movedOf = (entries: string) => `given as (${entries}),
    moved as (
      select account, currency, debit, credit from ledger_sums where day = $3
      union all
      select debit, currency, amount, 0 from given join transfers using (entry_id)
        where ${isOurs('debit')}
      union all
      select credit, currency, 0, amount from given join transfers using (entry_id)
        where ${isOurs('credit')})`;

/** With `ours`: each account of ours with what it took and gave until now. Parameters as `sinceParameters`. */
export const oursNow = `${movedOf(entriesSince)},
    ours as (
      select account, currency, sum(debit)::bigint as debit, sum(credit)::bigint as credit
      from moved group by account, currency)`;

const summedDays = table({ day: optional(date) });
const daysToSum = table({ closed: optional(date), first: optional(date) });

const selectSummedDay = statement({
  name: 'select-summed-day',
  text: 'select max(day)::text as day from ledger_sums',
});

const selectDaysToSum = statement({
  name: 'select-days-to-sum',
  text: `select max(day)::text as closed,
      (select to_date(left(min(entry_id), 8), 'YYYYMMDD') - 2 from entries)::text as first
    from business_days where closed_at is not null`,
});

const insertSums = statement({
  name: 'insert-ledger-sums',
  text: `with ${movedOf(entriesBetween)}
    insert into ledger_sums (day, account, currency, debit, credit)
    select $6::date, account, currency, sum(debit), sum(credit) from moved
    group by account, currency
    on conflict (day, account, currency) do nothing`,
});

/** Before every entry. */
const noDay = businessDate(instant(946_684_800_000));

/** The newest day whose sums are kept; undefined before the first. */
export async function readSummedDay(connection: Connection): Promise<BusinessDate | undefined> {
  const [row] = await connection.run(selectSummedDay);
  return row && summedDays.read(row).day;
}

/** The values of `oursNow` for what was booked after `summed`. */
export const sinceParameters = (
  summed: BusinessDate = noDay,
): readonly [digits: string, since: Instant, day: BusinessDate] => {
  const next = addDays(summed, 1);
  return [digitsOf(next), startOfDay(next), summed];
};

/** The days that are to be summed, as the one before the first and the last; undefined when there are none. */
export async function readDaysToSum(
  connection: Connection,
): Promise<{ readonly after: BusinessDate; readonly until: BusinessDate } | undefined> {
  const summed = await readSummedDay(connection);
  const [row] = await connection.run(selectDaysToSum);
  const { closed: until, first } = row ? daysToSum.read(row) : {};
  if (!until || !first) return undefined;
  const after = summed !== undefined && summed > first ? summed : first;
  return after < until ? { after, until } : undefined;
}

/** Stores the sums at the end of the closed day `until`, from those of `after` and what came between. */
export async function storeSums(
  connection: Connection,
  { after, until }: { readonly after: BusinessDate; readonly until: BusinessDate },
): Promise<void> {
  const end = startOfDay(addDays(until, 1));
  await connection.run(insertSums, [
    ...sinceParameters(after),
    digitsOf(addDays(until, 2)),
    end,
    until,
  ]);
}

const digitsOf = (day: BusinessDate): string => day.replaceAll('-', '');
