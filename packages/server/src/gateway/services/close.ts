import type { TradeId } from '@sampan/primitives';
import { type BusinessErrorCode, close } from '@sampan/protocol';
import type { CloseOrderRefusal } from '#acquiring';
import { handle } from '../handler.ts';

/** Close (06 §7). */
export const closeHandler = handle(close, {
  async carryOut({ out_trade_no, trade_no }, { partner }, { acquiring }) {
    const outcome = await acquiring.closeOrder({
      partnerId: partner.id,
      partnerTransId: out_trade_no ?? '',
      tradeId: trade_no as TradeId | undefined,
    });
    if (outcome.outcome === 'refused') {
      return {
        refusal: closeRefusals[outcome.refusal],
        why: outcome.refusal,
        known: { out_trade_no, trade_no },
      };
    }
    return {
      result_code: 'SUCCESS',
      out_trade_no: outcome.trade?.partnerTransId ?? out_trade_no,
      trade_no: outcome.trade?.id,
    } as const;
  },

  open: ({ out_trade_no, trade_no }) =>
    ({ refusal: 'SYSTEM_ERROR', known: { out_trade_no, trade_no } }) as const,
});

export const closeRefusals: Readonly<Record<CloseOrderRefusal, BusinessErrorCode>> = {
  'order-unknown': 'TRADE_NOT_EXIST',
  'trade-finished': 'TRADE_HAS_FINISHED',
  'trade-paid': 'TRADE_STATUS_ERROR',
};
