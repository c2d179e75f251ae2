import type { BizData, BusinessErrorCode } from '@sampan/protocol';
import type { MerchantCodeRefusal, MerchantCodeTerms, Shop, Taxi } from '#acquiring';
import { definedOf } from './defined-of.ts';
import type { Caller } from './handler.ts';

/** The data of a shop's code, from the services that create and change it. */
export function termsOf(
  { biz_data: data, notify_url: url }: { biz_data: BizData; notify_url: string | undefined },
  caller: Caller,
): MerchantCodeTerms {
  const { notify_charset: charset = caller.charset } = data;
  const { notify_sign_type: signType = caller.signType } = data;
  return {
    shop: shopOf(data),
    channelFee: data.channel_fee,
    priceCurrency: data.trans_currency,
    settlementCurrency: data.currency,
    serviceProviderId: data.sys_service_provider_id,
    passback: data.passback_parameters,
    notify: url === undefined ? undefined : { url, charset, signType },
  };
}

function shopOf(data: BizData): Shop {
  const taxi = taxiOf(data);
  return {
    secondaryMerchantId: data.secondary_merchant_id,
    secondaryMerchantName: data.secondary_merchant_name,
    secondaryMerchantIndustry: data.secondary_merchant_industry,
    // A taxi without a store is its own store: two taxis must not share a code (13 §5).
    storeId: data.store_id ?? taxi?.number ?? '',
    storeName: data.store_name ?? taxi?.number ?? '',
    ...definedOf({ country: data.country_code, address: data.address, taxi }),
  };
}

/** The protocol guarantees that a taxi has all four. */
function taxiOf(data: BizData): Taxi | undefined {
  if (data.secondary_merchant_industry !== '4121') return undefined;
  return {
    operationId: data.taxi_operation_id ?? '',
    number: data.taxi_number ?? '',
    driverName: data.taxi_driver_name ?? '',
    driverMobile: data.taxi_driver_mobile ?? '',
  };
}

export const merchantCodeRefusals: Readonly<Record<MerchantCodeRefusal, BusinessErrorCode>> = {
  'partner-suspended': 'SELLER_BEEN_BLOCKED',
  'code-unknown': 'INVALID_PARAMETER',
  'code-deleted': 'INVALID_PARAMETER',
  'currency-not-supported': 'INVALID_PARAMETER',
  'secondary-merchant-is-fixed': 'INVALID_PARAMETER',
  'store-is-fixed': 'INVALID_PARAMETER',
  'service-provider-is-fixed': 'INVALID_PARAMETER',
  'channel-fee-presence-is-fixed': 'INVALID_PARAMETER',
};
