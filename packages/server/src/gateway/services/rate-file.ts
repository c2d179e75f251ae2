import { businessDate } from '@sampan/primitives';
import { forexRateFile, rateFileFailure, writeRateFile } from '@sampan/protocol';
import { countRateFileCall, readNewestRates } from '#fx';
import { handlePlain } from '../plain-handler.ts';

/**
 * Rate file (15 §3.1): the newest published rate of each currency, ordered by currency. For
 * reference; the rate that counts is told with each payment. Only for standard partners: one in Hong
 * Kong prices and settles in HKD and is never told a rate (01 §11, 16 §6).
 */
export const rateFileHandler = handlePlain(forexRateFile, {
  contracts: ['global'],

  async carryOut({ partner }, { reader, writer }) {
    const { result: rates, now } = await reader.read(readNewestRates);
    const { result: isAllowed } = await writer.write((connection) =>
      countRateFileCall(connection, partner.id, businessDate(now)),
    );
    if (!isAllowed) return rateFileFailure('too many calls today');
    return rates.length === 0 ? rateFileFailure('empty file') : writeRateFile(rates);
  },

  open: rateFileFailure('system exception'),
});
