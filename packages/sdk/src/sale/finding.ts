import type { CallResult } from '../result.ts';
import type { SaleCall } from './sale.ts';

/** What the result of a call says of the sale. */
export type Finding =
  | { readonly found: 'paid' }
  /** There is an order code to show. */
  | { readonly found: 'order' }
  /** There is an order, and it is not paid. */
  | { readonly found: 'unpaid' }
  | { readonly found: 'closed' }
  /** The gateway does not have the order (yet). */
  | { readonly found: 'nothing' }
  | { readonly found: 'cancelled' }
  | { readonly found: 'refunded' }
  /** `isFinal`: repeating is useless, and the code proves that this request did nothing. */
  | {
      readonly found: 'refused';
      readonly code: string;
      readonly means: string;
      readonly isFinal: boolean;
    }
  /** No byte of the request was sent. */
  | { readonly found: 'not-sent' }
  | { readonly found: 'unknown' };

type Result = CallResult<Readonly<Record<string, unknown>>>;

const successes: Readonly<Record<Exclude<SaleCall, 'open' | 'query'>, Finding>> = {
  cancel: { found: 'cancelled' },
  refund: { found: 'refunded' },
};

/** Refusals that more money of the merchant would change. */
const mayPass: ReadonlySet<string> = new Set([
  'SELLER_BALANCE_NOT_ENOUGH',
  'MERCHANT_BALANCE_NOT_ENOUGH',
]);

/** What `result`, of this call of a sale, proves. */
export function findingOf(call: SaleCall, kind: 'collect' | 'charge', result: Result): Finding {
  switch (result.outcome) {
    case 'success':
      if (call === 'query') return statusFinding(result.reply['alipay_trans_status']);
      if (call !== 'open') return successes[call];
      if (kind === 'collect') return { found: 'paid' };
      // An order without a code cannot be paid, and must not stay.
      return result.reply['qr_code'] === undefined ? { found: 'unknown' } : { found: 'order' };
    case 'refused': {
      const { code, means } = result;
      if (call === 'query') {
        const isMissing = code === 'TRADE_NOT_EXIST' || code === 'TRANS_NOT_FOUND';
        return { found: isMissing ? 'nothing' : 'unknown' };
      }
      const mayRepeat = result.by !== 'sdk' && result.reply['retry_flag'] === 'Y';
      const isFinal = result.known && result.class === 'final' && !mayPass.has(code) && !mayRepeat;
      return { found: 'refused', code, means, isFinal };
    }
    case 'unknown':
      return { found: result.cause.kind === 'not-sent' ? 'not-sent' : 'unknown' };
  }
}

/** What the trade status of a query or a notification says. */
export function statusFinding(status: unknown): Finding {
  switch (status) {
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      return { found: 'paid' };
    case 'TRADE_CLOSED':
      return { found: 'closed' };
    case 'WAIT_BUYER_PAY':
      return { found: 'unpaid' };
    default:
      return { found: 'unknown' };
  }
}
