import { formatAmount, type Instant } from '@sampan/primitives';
import type { Contract, NotificationContent } from '@sampan/protocol';
import { type Fact, statusAt, type TradeStatus } from '#acquiring';

type Action = NonNullable<NotificationContent['notify_action_type']>;
type WireStatus = NonNullable<NotificationContent['trade_status']>;

const statuses: Readonly<Record<TradeStatus, WireStatus>> = {
  waiting: 'WAIT_BUYER_PAY',
  paid: 'TRADE_SUCCESS',
  closed: 'TRADE_CLOSED',
  finished: 'TRADE_FINISHED',
};

export interface Told {
  readonly notifyId: string;
  readonly contract: Contract;
  readonly hongKongExtras: boolean;
}

/**
 * The fields of a fact's notification, as of the fact's time (07 §2). The payment method
 * (`paytools_pay_amount`) is left out: the documents give no word for a wallet's balance.
 */
export function contentOf(fact: Fact, told: Told): NotificationContent {
  const { trade, refund, at } = fact;
  const { details, payment, closing } = trade;
  const { settlement } = trade.quote;
  const total = formatAmount(trade.amount);
  return {
    notify_type: 'trade_status_sync',
    notify_id: told.notifyId,
    notify_action_type: actionOf(fact),
    out_trade_no: trade.partnerTransId,
    subject: trade.subject,
    trade_no: trade.id,
    trade_status: statuses[statusOf(fact)],
    gmt_create: trade.createdAt,
    gmt_payment: payment?.paidAt,
    gmt_close: closedAt(fact),
    gmt_refund: refund && (refund.done?.at ?? at),
    seller_id: details.sellerId ?? trade.partnerId,
    seller_email: details.sellerEmail,
    buyer_id: trade.walletId,
    buyer_email: trade.buyerLogin,
    price: details.price,
    quantity: details.quantity,
    total_fee: total,
    body: details.body,
    refund_fee: refund && formatAmount(refund.amount),
    out_biz_no: refund?.partnerRefundId,
    extra_common_param: details.passback,
    ...(told.contract === 'global' && {
      currency: settlement.currency,
      forex_total_fee: formatAmount(settlement),
    }),
    ...(told.contract === 'hk' &&
      told.hongKongExtras && { currency: trade.amount.currency, payment_inst: trade.inst }),
  };

  function closedAt({ kind }: Fact): Instant | undefined {
    return kind === 'finished' ? at : closing?.at;
  }
}

function actionOf({ kind, trade }: Fact): Action {
  switch (kind) {
    case 'paid':
      return 'payByAccountAction';
    case 'closed':
      return trade.payment ? 'reverseAction' : 'closeTradeAction';
    case 'refunded':
      return 'refundFPAction';
    case 'finished':
      return 'finishFPAction';
  }
}

/** A refund leaves a trade paid or closes it; it may also come after the trade is finished. */
const statusOf = ({ kind, trade, at }: Fact): TradeStatus =>
  kind === 'refunded' ? statusAt(trade, at) : kind;
