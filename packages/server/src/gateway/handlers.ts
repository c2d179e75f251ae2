import { isServiceName, type ServiceName } from '@sampan/protocol';
import type { Handler } from './handler.ts';
import { acquireQueryHandler } from './services/acquire-query.ts';
import { cancelHandler } from './services/cancel.ts';
import { changeMerchantCodeStatusHandler } from './services/change-merchant-code-status.ts';
import { closeHandler } from './services/close.ts';
import { createMerchantCodeHandler } from './services/create-merchant-code.ts';
import { maintainShopHandler } from './services/maintain-shop.ts';
import { modifyMerchantCodeHandler } from './services/modify-merchant-code.ts';
import { precreateHandler } from './services/precreate.ts';
import { queryHandler } from './services/query.ts';
import { queryShopHandler } from './services/query-shop.ts';
import { rateFileHandler } from './services/rate-file.ts';
import { refundHandler } from './services/refund.ts';
import { refundQueryHandler } from './services/refund-query.ts';
import { reverseHandler, spotCancelHandler } from './services/reverse.ts';
import { spotPayHandler } from './services/spot-pay.ts';

/** The services with signed requests. A service that is declared but not listed here is unknown. */
const handlers: Readonly<Partial<Record<ServiceName, Handler>>> = {
  'alipay.acquire.overseas.spot.pay': spotPayHandler,
  'alipay.acquire.precreate': precreateHandler,
  'alipay.commerce.qrcode.create': createMerchantCodeHandler,
  'alipay.commerce.qrcode.modify': modifyMerchantCodeHandler,
  'alipay.commerce.qrcode.modifyStatus': changeMerchantCodeStatusHandler,
  'alipay.acquire.overseas.query': queryHandler,
  'alipay.acquire.query': acquireQueryHandler,
  'alipay.acquire.overseas.spot.refund': refundHandler,
  'alipay.acquire.refund.query': refundQueryHandler,
  'alipay.acquire.cancel': cancelHandler,
  'alipay.acquire.close': closeHandler,
  'alipay.acquire.overseas.spot.reverse': reverseHandler,
  'alipay.acquire.overseas.spot.cancel': spotCancelHandler,
  'alipay.overseas.secmerchant.offline.maintain': maintainShopHandler,
  'alipay.overseas.secmerchant.maintain.queryStatus': queryShopHandler,
  forex_rate_file: rateFileHandler,
};

/** The handler of the service with that name, case-sensitive; undefined when there is none. */
export const handlerOf = (name: string): Handler | undefined =>
  isServiceName(name) ? handlers[name] : undefined;

/** The name of the requested service, for metrics; `none` when unknown. */
export const countedService = (name: string | undefined): string => {
  if (name === undefined) return 'none';
  return name === 'notify_verify' ? name : (handlerOf(name)?.name ?? 'none');
};
