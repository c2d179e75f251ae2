import type { PaidTradeView } from '@sampan/api';
import { inCurrency, pairs } from '../output.ts';

/** What became of a payment that was made for a buyer. */
export const paidLines = (trade: PaidTradeView): readonly string[] =>
  pairs([
    ['trade', trade.tradeId],
    ['status', trade.status],
    ['buyer pays', inCurrency(trade.charge, trade.chargeCurrency)],
  ]);
