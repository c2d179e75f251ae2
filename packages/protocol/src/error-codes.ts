/**
 * The merchant's situation after a code (08 §8). `unknown`: the outcome is open; repeat with the
 * same id or query. `final`: nothing happened. `already-done`: the requested effect already exists.
 */
export type ErrorClass = 'unknown' | 'final' | 'already-done';

interface ErrorMeaning {
  /** Sent as `detail_error_des`, String(64). */
  readonly means: string;
  readonly class: ErrorClass;
}

const final = (means: string): ErrorMeaning => ({ means, class: 'final' });
const unknown = (means: string): ErrorMeaning => ({ means, class: 'unknown' });
const alreadyDone = (means: string): ErrorMeaning => ({ means, class: 'already-done' });

/** Refusals of the gateway, beside `<is_success>F</is_success>` (08 §1). */
export const gatewayErrors = {
  ILLEGAL_SIGN: final('The signature is wrong'),
  ILLEGAL_SIGN_TYPE: final('The sign_type is not MD5, RSA or RSA2'),
  ILLEGAL_ARGUMENT: final('A parameter is missing or malformed'),
  ILLEGAL_SERVICE: final('There is no such service'),
  ILLEGAL_PARTNER: final('There is no such partner'),
  ILLEGAL_EXTERFACE: final('The interface is not configured'),
  ILLEGAL_PARTNER_EXTERFACE: final('The service is not activated for this partner'),
  HAS_NO_PRIVILEGE: final('The partner has no right to do this'),
  ILLEGAL_DYN_MD5_KEY: final('The dynamic key is wrong'),
  ILLEGAL_ENCRYPT: final('The encryption is wrong'),
  ILLEGAL_USER: final('There is no such user'),
  ILLEGAL_SECURITY_PROFILE: final('No key of this kind is configured'),
  ILLEGAL_AGENT: final('The agent is wrong'),
  ILLEGAL_CHARSET: final('The charset is not UTF-8, GBK or GB2312'),
  INVALID_CHARACTER_SET: final('The charset is not usable'),
  ILLEGAL_CLIENT_IP: final('The address is not allowed'),
  ILLEGAL_DIGEST_TYPE: final('The kind of digest is wrong'),
  ILLEGAL_DIGEST: final('The digest is wrong'),
  ILLEGAL_FILE_FORMAT: final('The format of the file is wrong'),
  ILLEGAL_ENCODING: final('The encoding is not supported'),
  ILLEGAL_REQUEST_REFERER: final('The referer is not allowed'),
  ILLEGAL_ANTI_PHISHING_KEY: final('The anti-phishing key is wrong'),
  ANTI_PHISHING_KEY_TIMEOUT: final('The anti-phishing key has expired'),
  SYSTEM_ERROR: unknown('System error; the outcome is not known'),
  SESSION_TIMEOUT: final('The session has expired'),
  ILLEGAL_TARGET_SERVICE: final('The target service is wrong'),
  ILLEGAL_ACCESS_SWITCH_SYSTEM: final('This kind of system is not allowed'),
  EXTERFACE_IS_CLOSED: final('The interface is closed'),
} as const satisfies Record<string, ErrorMeaning>;

