import { compactTime, formatAmount } from '@sampan/primitives';
import {
  type BusinessErrorCode,
  type ReplyFieldsOf,
  type RequestOf,
  spotPay,
} from '@sampan/protocol';
import type { PayOutcome, PayRefusal, Trade, TradeDetails } from '#acquiring';
import { definedOf } from '../defined-of.ts';
import { exchangeFields } from '../exchange-fields.ts';
import { type Caller, handle } from '../handler.ts';
import { notifyAddress } from '../notify-address.ts';

type Request = RequestOf<typeof spotPay>;

/** Barcode payment (02). */
export const spotPayHandler = handle(spotPay, {
  async carryOut(request, caller, { acquiring }) {
    const { partner } = caller;
    // A partner cannot collect for another (02 §1: the same value as `partner`).
    if (request.alipay_seller_id !== partner.id)
      return { refusal: 'SELLER_NOT_EXIST', why: 'alipay_seller_id is not the partner' };
    const outcome = await acquiring.pay({
      partnerId: partner.id,
      partnerTransId: request.partner_trans_id,
      amount: request.trans_amount,
      settlementCurrency: request.currency,
      paymentCode: request.buyer_identity_code,
      subject: request.trans_name,
      details: detailsOf(request, caller),
    });
    return replyTo(request, outcome);
  },

  // On FAILED a client would give the goods away unpaid, or charge twice (02 §3).
  open: ({ partner_trans_id }) =>
    ({ result_code: 'UNKNOW', error: 'SYSTEM_ERROR', partner_trans_id }) as const,
});

export const payRefusals: Readonly<Record<PayRefusal, BusinessErrorCode>> = {
  'partner-suspended': 'SELLER_BEEN_BLOCKED',
  'trade-closed': 'TRADE_HAS_CLOSE',
  'payment-code-not-valid': 'SOUNDWAVE_PARSER_FAIL',
  'buyer-differs': 'TRADE_BUYER_NOT_MATCH',
  'terms-differ': 'CONTEXT_INCONSISTENT',
  'wallet-frozen': 'BUYER_ENABLE_STATUS_FORBID',
  'wallet-kind-not-accepted': 'NOT_SUPPORT_PAYMENT_INST',
  'currency-not-supported': 'INVALID_PARAMETER',
  'amount-too-small': 'INVALID_PARAMETER',
  'partner-payment-limit-exceeded': 'TOTAL_FEE_EXCEED',
  'partner-day-limit-exceeded': 'BEYOND_PAY_RESTRICTION',
  'partner-month-limit-exceeded': 'BEYOND_PAY_RESTRICTION',
  'payment-limit-exceeded': 'BEYOND_PER_RECEIPT_RESTRICTION',
  'day-limit-exceeded': 'BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR',
  'month-limit-exceeded': 'BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR',
  'balance-not-enough': 'BUYER_BALANCE_NOT_ENOUGH',
};

function replyTo(request: Request, outcome: PayOutcome) {
  switch (outcome.outcome) {
    case 'refused':
      return { refusal: payRefusals[outcome.refusal], why: outcome.refusal };
    case 'unknown':
      return { result_code: 'UNKNOW', ...tradeFields(request, outcome.trade) } as const;
    case 'paid':
      return {
        result_code: 'SUCCESS',
        ...tradeFields(request, outcome.trade),
        alipay_pay_time: outcome.trade.payment?.paidAt,
        // While the outcome is open the wallet is not named (02 §2).
        payment_inst: outcome.trade.inst,
      } as const;
  }
}

const tradeFields = (request: Request, trade: Trade): ReplyFieldsOf<typeof spotPay> => ({
  alipay_buyer_login_id: trade.buyerLogin,
  alipay_buyer_user_id: trade.walletId,
  partner_trans_id: trade.partnerTransId,
  alipay_trans_id: trade.id,
  currency: request.currency,
  trans_amount: formatAmount(trade.amount),
  ...exchangeFields(trade.quote),
});

function detailsOf(request: Request, caller: Caller): TradeDetails {
  const { trans_create_time, extend_info, notify_url } = request;
  return definedOf({
    sellerId: request.alipay_seller_id,
    quantity: request.quantity,
    memo: request.memo,
    tradeInformation: request.trade_information,
    orderedAt: trans_create_time && compactTime(trans_create_time),
    secondaryMerchantId: extend_info?.secondary_merchant_id,
    secondaryMerchantName: extend_info?.secondary_merchant_name,
    secondaryMerchantIndustry: extend_info?.secondary_merchant_industry,
    storeId: extend_info?.store_id,
    storeName: extend_info?.store_name,
    terminalId: extend_info?.terminal_id,
    serviceProviderId: extend_info?.sys_service_provider_id,
    // The Hong Kong payment sends no notification: reply and query have the result (02 §9).
    notify: caller.partner.contract === 'hk' ? undefined : notifyAddress(notify_url, caller),
  });
}
