import { acquireQuery } from './acquire-query.ts';
import { cancel } from './cancel.ts';
import { changeMerchantCodeStatus } from './change-merchant-code-status.ts';
import { close } from './close.ts';
import { createMerchantCode } from './create-merchant-code.ts';
import { forexRateFile, rateFileFailure } from './forex-rate-file.ts';
import { maintainShop } from './maintain-shop.ts';
import { modifyMerchantCode } from './modify-merchant-code.ts';
import { notifyVerify } from './notify-verify.ts';
import { precreate } from './precreate.ts';
import { query } from './query.ts';
import { queryShop } from './query-shop.ts';
import { refund } from './refund.ts';
import { refundQuery } from './refund-query.ts';
import { reverse, spotCancel } from './reverse.ts';
import { spotPay } from './spot-pay.ts';

export type { BizData } from './biz-data.ts';
export type { RateFileFailure } from './forex-rate-file.ts';
export {
  acquireQuery,
  cancel,
  changeMerchantCodeStatus,
  close,
  createMerchantCode,
  forexRateFile,
  maintainShop,
  modifyMerchantCode,
  notifyVerify,
  precreate,
  query,
  queryShop,
  rateFileFailure,
  refund,
  refundQuery,
  reverse,
  spotCancel,
  spotPay,
};

/** Every service of the gateway, in reference order. */
export const services = [
  spotPay,
  precreate,
  createMerchantCode,
  modifyMerchantCode,
  changeMerchantCodeStatus,
  query,
  acquireQuery,
  refund,
  refundQuery,
  cancel,
  close,
  reverse,
  spotCancel,
  maintainShop,
  queryShop,
  forexRateFile,
  notifyVerify,
] as const;

/** The value of the parameter `service`, case-sensitive (01 §3). */
export type ServiceName = (typeof services)[number]['name'];

const names: ReadonlySet<string> = new Set(services.map(({ name }) => name));

export const isServiceName = (text: string): text is ServiceName => names.has(text);

type ServiceNamed<Name extends ServiceName> = Extract<(typeof services)[number], { name: Name }>;

/** The service with that name: `serviceOf('alipay.acquire.cancel')` is `cancel`. */
export const serviceOf = <Name extends ServiceName>(name: Name): ServiceNamed<Name> =>
  byWireName.get(name) as ServiceNamed<Name>;

const byWireName: ReadonlyMap<string, (typeof services)[number]> = new Map(
  services.map((service) => [service.name, service]),
);
