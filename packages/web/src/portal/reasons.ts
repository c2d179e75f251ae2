/** Codes of refusal as the gateway answers them to tills, in words; one without words is shown as it is. */
import type { PortalWords } from './words/en.ts';

type Words = keyof PortalWords & `reason.${string}`;

const reasons: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['SOUNDWAVE_PARSER_FAIL', 'reason.code'],
  ['BUYER_NOT_EXIST', 'reason.code'],
  ['BUYER_BALANCE_NOT_ENOUGH', 'reason.balance'],
  ['BUYER_BANKCARD_BALANCE_NOT_ENOUGH', 'reason.balance'],
  ['NO_PAYMENT_INSTRUMENTS_AVAILABLE', 'reason.balance'],
  ['NOT_SUPPORT_PAYMENT_INST', 'reason.wallet'],
  ['BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', 'reason.limit'],
  ['BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR', 'reason.limit'],
  ['BEYOND_PAY_RESTRICTION', 'reason.limit'],
  ['TOTAL_FEE_EXCEED', 'reason.amount'],
  ['BEYOND_PER_RECEIPT_RESTRICTION', 'reason.amount'],
  ['BUYER_ENABLE_STATUS_FORBID', 'reason.buyer'],
  ['BUYER_SELLER_EQUAL', 'reason.same'],
  ['TRADE_BUYER_NOT_MATCH', 'reason.otherBuyer'],
  ['CONTEXT_INCONSISTENT', 'reason.changed'],
  ['TRADE_HAS_SUCCESS', 'reason.paid'],
  ['TRADE_HAS_CLOSE', 'reason.closed'],
  ['TRADE_NOT_EXIST', 'reason.unknown'],
  ['MERCHANT_BALANCE_NOT_ENOUGH', 'reason.takings'],
  ['RETURN_AMOUNT_EXCEED', 'reason.tooMuch'],
  ['REFUND_AMT_RESTRICTION', 'reason.tooMuch'],
  ['ILLEGAL_SIGN', 'reason.sign'],
  ['ILLEGAL_ARGUMENT', 'reason.argument'],
  ['INVALID_PARAMETER', 'reason.argument'],
  ['ILLEGAL_PARTNER', 'reason.partner'],
  ['SYSTEM_ERROR', 'reason.system'],
]);

export const reasonOf = (code: string): Words | undefined => reasons.get(code);
