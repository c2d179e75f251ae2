import { type ReplyFieldsOf, refundQuery } from '@sampan/protocol';
import { isTrade, type Refund, readOrder, readRefund } from '#acquiring';
import { handle } from '../handler.ts';

/**
 * Query of a refund (05 §8), of an order of any product. An order that never became a trade has no
 * refunds, and another partner's do not exist. `ACCESS_FORBIDDEN` is never answered: the gateway
 * refuses such callers with ILLEGAL_PARTNER_EXTERFACE.
 */
export const refundQueryHandler = handle(refundQuery, {
  async carryOut({ out_trade_no, out_return_no }, { partner }, { reader }) {
    const { result } = await reader.read((connection) =>
      Promise.all([
        readOrder(connection, partner.id, out_trade_no),
        readRefund(connection, partner.id, out_return_no),
      ]),
    );
    const [trade, refund] = result;
    const known = { out_trade_no, out_return_no };
    if (!isTrade(trade)) return { refusal: 'TRADE_NOT_EXIST', why: 'no such order', known };
    if (!refund || refund.tradeId !== trade.id) {
      return { refusal: 'NOT_FOUND', why: 'no such refund of this order', known };
    }
    return {
      response_code: 'SUCCESS',
      ...known,
      ...stateFields(refund),
      trade_no: trade.id,
      gmt_create: refund.requestedAt,
    } as const;
  },

  open: ({ out_trade_no, out_return_no }) => ({
    refusal: 'QUERY_FAILED',
    known: { out_trade_no, out_return_no },
  }),
});

/** A refund before its first night has no error yet. */
function stateFields({ state, nightsMissed }: Refund): Partial<ReplyFieldsOf<typeof refundQuery>> {
  const lacking = { refund_error_code: 'MERCHANT_BALANCE_NOT_ENOUGH' } as const;
  switch (state) {
    case 'done':
      return { refund_result_code: 'SUCCESS' };
    case 'failed':
      return { refund_result_code: 'FAILED', ...lacking };
    case 'accepted':
      return { refund_result_code: 'PROCESSING', ...(nightsMissed > 0 && lacking) };
  }
}
