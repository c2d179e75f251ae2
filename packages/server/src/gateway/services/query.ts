import { formatAmount, type Instant, rateText, type TradeId } from '@sampan/primitives';
import { query, type ReplyFieldsOf, type RequestOf } from '@sampan/protocol';
import { isTrade, readOrder, readTrade, statusAt, type Trade, type TradeStatus } from '#acquiring';
import type { Connection } from '#database';
import type { Partner } from '#partner';
import { exchangeFields } from '../exchange-fields.ts';
import { handle } from '../handler.ts';

/**
 * Query (04). Only trades exist here: an order cancelled before payment, or without a scan, does
 * not.
 */
export const queryHandler = handle(query, {
  async carryOut(request, { partner }, { reader }) {
    const { result: trade, now } = await reader.read((connection) =>
      findTrade(connection, partner, request.partner_trans_id, request.alipay_trans_id),
    );
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

/** Our id takes precedence (04 §1); a trade of another partner does not exist. */
export async function findTrade(
  connection: Connection,
  partner: Partner,
  partnerTransId: string | undefined,
  tradeId: string | undefined,
): Promise<Trade | undefined> {
  if (tradeId !== undefined) {
    const trade = await readTrade(connection, tradeId as TradeId);
    return trade?.partnerId === partner.id ? trade : undefined;
  }
  const order = await readOrder(connection, partner.id, partnerTransId ?? '');
  return isTrade(order) ? order : undefined;
}

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
