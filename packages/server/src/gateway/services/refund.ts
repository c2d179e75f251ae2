import type { Money, TradeId } from '@sampan/primitives';
import { type BusinessErrorCode, refund } from '@sampan/protocol';
import type { RefundRefusal } from '#acquiring';
import { exchangeFields } from '../exchange-fields.ts';
import { handle } from '../handler.ts';
import { notifyAddress } from '../notify-address.ts';

/** Refund (05). Asynchronous unless requested as synchronous. */
export const refundHandler = handle(refund, {
  async carryOut(request, caller, { acquiring }) {
    const { partner } = caller;
    const outcome = await acquiring.refund({
      partnerId: partner.id,
      partnerTransId: request.partner_trans_id,
      tradeId: request.alipay_trans_id as TradeId | undefined,
      partnerRefundId: request.partner_refund_id,
      amount: request.refund_amount,
      reason: request.refund_reason ?? '',
      mode: request.is_sync === 'Y' ? 'sync' : 'async',
      notify: notifyAddress(request.notify_url, caller),
    });
    if (outcome.outcome === 'refused') {
      return { refusal: refundRefusals[outcome.refusal], why: outcome.refusal };
    }
    // Executed or only accepted: the word is the same (05 §3).
    return {
      result_code: 'SUCCESS',
      partner_trans_id: outcome.trade.partnerTransId,
      alipay_trans_id: outcome.trade.id,
      partner_refund_id: outcome.refund.partnerRefundId,
      currency: outcome.refund.amount.currency,
      refund_amount: outcome.refund.amount,
      exchange_rate: exchangeFields(outcome.trade.quote).exchange_rate,
      // Also for an accepted refund: the rate is the payment's, so the amount is known (17).
      refund_amount_cny: cnyOf(outcome.refund.promised ?? outcome.refund.charge),
    } as const;
  },

  // On FAIL a client would use a new id, and the money would be returned twice (05 §6).
  open: ({ partner_trans_id, partner_refund_id }) =>
    ({
      result_code: 'UNKNOW',
      error: 'SYSTEM_ERROR',
      partner_trans_id,
      partner_refund_id,
    }) as const,
});

const cnyOf = (charge: Money): Money | undefined =>
  charge.currency === 'CNY' ? charge : undefined;

export const refundRefusals: Readonly<Record<RefundRefusal, BusinessErrorCode>> = {
  'partner-suspended': 'SELLER_BEEN_BLOCKED',
  'refund-id-equals-trade-id': 'INVALID_PARAMETER',
  'refund-id-reused-with-other-terms': 'DISCORDANT_REPEAT_REQUEST',
  'trade-unknown': 'TRADE_NOT_EXIST',
  'trade-not-paid': 'TRADE_STATUS_ERROR',
  'trade-closed': 'TRADE_HAS_CLOSE',
  'trade-finished': 'TRADE_HAS_FINISHED',
  'currency-differs': 'CURRENCY_NOT_SAME',
  'amount-exceeds-rest': 'RETURN_AMOUNT_EXCEED',
  'refunds-paused': 'TRADE_STATUS_ERROR',
  'funds-not-enough': 'MERCHANT_BALANCE_NOT_ENOUGH',
};