/** Refusals of a business service inside an accepted request (08 §2–§6). */
export const businessErrors = {
  SYSTEM_ERROR: unknown('System error; the outcome is not known'),
  INVALID_PARAMETER: final('The parameters contradict each other or the contract'),
  ILLEGAL_ARGUMENT: final('A parameter is missing or malformed'),
  ACCESS_FORBIDDEN: final('The product is not signed for'),
  AGREEMENT_NOT_EXIST: final('There is no agreement'),
  PARTNER_ERROR: final('The partner is wrong'),
  EXIST_FORBIDDEN_WORD: final('A text contains a forbidden word'),
  UN_SUPPORT_BIZ_TYPE: final('The kind of business is not supported'),

  TRADE_NOT_EXIST: final('There is no such trade'),
  TRANS_NOT_FOUND: final('There is no such trade'),
  TRADE_HAS_SUCCESS: alreadyDone('The trade has been paid already'),
  TRADE_HAS_CLOSE: final('The trade is closed'),
  TRADE_HAS_FINISHED: final('The trade is finished; its refund period is over'),
  TRADE_STATUS_ERROR: final('The state of the trade does not allow this'),
  TRADE_ROLE_ERROR: final('The partner is not the payee of the trade'),
  TRADE_CANCEL_TIME_OUT: final('The day of the trade is over; refund it'),
  CANCEL_NOT_ALLOWED: final('The trade cannot be cancelled'),
  REASON_ILLEGAL_STATUS: final('The state of the trade is illegal'),
  REASON_TRADE_BEEN_FREEZEN: final('The trade is frozen'),
  REASON_TRADE_REFUND_FEE_ERR: final('The trade has been refunded or the amount is wrong'),
  CONTEXT_INCONSISTENT: final('The same id came with other terms before'),
  TRADE_BUYER_NOT_MATCH: final('The same id came with another buyer before'),

  SELLER_NOT_EXIST: final('There is no such seller'),
  SELLER_BEEN_BLOCKED: final('The seller is blocked'),
  SELLER_BALANCE_NOT_ENOUGH: final('The funds of the merchant do not suffice'),
  MERCHANT_BALANCE_NOT_ENOUGH: final('The funds of the merchant do not suffice'),
  ERROR_SELLER_CERTIFY_LEVEL_LIMIT: final('The seller is not verified'),
  INVALID_RECEIVE_ACCOUNT: final('The seller is not among the receivers agreed'),
  INVALID_STORE_ID: final('The store is wrong'),
  SUB_MERCHANT_CREATE_FAIL: final('The sub-merchant could not be registered'),
  SUB_MERCHANT_TYPE_INVALID: final('The kind of sub-merchant is wrong'),

  SOUNDWAVE_PARSER_FAIL: final('The payment code is wrong, expired or used; refresh it'),
  BUYER_NOT_EXIST: final('There is no such buyer'),
  NOT_SUPPORT_PAYMENT_INST: final('This partner may not take this wallet'),
  BUYER_SELLER_EQUAL: final('Buyer and seller are the same'),
  BUYER_ENABLE_STATUS_FORBID: final('The account of the buyer is disabled'),
  BUYER_NOT_MAINLAND_CERT: final('The verification of the buyer does not qualify'),
  ERROR_BUYER_CERTIFY_LEVEL_LIMIT: final('The buyer is not verified'),
  BUYER_BALANCE_NOT_ENOUGH: final('The balance of the buyer does not suffice'),
  BUYER_BANKCARD_BALANCE_NOT_ENOUGH: final('The balance of the card does not suffice'),
  ERROR_BALANCE_PAYMENT_DISABLE: final('The buyer has switched balance payment off'),
  BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR: final('The daily limit of the buyer is exceeded'),
  BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR: final('The monthly limit of the buyer is exceeded'),
  BEYOND_PAY_RESTRICTION: final('The limit of balance payments is exceeded'),
  BEYOND_PER_RECEIPT_RESTRICTION: final('The limit of one payment is exceeded'),
  TOTAL_FEE_EXCEED: final('The amount is above the limit'),
  REQUEST_AMOUNT_EXCEED: final('The amount is too high'),
  CLIENT_VERSION_NOT_MATCH: final('The wallet is too old'),
  PULL_MOBILE_CASHIER_FAIL: final('The wallet could not be asked'),
  MOBILE_PAYMENT_SWITCH_OFF: final('The buyer has switched mobile payment off'),
  USER_FACE_PAYMENT_SWITCH_OFF: final('The buyer has switched in-store payment off'),
  PAYMENT_FAIL: final('The payment failed'),
  PAYMENT_REQUEST_HAS_RISK: final('The payment was stopped as risky'),
  NO_PAYMENT_INSTRUMENTS_AVAILABLE: final('The buyer has no means of payment'),

  RETURN_AMOUNT_EXCEED: final('More than is left to refund'),
  REFUND_AMT_RESTRICTION: final('The amount of the refund is restricted'),
  REFUND_AMT_NOT_EQUAL_TOTAL: final('The amount does not fit the total'),
  DISCORDANT_REPEAT_REQUEST: final('The same refund id came with other terms before'),
  CURRENCY_NOT_SAME: final('The trade was paid in another currency'),
  NOT_FOUND: final('There is no such refund'),
  QUERY_FAILED: final('The query failed; ask again'),
} as const satisfies Record<string, ErrorMeaning>;

export type GatewayErrorCode = keyof typeof gatewayErrors;
export type BusinessErrorCode = keyof typeof businessErrors;
export type ErrorCode = GatewayErrorCode | BusinessErrorCode;

/** Whether the documents list the code. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(meanings, text);

/** Whether the gateway itself refuses with it, before any service. */
export const isGatewayErrorCode = (code: string): code is GatewayErrorCode =>
  Object.hasOwn(gatewayErrors, code);

/** Whether a service may answer it, inside an accepted request. */
export const isBusinessErrorCode = (code: ErrorCode): code is BusinessErrorCode =>
  Object.hasOwn(businessErrors, code);

/** The short English text of a code, at most 64 characters. */
export const describeError = (code: ErrorCode): string => meaningOf(code).means;

/** The merchant's situation after the code. */
export const errorClass = (code: ErrorCode): ErrorClass => meaningOf(code).class;

const meanings: Readonly<Record<ErrorCode, ErrorMeaning>> = { ...gatewayErrors, ...businessErrors };
const meaningOf = (code: ErrorCode): ErrorMeaning => meanings[code];
