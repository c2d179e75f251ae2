import { isGatewayErrorCode } from '@sampan/protocol';
import type { CallResult } from '../result.ts';
import type { Sale, SaleCall } from './sale.ts';

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
  /** The gateway's order of this id has another amount or currency, so it is another sale's. */
  | { readonly found: 'other-terms'; readonly terms: string }
  /** No byte of the request was sent. */
  | { readonly found: 'not-sent' }
  | { readonly found: 'unknown' };

type Reply = Readonly<Record<string, unknown>>;
type Result = CallResult<Reply>;

/** Refusals that more money of the merchant would change. */
const mayPass: ReadonlySet<string> = new Set([
  'SELLER_BALANCE_NOT_ENOUGH',
  'MERCHANT_BALANCE_NOT_ENOUGH',
]);

/**
 * Refusals of a payment that speak of a trade with this id, which may be this sale's: the network
 * delivered the request twice. Only a query tells (08 §2).
 */
const mayBePaid: ReadonlySet<string> = new Set([
  'TRADE_STATUS_ERROR',
  'TRADE_HAS_FINISHED',
  'REASON_ILLEGAL_STATUS',
  'REASON_TRADE_BEEN_FREEZEN',
]);

/** What `result`, of this call of a sale, proves. */
export function findingOf(call: SaleCall, sale: Sale, result: Result): Finding {
  switch (result.outcome) {
    case 'success':
      return successFinding(call, sale, result.reply);
    case 'refused': {
      const { code, means } = result;
      if (call === 'query') {
        const isMissing = code === 'TRADE_NOT_EXIST' || code === 'TRANS_NOT_FOUND';
        return { found: isMissing ? 'nothing' : 'unknown' };
      }
      return { found: 'refused', code, means, isFinal: isFinalRefusal(call, sale, result) };
    }
    case 'unknown':
      return { found: result.cause.kind === 'not-sent' ? 'not-sent' : 'unknown' };
  }
}

function isFinalRefusal(
  call: SaleCall,
  { kind }: Sale,
  result: Extract<Result, { outcome: 'refused' }>,
): boolean {
  const { code } = result;
  if (!result.known || mayPass.has(code)) return false;
  // The code of this order was never shown, so another sale of the same id was paid.
  if (call === 'open' && kind === 'charge' && code === 'TRADE_HAS_SUCCESS') return true;
  if (result.class !== 'final') return false;
  if (result.by === 'sdk') return true;
  if (result.reply['retry_flag'] === 'Y') return false;
  // A service signs its refusals. Unsigned, only what the gateway itself refuses is believed.
  if (result.by === 'gateway' && !isGatewayErrorCode(code)) return false;
  return call !== 'open' || !mayBePaid.has(code);
}

/** Of a signed success. It has to be a reply to this call: a proxy may mix replies up. */
function successFinding(call: SaleCall, sale: Sale, reply: Reply): Finding {
  switch (call) {
    case 'open':
      if (sale.kind === 'charge') {
        // An order without a code cannot be paid, and must not stay.
        return { found: reply['qr_code'] === undefined ? 'unknown' : 'order' };
      }
      if (reply['alipay_trans_status'] !== undefined) return { found: 'unknown' };
      return reply['alipay_trans_id'] === undefined
        ? { found: 'unknown' }
        : (othersFinding(sale, reply) ?? { found: 'paid' });
    case 'query':
      return othersFinding(sale, reply) ?? statusFinding(reply['alipay_trans_status']);
    case 'cancel': {
      const isCancel = ['out_trade_no', 'trade_no', 'retry_flag', 'action'].some(
        (name) => reply[name] !== undefined,
      );
      return { found: isCancel ? 'cancelled' : 'unknown' };
    }
    case 'refund': {
      const isRefund = ['partner_refund_id', 'refund_amount'].some(
        (name) => reply[name] !== undefined,
      );
      return { found: isRefund ? 'refunded' : 'unknown' };
    }
  }
}

/** Whether the trade has other terms than the sale, as far as the reply names them. */
function othersFinding({ amount, currency }: Sale, reply: Reply): Finding | undefined {
  const { trans_amount: otherAmount = amount, currency: otherCurrency = currency } = reply;
  if (typeof otherAmount !== 'string' || typeof otherCurrency !== 'string') return undefined;
  const isSame = plainAmount(otherAmount) === plainAmount(amount) && otherCurrency === currency;
  return isSame ? undefined : { found: 'other-terms', terms: `${otherAmount} ${otherCurrency}` };
}

/** `10`, `10.0` and `10.00` are equal. */
const plainAmount = (text: string): string => text.replace(/\.0*$|(\.[0-9]*?)0+$/, '$1');

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
