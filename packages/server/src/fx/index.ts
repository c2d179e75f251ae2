/** Exchange rates, and conversion of prices. */
export {
  type ImportOutcome,
  type ImportRefusal,
  importRates,
  type RefusedImport,
} from './import-rates.ts';
export { publishedText } from './published-text.ts';
export { exchange, isAtPar, type Quote, quote, quoteAtPar } from './quote.ts';
export { countRateFileCall, rateFileCallsMax } from './rate-file-calls.postgres.ts';
export { readNewestRates } from './rate-rows.postgres.ts';
export { noRates, one, RateTable, readRateTable } from './rate-table.ts';
export { readRatesInEffect } from './rates-in-effect.postgres.ts';
export { sampleRates } from './sample-rates.ts';
