/** What a code means in one service, where that differs from its page (08 §2–§6). */
import type { BusinessErrorCode } from '../error-codes.ts';
import type { ServiceName } from '../services/index.ts';
import type { RefusalPage } from './retry.ts';

type Change = Partial<Pick<RefusalPage, 'rule' | 'retry' | 'fix'>>;

const askAgain: Change = { retry: 'yes', fix: 'query again; the trade is as it was' };
const notThere: Change = {
  retry: 'yes',
  fix: 'it was not created yet: query again, or cancel that id before giving it up',
};
const undo: Change = {
  retry: 'same-id',
  fix: 'repeat the same cancel until there is a result; then alert a person',
};

export const servicePages: Readonly<
  Partial<Record<ServiceName, Readonly<Partial<Record<BusinessErrorCode, Change>>>>>
> = {
  'alipay.acquire.overseas.query': {
    SYSTEM_ERROR: askAgain,
    TRADE_NOT_EXIST: notThere,
    TRANS_NOT_FOUND: notThere,
  },
  'alipay.acquire.query': { SYSTEM_ERROR: askAgain, TRADE_NOT_EXIST: notThere },
  'alipay.acquire.refund.query': {
    SYSTEM_ERROR: askAgain,
  },
  'alipay.overseas.secmerchant.maintain.queryStatus': {
    SYSTEM_ERROR: { retry: 'yes', fix: 'query again' },
  },
  'alipay.acquire.overseas.spot.refund': {
    SYSTEM_ERROR: {
      retry: 'same-id',
      fix: 'repeat the same request with the same partner_refund_id until there is a result',
    },
    TRADE_HAS_CLOSE: {
      retry: 'no',
      rule: 'a trade that is closed or fully refunded has nothing left to refund',
      fix: 'query the trade; nothing is left to refund',
    },
  },
  'alipay.acquire.precreate': {
    SYSTEM_ERROR: {
      retry: 'same-id',
      fix: 'repeat with the same out_trade_no, or cancel it',
    },
  },
  'alipay.acquire.cancel': { SYSTEM_ERROR: undo },
  'alipay.acquire.overseas.spot.cancel': { SYSTEM_ERROR: undo },
  'alipay.acquire.overseas.spot.reverse': { SYSTEM_ERROR: undo },
};
