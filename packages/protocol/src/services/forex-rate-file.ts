import { declareService } from '../service.ts';

/**
 * Rate file (15 §3.1): the reference rates of the day, updated once between 09:00 and 11:00 GMT+8.
 * Has no parameters of its own. Answers the text of `writeRateFile` or `rateFileFailure`; gateway
 * refusals are XML, as everywhere.
 */
export const forexRateFile = declareService({
  name: 'forex_rate_file',
  documents: ['global/forex_rate_file', 'global/forex_rate_file_cn'],
  node: 'plain',
  failureWord: 'FAIL',
  errorPlace: 'error',
  requestFields: {},
  replyFields: {},
  errors: [],
});

/**
 * Why there is no rate file for this caller now; the documents give no text for the limit of calls.
 */
export type RateFileFailure =
  | 'system exception'
  | 'incorrect merchant id'
  | 'empty file'
  | 'too many calls today';

/** The text of a business refusal of `forex_rate_file`. */
export const rateFileFailure = (reason: RateFileFailure): string =>
  `File download failed: ${reason}`;
