import {
  type BusinessDate,
  businessDate,
  compactTime,
  type Instant,
  type Rate,
  rateText,
} from '@sampan/primitives';
import type { PublishedRate } from '@sampan/protocol';
import { type Connection, inTransaction } from '#database';
import { publishedText } from './published-text.ts';
import { bringIntoEffect, insertRates, lockRates, readSameMoments } from './rate-rows.postgres.ts';

/** In order of precedence; the last one only when every rate is valid by itself. */
export type ImportRefusal =
  | 'currency-cny'
  | 'rate-zero'
  | 'rate-too-long'
  | 'day-too-early'
  | 'day-to-come'
  | 'published-otherwise';

export type ImportOutcome =
  /** Number of new rates. */
  { readonly outcome: 'imported'; readonly added: readonly PublishedRate[] } | RefusedImport;

/** Nothing was stored. */
export interface RefusedImport {
  readonly outcome: 'refused';
  readonly refusal: ImportRefusal;
  /** Index of the faulty rate, from 0. */
  readonly index: number;
  /** The rate published before for that currency and time. */
  readonly known?: Rate;
}

/**
 * Stores rates and puts the newest of each currency into effect, all or none. Repeating an import
 * changes nothing; published rates are never changed. A future day is refused, a later time today
 * is not. `connection` must not be shared during the call.
 */
export async function importRates(
  connection: Connection,
  rates: readonly PublishedRate[],
  now: Instant,
): Promise<ImportOutcome> {
  const refused = refuseByItself(rates, businessDate(now));
  if (refused) return refused;
  return inTransaction(connection, async () => {
    // Serialises imports, so that no concurrent import adds rates between the lookup and the
    // insert.
    await lockRates(connection);
    const known = await readSameMoments(connection, rates);
    const decided = decideImport(rates, known);
    if (decided.outcome === 'imported' && decided.added.length > 0) {
      await insertRates(connection, decided.added, now);
      await bringIntoEffect(connection);
    }
    return decided;
  });
}

/** The first invalid rate, regardless of stored rates. */
export function refuseByItself(
  rates: readonly PublishedRate[],
  today: BusinessDate,
): RefusedImport | undefined {
  for (const [index, given] of rates.entries()) {
    const refusal = faultOf(given, today);
    if (refusal) return { outcome: 'refused', refusal, index };
  }
  return undefined;
}

function faultOf({ currency, rate, at }: PublishedRate, today: BusinessDate) {
  if (currency === 'CNY') return 'currency-cny';
  if (rate.numerator === 0n) return 'rate-zero';
  if (publishedText(rate) === undefined) return 'rate-too-long';
  if (businessDate(at) < firstDay) return 'day-too-early';
  if (businessDate(at) > today) return 'day-to-come';
  return undefined;
}

/** The rates to store, given the stored ones of the same currencies and times. */
export function decideImport(
  rates: readonly PublishedRate[],
  known: readonly PublishedRate[],
): ImportOutcome {
  const published = new Map(known.map((each) => [momentOf(each), each.rate]));
  const added: PublishedRate[] = [];
  for (const [index, given] of rates.entries()) {
    const before = published.get(momentOf(given));
    if (before && rateText(before) !== rateText(given.rate)) {
      return { outcome: 'refused', refusal: 'published-otherwise', index, known: before };
    }
    if (!before) added.push(given);
    published.set(momentOf(given), given.rate);
  }
  return { outcome: 'imported', added };
}

/** Mobile payments did not exist before; an earlier day is a misprint. */
const firstDay = '2000-01-01' as BusinessDate;

/** A rate's key: currency and second of publication. */
const momentOf = ({ currency, at }: PublishedRate): string => `${currency} ${compactTime(at)}`;
