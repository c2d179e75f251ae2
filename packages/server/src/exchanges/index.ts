/** The record of exchanges of a sandbox. */
export {
  ExchangeRecord,
  type ExchangeRecordParts,
  ExchangesDropped,
  type RecordCounters,
} from './exchange-record.ts';
export { readExchange } from './exchange-rows.postgres.ts';
export {
  type ExchangeKind,
  type ExchangeResult,
  type ExchangeSummary,
  type MaskedPart,
  results,
  type StoredExchange,
} from './kinds.ts';
