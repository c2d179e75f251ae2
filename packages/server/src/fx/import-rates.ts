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

/** In order of precedence; the last one only when no rate is wrong by itself. */
export type ImportRefusal =
  | 'currency-cny'
  | 'rate-zero'
  | 'rate-too-long'
  | 'day-too-early'
  | 'day-to-come'
  | 'published-otherwise';

export type ImportOutcome =
  /** `added` were not known before. */
  { readonly outcome: 'imported'; readonly added: readonly PublishedRate[] } | RefusedImport;

/** Nothing is stored. */
export interface RefusedImport {
  readonly outcome: 'refused';
  readonly refusal: ImportRefusal;
  /** Which of the given rates is to blame; counts from 0. */
  readonly index: number;
  /** What was published for that currency and time before. */
  readonly known?: Rate;
}

/**
 * Stores rates and brings the newest of each currency into effect, all or none of them. Importing
 * the same again changes nothing; what was published once is never changed. A day that is still to
 * come is refused, a time later today is not. `connection` is nobody else's meanwhile.
 */
export async function importRates(
  connection: Connection,
  rates: readonly PublishedRate[],
  now: Instant,
): Promise<ImportOutcome> {
  const refused = refuseByItself(rates, businessDate(now));
  if (refused) return refused;
  return inTransaction(connection, async () => {
    // Whoever imports waits here for others who do, so nobody adds what was just looked for.
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

/** The first rate with which something is wrong, whatever is stored. */
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

/** What is to be stored, given what is known for the same currencies and times. */
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

/** Before this nothing was paid from a phone; an earlier day is a misprint. */
const firstDay = '2000-01-01' as BusinessDate;

/** What a rate is known by: its currency and the second of its publication. */
const momentOf = ({ currency, at }: PublishedRate): string => `${currency} ${compactTime(at)}`;
