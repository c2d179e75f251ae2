import { formatAmount } from '@sampan/primitives';
import { acquireQuery } from '@sampan/protocol';
import { statusAt } from '#acquiring';
import { handle } from '../handler.ts';
import { statusWords } from './query.ts';

/** Query of a QR order (04 §6); an order without a scan does not exist here either. */
export const acquireQueryHandler = handle(acquireQuery, {
  async carryOut({ out_trade_no, trade_no }, { partner }, { trades }) {
    const { result: trade, now } = await trades.find({
      partnerId: partner.id,
      partnerTransId: out_trade_no,
      tradeId: trade_no,
    });
    if (!trade) {
      const known = { out_trade_no, trade_no };
      return { refusal: 'TRADE_NOT_EXIST', why: 'no such order', known };
    }
    return {
      result_code: 'SUCCESS',
      trade_no: trade.id,
      out_trade_no: trade.partnerTransId,
      partner: partner.id,
      buyer_user_id: trade.walletId,
      buyer_logon_id: trade.buyerLogin,
      trade_status: statusWords[statusAt(trade, now)],
      total_fee: formatAmount(trade.amount),
      send_pay_date: trade.payment?.paidAt,
    } as const;
  },

  open: ({ out_trade_no, trade_no }) =>
    ({ refusal: 'SYSTEM_ERROR', known: { out_trade_no, trade_no } }) as const,
});
