import { formatAmount, type Instant, rateText } from '@sampan/primitives';
import { query, type ReplyFieldsOf, type RequestOf } from '@sampan/protocol';
import { statusAt, type Trade, type TradeStatus } from '#acquiring';
import { exchangeFields } from '../exchange-fields.ts';
import { handle } from '../handler.ts';

/**
 * Query (04). Only trades exist here: an order cancelled before payment, or without a scan, does
 * not.
 */
export const queryHandler = handle(query, {
  async carryOut(request, { partner }, { trades }) {
    const { result: trade, now } = await trades.find({
      partnerId: partner.id,
      partnerTransId: request.partner_trans_id,
      tradeId: request.alipay_trans_id,
    });
    if (!trade) {
      return { refusal: 'TRADE_NOT_EXIST', why: 'no such order', known: asked(request) };
    }
    return { result_code: 'SUCCESS', ...tradeFields(trade, now) } as const;
  },

  open: (request) => ({ refusal: 'SYSTEM_ERROR', known: asked(request) }),
});

/** The requested order id, under both names that a reply has (17). */
const asked = ({ partner_trans_id }: RequestOf<typeof query>) => ({
  partner_trans_id,
  out_trade_no: partner_trans_id,
});

function tradeFields(trade: Trade, now: Instant): ReplyFieldsOf<typeof query> {
  const status = statusAt(trade, now);
  const { settlement, settlementRate } = trade.quote;
  return {
    alipay_trans_status: statusWords[status],
    alipay_buyer_login_id: trade.buyerLogin,
    alipay_buyer_user_id: trade.walletId,
    partner_trans_id: trade.partnerTransId,
    alipay_trans_id: trade.id,
    out_trade_no: trade.partnerTransId,
    alipay_pay_time: trade.payment?.paidAt,
    currency: settlement.currency,
    trans_amount: formatAmount(trade.amount),
    ...exchangeFields(trade.quote),
    forex_total_fee: settlement,
    trans_forex_rate: rateText(settlementRate),
    // While the outcome is open the wallet is not named (16 §3).
    payment_inst: status === 'waiting' ? undefined : trade.inst,
  };
}

/** Trade states as spelled by every query. */
export const statusWords = {
  waiting: 'WAIT_BUYER_PAY',
  paid: 'TRADE_SUCCESS',
  closed: 'TRADE_CLOSED',
  finished: 'TRADE_FINISHED',
} as const satisfies Record<TradeStatus, string>;
