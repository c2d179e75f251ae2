import type { OperationsApi, RateView, Received } from '@sampan/api';
import {
  businessDate,
  compactTime,
  type Instant,
  isCurrency,
  parseInstant,
  parseRate,
  rateText,
  required,
} from '@sampan/primitives';
import { type PublishedRate, readRateFile } from '@sampan/protocol';
import type { FastifyInstance } from 'fastify';
import { readNow } from '#database';
import { importRates, publishedText, type RefusedImport, readNewestRates } from '#fx';
import type { OperationsDependencies } from './dependencies.ts';
import { conflict, invalid, Problem } from './problem.ts';
import { readDay } from './read-day.ts';
import { serve } from './serve.http.ts';

/** Exchange rates: those in effect, and new ones. Rates are decimal text, CNY for one unit. */
export function rateRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { reader, openConnection } = world;

  serve(app, world, 'GET /admin/rates', async () => {
    const { result } = await reader.read(readNewestRates);
    return { rates: result.map(rateView) };
  });

  serve(app, world, 'POST /admin/rates', async ({ body }) => {
    const now = await readNow(reader);
    const given = readGiven(body, now);
    const connection = await openConnection();
    try {
      const rates = given.map(({ rate }) => rate);
      const outcome = await importRates(connection, rates, now);
      if (outcome.outcome === 'refused') throw refused(outcome, given);
      const inEffect = await readNewestRates(connection);
      const added = outcome.added.length;
      return { added, known: rates.length - added, rates: inEffect.map(rateView) };
    } finally {
      await connection.close();
    }
  });
}

type Given = Received<OperationsApi['POST /admin/rates']>['body'];

/** A rate, and how to name the place where the caller has said it. */
interface GivenRate {
  readonly rate: PublishedRate;
  readonly place: { readonly field: string; readonly words: string };
}

/** What a caller says: a list, the text of a rate file (15 §3.1), or both. */
function readGiven({ rates: listed = [], file }: Given, now: Instant): readonly GivenRate[] {
  const rates = listed.map((said, index) => {
    const field = `rates[${index}]`;
    return { rate: readOne(said, field, now), place: { field, words: field } };
  });
  const given = file === undefined ? rates : [...rates, ...readLines(file)];
  if (given.length === 0) throw invalid('rates', 'a list of rates, unless there is a file');
  return given;
}

function readLines(file: string): readonly GivenRate[] {
  const read = readRateFile(file);
  if (!read.ok)
    throw invalid('file', `a rate file; line ${read.problem.line}: ${read.problem.reason}`);
  return read.value.map((rate, index) => ({
    rate,
    place: { field: 'file', words: `Line ${index + 1} of the file` },
  }));
}

/** One of a list; without a day and a time it is published now. */
function readOne(
  said: NonNullable<Given['rates']>[number],
  place: string,
  now: Instant,
): PublishedRate {
  const { currency, time } = said;
  if (!isCurrency(currency)) throw invalid(`${place}.currency`, 'a currency such as "AUD"');
  const rate = parseRate(said.rate);
  if (!rate) throw invalid(`${place}.rate`, 'CNY for one unit as text, such as "4.877600"');
  const day = said.day === undefined ? undefined : readDay(said.day, `${place}.day`);
  if (day !== undefined && time === undefined) throw invalid(`${place}.time`, 'given with a day');
  const second = time ?? compactTime(now).slice(8);
  const at = `${day ?? businessDate(now)}T${second.replace(/^(..)(..)(..)$/, '$1:$2:$3')}+08:00`;
  return { at: required(parseInstant(at), 'day and time exist'), currency, rate };
}

function refused({ refusal, index, known }: RefusedImport, given: readonly GivenRate[]): Problem {
  const { rate, place } = required(given[index], 'a rate that was given');
  const { currency } = rate;
  const { field, words } = place;
  const malformed = (why: string) => new Problem(400, 'invalid-field', `${words}: ${why}`, field);
  switch (refusal) {
    case 'currency-cny':
      return malformed('CNY has no rate to itself');
    case 'rate-zero':
      return malformed(`the rate of ${currency} is 0`);
    case 'rate-too-long':
      return malformed('a rate has six decimals and ten characters at most');
    case 'day-too-early':
      return malformed(`${businessDate(rate.at)} is too long ago`);
    case 'day-to-come':
      return conflict('date-to-come', `${words}: ${businessDate(rate.at)} is still to come`, field);
    case 'published-otherwise': {
      const { day, time } = rateView(rate);
      const before = known && ` as ${publishedText(known)}`;
      const message = `${words}: ${currency} was published for ${day} ${time}${before} already`;
      return conflict('rate-published-otherwise', message, field);
    }
  }
}

const rateView = ({ at, currency, rate }: PublishedRate): RateView => ({
  currency,
  rate: publishedText(rate) ?? rateText(rate),
  day: businessDate(at),
  time: compactTime(at).slice(8),
});
