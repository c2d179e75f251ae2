import { formatAmount, type Instant, instant } from '@sampan/primitives';
import {
  type BusinessErrorCode,
  precreate,
  type RequestOf,
  type Validity,
  validUntil,
} from '@sampan/protocol';
import type { Goods, PrecreateRefusal, TradeDetails } from '#acquiring';
import { orderCodeUrl, pictureUrls } from '#codes';
import { newCodeToken } from '../code-token.ts';
import { definedOf } from '../defined-of.ts';
import { type Caller, handle } from '../handler.ts';
import { notifyAddress } from '../notify-address.ts';

type Request = RequestOf<typeof precreate>;

/** Pre-order (03). */
export const precreateHandler = handle(precreate, {
  async carryOut(request, caller, { acquiring, random, publicUrl }) {
    const { partner } = caller;
    const { out_trade_no } = request;
    const refuse = (refusal: BusinessErrorCode, why: string) => ({
      refusal,
      why,
      known: { out_trade_no },
    });
    // A partner cannot collect for another.
    if ((request.seller_id ?? partner.id) !== partner.id)
      return refuse('SELLER_NOT_EXIST', 'seller_id is not the partner');
    const outcome = await acquiring.precreate({
      partnerId: partner.id,
      partnerTransId: out_trade_no,
      amount: request.total_fee,
      settlementCurrency: request.currency,
      subject: request.subject,
      details: detailsOf(request, caller),
      orderCode: newCodeToken(random),
      expiry: (madeAt) => expiryOf(request, madeAt),
    });
    if (outcome.outcome === 'refused')
      return refuse(precreateRefusals[outcome.refusal], outcome.refusal);
    const { small, medium, large } = pictureUrls(publicUrl, outcome.orderCode);
    return {
      result_code: 'SUCCESS',
      out_trade_no,
      voucher_type: 'qrcode',
      qr_code: orderCodeUrl(publicUrl, outcome.orderCode),
      small_pic_url: small,
      pic_url: medium,
      big_pic_url: large,
    } as const;
  },

  // Repeat with the same id, or cancel; no money has moved either way.
  open: ({ out_trade_no }) => ({ refusal: 'SYSTEM_ERROR', known: { out_trade_no } }) as const,
});

export const precreateRefusals: Readonly<Record<PrecreateRefusal, BusinessErrorCode>> = {
  'partner-suspended': 'SELLER_BEEN_BLOCKED',
  'trade-closed': 'TRADE_HAS_CLOSE',
  'trade-paid': 'TRADE_HAS_SUCCESS',
  'terms-differ': 'CONTEXT_INCONSISTENT',
  'currency-not-supported': 'INVALID_PARAMETER',
  'amount-too-small': 'INVALID_PARAMETER',
  'partner-payment-limit-exceeded': 'TOTAL_FEE_EXCEED',
};

const defaultValidity: Validity = { count: 2, unit: 'h' };

/** Both validities count from here; the earlier expiry wins (17). */
function expiryOf({ it_b_pay, qr_code_it_b_pay }: Request, madeAt: Instant): Instant {
  const given = [it_b_pay, qr_code_it_b_pay].filter((each) => each !== undefined);
  const ends = (given.length > 0 ? given : [defaultValidity]).map((each) =>
    validUntil(each, madeAt),
  );
  return instant(Math.min(...ends));
}

function detailsOf(request: Request, caller: Caller): TradeDetails {
  const { price, goods_detail, extend_params, notify_url } = request;
  return definedOf({
    sellerId: caller.partner.id,
    sellerEmail: request.seller_email,
    body: request.body,
    showUrl: request.show_url,
    price: price && formatAmount(price),
    quantity: request.quantity,
    goods: goods_detail?.map(goodsOf),
    tradeInformation: request.trade_information,
    terminalTimestamp: request.terminal_timestamp,
    passback: request.passback_parameters,
    secondaryMerchantId: extend_params?.secondary_merchant_id,
    secondaryMerchantName: extend_params?.secondary_merchant_name,
    secondaryMerchantIndustry: extend_params?.secondary_merchant_industry,
    storeId: extend_params?.store_id,
    storeName: extend_params?.store_name,
    terminalId: extend_params?.terminal_id,
    serviceProviderId: extend_params?.sys_service_provider_id,
    notify: notifyAddress(notify_url, caller),
  });
}

const goodsOf = (goods: NonNullable<Request['goods_detail']>[number]): Goods =>
  definedOf({
    id: goods.goodsId,
    name: goods.goodsName,
    category: goods.goodsCategory,
    quantity: goods.quantity,
    price: goods.price,
    body: goods.body,
    showUrl: goods.showUrl,
  });
