/** Each refusal of the routes that the console calls, as a sentence that ends in what to do. */
import type { ConsoleWords } from './words/en.ts';

type Words = Exclude<
  keyof ConsoleWords & `refused.${string}`,
  'refused.other' | 'refused.noAnswer'
>;

const refusals = {
  'account-unknown': 'refused.account',
  'bank-transfer-unknown': 'refused.transfer',
  'date-to-come': 'refused.dateToCome',
  'day-not-over': 'refused.dayNotOver',
  'entry-unknown': 'refused.entry',
  'host-refused': 'refused.host',
  'invalid-field': 'refused.field',
  'job-unknown': 'refused.job',
  'job-waits': 'refused.jobWaits',
  'not-ready': 'refused.notReady',
  'clocks-differ': 'refused.clocks',
  'origin-refused': 'refused.origin',
  'partner-unknown': 'refused.partner',
  'source-missing': 'refused.source',
  'token-needed': 'refused.token',
  'transfer-done': 'refused.transferDone',
  'transfer-refused': 'refused.transferRefused',
  'wallet-unknown': 'refused.wallet',
} as const satisfies Readonly<Record<string, Words>>;

const known: ReadonlyMap<string, Words> = new Map(Object.entries(refusals));

/** Undefined for a refusal that the pages have no words for. */
export const refusalWords = (code: string): Words | undefined => known.get(code);

/** All codes with words, for the test that compares them with the API. */
export const refusalCodes: readonly string[] = [...known.keys()];
