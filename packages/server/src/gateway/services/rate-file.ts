import { businessDate } from '@sampan/primitives';
import { forexRateFile, rateFileFailure, writeRateFile } from '@sampan/protocol';
import { countRateFileCall, readNewestRates } from '#fx';
import { handlePlain } from '../plain-handler.ts';

/**
 * Rate file (15 §3.1): the newest published rate of each currency, sorted by currency. For
 * reference only; the binding rate is in each payment's reply. Only for standard partners: Hong
 * Kong partners price and settle in HKD and have no exchange rates (01 §11, 16 §6).
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

  refusals: {
    PARTNER_ERROR: rateFileFailure('incorrect merchant id'),
    TRADE_NOT_EXIST: rateFileFailure('empty file'),
    ACCESS_FORBIDDEN: rateFileFailure('too many calls today'),
  },
});
