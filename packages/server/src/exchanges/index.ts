/** The record of exchanges of a sandbox. */
export { type NotResent, type Resent, resent } from './again.ts';
export { asCurl, asFixture, asSdk, asVerification } from './copies.ts';
export { type Decoded, decodedText, decodeExchange } from './decoded.ts';
export { ExchangeRecord, ExchangesDropped } from './exchange-record.ts';
export { readExchange, readWholeExchanges, type WholePage } from './exchange-rows.postgres.ts';
export type { ExchangeKind, ExchangeSummary, StoredExchange } from './kinds.ts';
export {
  countCodes,
  countExchanges,
  type ExchangeFilter,
  listExchanges,
  readExchangesAfter,
  readLastNumber,
  readOrderExchanges,
} from './list-exchanges.postgres.ts';
export { watchedShelf } from './recorded-download.ts';
export { type Chapter, type OrderState, storyOf } from './story.ts';
