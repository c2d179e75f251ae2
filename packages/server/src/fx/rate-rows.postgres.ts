import {
  businessDate,
  type Currency,
  compactTime,
  type Instant,
  parseInstant,
  rate,
  required,
} from '@sampan/primitives';
import type { PublishedRate } from '@sampan/protocol';
import { type Connection, date, type RawRow, statement, table, text } from '#database';
import { publishedText } from './published-text.ts';

const published = table({ currency: text<Currency>(), day: date, time: text(), rate: text() });
const columns = published.selected();

const lockEffect = statement({
  name: 'lock-rates-in-effect',
  text: 'select id from rates_in_effect where id = 1 for update',
});

const selectSame = statement({
  name: 'select-rates-of-moments',
  text: `select ${columns} from exchange_rates where (currency, day, time) in
    (select unnest($1::text[]), unnest($2::date[]), unnest($3::text[]))`,
});

const insert = statement({
  name: 'insert-exchange-rates',
  text: `insert into exchange_rates (currency, day, time, rate, imported_at)
    select given.currency, given.day, given.time, given.rate, $5::timestamptz
    from unnest($1::text[], $2::date[], $3::text[], $4::text[])
      as given (currency, day, time, rate)`,
});

const selectNewest = statement({
  name: 'newest-exchange-rates',
  text: `select distinct on (currency) ${columns} from exchange_rates
    order by currency, exchange_rates.day desc, time desc`,
});

const updateEffect = statement({
  name: 'update-rates-in-effect',
  text: 'update rates_in_effect set rates = $1 where id = 1',
});

/** The newest rate of each currency with its time of publication, sorted by currency. */
export async function readNewestRates(connection: Connection): Promise<PublishedRate[]> {
  return (await connection.run(selectNewest)).map(decode);
}

/** Blocks concurrent imports until the transaction ends; payments can still read. */
export const lockRates = (connection: Connection): Promise<unknown> => connection.run(lockEffect);

/** The stored rates for the currencies and times of `rates`. */
export async function readSameMoments(
  connection: Connection,
  rates: readonly PublishedRate[],
): Promise<PublishedRate[]> {
  return (await connection.run(selectSame, moments(rates))).map(decode);
}

export function insertRates(
  connection: Connection,
  rates: readonly PublishedRate[],
  now: Instant,
): Promise<unknown> {
  const texts = rates.map((each) => required(publishedText(each.rate), 'the rate was checked'));
  return connection.run(insert, [...moments(rates), texts, now]);
}

/** Puts the newest rate of each currency into effect for payments. */
export async function bringIntoEffect(connection: Connection): Promise<void> {
  const rows = await connection.run(selectNewest);
  const rates = Object.fromEntries(rows.map((row) => [row.currency, row.rate]));
  await connection.run(updateEffect, [JSON.stringify(rates)]);
}

const moments = (rates: readonly PublishedRate[]) => [
  rates.map(({ currency }) => currency),
  rates.map(({ at }) => businessDate(at)),
  rates.map(({ at }) => compactTime(at).slice(8)),
];

function decode(raw: RawRow): PublishedRate {
  const row = published.read(raw);
  const time = row.time.replace(/^(..)(..)(..)$/, '$1:$2:$3');
  return {
    at: required(parseInstant(`${row.day}T${time}+08:00`), 'a stored time exists'),
    currency: row.currency,
    rate: rate(row.rate),
  };
}
