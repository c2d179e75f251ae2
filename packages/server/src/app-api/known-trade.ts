import type { TradeId } from '@sampan/primitives';
import { readTrade } from '#acquiring';
import type { Reader } from '#database';
import { asTradeId } from './fields.ts';
import { invalid, unknown } from './problem.ts';

/** The id of an existing trade: an empty list for a misspelt id would be misleading. */
export async function knownTrade(reader: Pick<Reader, 'read'>, trade: string): Promise<TradeId> {
  const tradeId = asTradeId(trade);
  if (!tradeId) throw invalid('trade', 'a trade id of 28 digits');
  const { result } = await reader.read((connection) => readTrade(connection, tradeId));
  if (!result) throw unknown('trade', tradeId);
  return tradeId;
}
