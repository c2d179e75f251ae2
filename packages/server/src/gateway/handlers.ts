import { isServiceName, type ServiceName } from '@sampan/protocol';
import type { Handler } from './handler.ts';
import { cancelHandler } from './services/cancel.ts';
import { queryHandler } from './services/query.ts';
import { refundHandler } from './services/refund.ts';
import { reverseHandler, spotCancelHandler } from './services/reverse.ts';
import { spotPayHandler } from './services/spot-pay.ts';

/** Every service that answers in the envelope; one that is declared and not handled does not compile. */
const handlers: Readonly<Record<Exclude<ServiceName, 'notify_verify'>, Handler>> = {
  'alipay.acquire.overseas.spot.pay': spotPayHandler,
  'alipay.acquire.overseas.query': queryHandler,
  'alipay.acquire.overseas.spot.refund': refundHandler,
  'alipay.acquire.cancel': cancelHandler,
  'alipay.acquire.overseas.spot.reverse': reverseHandler,
  'alipay.acquire.overseas.spot.cancel': spotCancelHandler,
};

/** The handler of the service of that name, case-sensitive; undefined when there is none. */
export const handlerOf = (name: string): Handler | undefined =>
  isServiceName(name) && name !== 'notify_verify' ? handlers[name] : undefined;
