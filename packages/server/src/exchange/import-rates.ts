import {
  type BusinessDate,
  businessDate,
  compactTime,
  formatRate,
  type Instant,
  type Rate,
  rate,
  rateText,
} from '@sampan/primitives';
import type { PublishedRate } from '@sampan/protocol';
import { type Connection, inTransaction } from '#database';
import { bringIntoEffect, insertRates, lockRates, readSameMoments } from './rate-rows.postgres.ts';

/** In order of precedence; the first rate to which one applies is named. */
export type ImportRefusal =
  | 'currency-cny'
  | 'rate-zero'
  | 'rate-too-long'
  | 'day-to-come'
  | 'published-otherwise';

export type ImportOutcome =
  /** `added` of them were not known before. */
  | { readonly outcome: 'imported'; readonly added: readonly PublishedRate[] }
  /** Nothing is stored. */
  | {
      readonly outcome: 'refused';
      readonly refusal: ImportRefusal;
      /** Which of the given rates is to blame; counts from 0. */
      readonly index: number;
      /** What was published for that currency and time before. */
      readonly known?: Rate;
    };

/**
 * Stores rates and brings the newest of each currency into effect, all or none of them. Importing
 * the same again changes nothing; what was published once is never changed. A day that is still to
 * come is refused, a time later today is not. `connection` is nobody else's meanwhile.
 */
export function importRates(
  connection: Connection,
  rates: readonly PublishedRate[],
  now: Instant,
): Promise<ImportOutcome> {
  return inTransaction(connection, async () => {
    // Whoever imports waits here for others who do, so nobody adds what was just looked for.
    await lockRates(connection);
    const known = await readSameMoments(connection, rates);
    const decided = decideImport(rates, known, businessDate(now));
    if (decided.outcome === 'imported' && decided.added.length > 0) {
      await insertRates(connection, decided.added, now);
      await bringIntoEffect(connection);
    }
    return decided;
  });
}

/** What is to be stored, given what is known for the same currencies and times. */
export function decideImport(
  rates: readonly PublishedRate[],
  known: readonly PublishedRate[],
  today: BusinessDate,
): ImportOutcome {
  const published = new Map(known.map((each) => [momentOf(each), each.rate]));
  const added: PublishedRate[] = [];
  for (const [index, given] of rates.entries()) {
    const refuse = (refusal: ImportRefusal): ImportOutcome => ({
      outcome: 'refused',
      refusal,
      index,
    });
    if (given.currency === 'CNY') return refuse('currency-cny');
    if (given.rate.numerator === 0n) return refuse('rate-zero');
    if (publishedText(given.rate) === undefined) return refuse('rate-too-long');
    if (businessDate(given.at) > today) return refuse('day-to-come');
    const before = published.get(momentOf(given));
    if (before && rateText(before) !== rateText(given.rate)) {
      return { outcome: 'refused', refusal: 'published-otherwise', index, known: before };
    }
    if (!before) added.push(given);
    published.set(momentOf(given), given.rate);
  }
  return { outcome: 'imported', added };
}

/** What a rate is known by: its currency and the second of its publication. */
const momentOf = ({ currency, at }: PublishedRate): string => `${currency} ${compactTime(at)}`;

/** The decimals of a published rate, and the characters that it has room for (01 §11, 15 §3.1). */
const decimals = 6;
const charactersMax = 10;

/** The rate as it is published, `0.838800`; undefined when it does not fit. */
export function publishedText(given: Rate): string | undefined {
  const shortest = rate(rateText(given));
  const text = shortest.scale > decimals ? undefined : formatRate(shortest, decimals);
  return text !== undefined && text.length <= charactersMax ? text : undefined;
}
