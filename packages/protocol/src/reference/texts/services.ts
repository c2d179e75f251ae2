/** The texts of every service, and its short name. */
import type { ServiceName, services } from '../../services/index.ts';
import type { ServiceTexts } from '../text.ts';
import {
  changeMerchantCodeStatusTexts,
  createMerchantCodeTexts,
  modifyMerchantCodeTexts,
} from './merchant-codes.ts';
import { forexRateFileTexts, maintainShopTexts, notifyVerifyTexts } from './others.ts';
import { precreateTexts, spotPayTexts } from './payments.ts';
import { acquireQueryTexts, queryShopTexts, queryTexts, refundQueryTexts } from './queries.ts';
import { cancelTexts, closeTexts, refundTexts, reverseTexts, spotCancelTexts } from './refunds.ts';

type Named<Name extends ServiceName> = Extract<(typeof services)[number], { readonly name: Name }>;

/** A service that is missing here, or that has no declaration, is a type error. */
export const serviceTexts: {
  readonly [Name in ServiceName]: ServiceTexts<
    Named<Name>['requestFields'],
    Named<Name>['replyFields']
  >;
} = {
  'alipay.acquire.overseas.spot.pay': spotPayTexts,
  'alipay.acquire.precreate': precreateTexts,
  'alipay.commerce.qrcode.create': createMerchantCodeTexts,
  'alipay.commerce.qrcode.modify': modifyMerchantCodeTexts,
  'alipay.commerce.qrcode.modifyStatus': changeMerchantCodeStatusTexts,
  'alipay.acquire.overseas.query': queryTexts,
  'alipay.acquire.query': acquireQueryTexts,
  'alipay.acquire.overseas.spot.refund': refundTexts,
  'alipay.acquire.refund.query': refundQueryTexts,
  'alipay.acquire.cancel': cancelTexts,
  'alipay.acquire.close': closeTexts,
  'alipay.acquire.overseas.spot.reverse': reverseTexts,
  'alipay.acquire.overseas.spot.cancel': spotCancelTexts,
  'alipay.overseas.secmerchant.offline.maintain': maintainShopTexts,
  'alipay.overseas.secmerchant.maintain.queryStatus': queryShopTexts,
  forex_rate_file: forexRateFileTexts,
  notify_verify: notifyVerifyTexts,
};

/** The short name of each service; in camel case it is the SDK's method: `spotPay`. */
export const shortNames = {
  'alipay.acquire.overseas.spot.pay': 'spot-pay',
  'alipay.acquire.precreate': 'precreate',
  'alipay.commerce.qrcode.create': 'create-merchant-code',
  'alipay.commerce.qrcode.modify': 'modify-merchant-code',
  'alipay.commerce.qrcode.modifyStatus': 'change-merchant-code-status',
  'alipay.acquire.overseas.query': 'query',
  'alipay.acquire.query': 'acquire-query',
  'alipay.acquire.overseas.spot.refund': 'refund',
  'alipay.acquire.refund.query': 'refund-query',
  'alipay.acquire.cancel': 'cancel',
  'alipay.acquire.close': 'close',
  'alipay.acquire.overseas.spot.reverse': 'reverse',
  'alipay.acquire.overseas.spot.cancel': 'spot-cancel',
  'alipay.overseas.secmerchant.offline.maintain': 'maintain-shop',
  'alipay.overseas.secmerchant.maintain.queryStatus': 'query-shop',
  forex_rate_file: 'forex-rate-file',
  notify_verify: 'notify-verify',
} as const satisfies Record<ServiceName, string>;
