import { businessDate } from '@sampan/primitives';
import { readRefundsOfTrade, type Trade } from '#acquiring';
import type { Connection } from '#database';
import { readEntries } from '#ledger';

/** The refunds of a trade, and all entries that it has caused. */
export async function readHistory(connection: Connection, trade: Trade) {
  const { payment, closing } = trade;
  const refunds = await readRefundsOfTrade(connection, trade);
  const refundEntries = refunds.flatMap(({ done }) => (done ? [done.entryId] : []));
  const entries = await readEntries(connection, {
    ids: payment ? [payment.entryId, ...refundEntries] : [],
    // The trade does not name the entry of its cancel.
    caused:
      closing?.cancelAction === 'refund'
        ? { by: trade.id, on: businessDate(closing.at) }
        : undefined,
  });
  return { refunds, entries };
}
