import {
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
  refund,
  refundQuery,
  reverse,
  type ServiceName,
  spotCancel,
  spotPay,
} from '@sampan/protocol';
import type { Call, CallOptions, ReplyFields, RequestFields } from './call.ts';
import type { CallResult } from './result.ts';

/** The services by the names of their methods. */
const named = {
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
} as const;

type NameOf<Method extends keyof typeof named> = Extract<
  (typeof named)[Method]['name'],
  ServiceName
>;

/** One method per service: `services.query({ partner_trans_id })`. */
export type NamedServices = {
  readonly [Method in keyof typeof named]: (
    fields: RequestFields<NameOf<Method>>,
    options?: CallOptions,
  ) => Promise<CallResult<ReplyFields<NameOf<Method>>>>;
};

export function namedServices(call: Call): NamedServices {
  const methods = Object.entries(named).map(([method, { name }]) => [
    method,
    (fields: never, options?: CallOptions) => call(name, fields, options),
  ]);
  return Object.fromEntries(methods);
}
