/** The sentence for a code of the gateway, or of the SDK. */
import type { RefusalText } from '../api/index.ts';

const texts: Readonly<Record<string, RefusalText>> = {
  SOUNDWAVE_PARSER_FAIL: 'code-expired',
  BUYER_NOT_EXIST: 'code-expired',
  notOurCode: 'wrong-wallet',
  BUYER_BALANCE_NOT_ENOUGH: 'balance-not-enough',
  BUYER_BANKCARD_BALANCE_NOT_ENOUGH: 'balance-not-enough',
  NO_PAYMENT_INSTRUMENTS_AVAILABLE: 'balance-not-enough',
  NOT_SUPPORT_PAYMENT_INST: 'wallet-not-accepted',
  BEYOND_PAY_RESTRICTION: 'customer-limit',
  TOTAL_FEE_EXCEED: 'amount-above-limit',
  BEYOND_PER_RECEIPT_RESTRICTION: 'amount-above-limit',
  PAYMENT_REQUEST_HAS_RISK: 'gateway-refused',
  PAYMENT_FAIL: 'gateway-refused',
  BUYER_ENABLE_STATUS_FORBID: 'wallet-not-able',
  BUYER_SELLER_EQUAL: 'same-account',
  TRADE_BUYER_NOT_MATCH: 'other-customer',
  TRADE_HAS_SUCCESS: 'already-paid',
  TRADE_HAS_CLOSE: 'order-closed',
  MERCHANT_BALANCE_NOT_ENOUGH: 'takings-not-enough',
  SELLER_BALANCE_NOT_ENOUGH: 'takings-not-enough',
  RETURN_AMOUNT_EXCEED: 'more-than-left',
};

/** Families of codes, by a part of their name. */
const families: readonly (readonly [RegExp, RefusalText])[] = [
  [/DAY_LIMIT|MONTH_LIMIT/, 'customer-limit'],
  [/CERTIFY|SWITCH_OFF/, 'wallet-not-able'],
  [/BANKCARD.*NOT_ENOUGH/, 'balance-not-enough'],
  [/^ILLEGAL_|ACCESS_FORBIDDEN|_NOT_MATCH$|HAS_NO_PRIVILEGE|PARTNER/, 'set-up-wrong'],
];

/** Of a code that no sentence has: the gateway refused it. */
export const refusalTextOf = (code: string): RefusalText =>
  texts[code] ?? families.find(([form]) => form.test(code))?.[1] ?? 'gateway-refused';
