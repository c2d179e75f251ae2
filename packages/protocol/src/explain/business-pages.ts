/** The page of each refusal of a service, for requests that the gateway has admitted (08 §2–§6). */
import type { BusinessErrorCode } from '../error-codes.ts';
import { page, type RefusalPage } from './retry.ts';

const order = 'partner_trans_id out_trade_no alipay_trans_id trade_no';
const amount = 'trans_amount total_fee';
const returned = 'refund_amount return_amount';
const code = 'buyer_identity_code';
const terms = `${amount} currency trans_currency alipay_seller_id seller_id`;

const wallet = (rule: string, fix = 'ask the buyer for another means of payment'): RefusalPage =>
  page('new-id', code, rule, fix);

export const businessPages: Readonly<Record<BusinessErrorCode, RefusalPage>> = {
  SYSTEM_ERROR: page(
    'same-id',
    order,
    'none: the outcome is open',
    'query; then repeat with the same id, or cancel; never book it as failed or paid',
  ),
  INVALID_PARAMETER: page(
    'corrected',
    '',
    'the parameters must fit each other and the contract',
    'compare the named parameter with the service’s table and the contract',
  ),
  ILLEGAL_ARGUMENT: page(
    'corrected',
    '',
    'each parameter must have the form that the service’s table says',
    'compare the named parameter with the service’s table',
  ),
  ACCESS_FORBIDDEN: page(
    'no',
    'service product_code biz_product',
    'the partner must have signed for the product',
    'ask the operator which products the contract has',
  ),
  AGREEMENT_NOT_EXIST: page('no', 'partner', 'there must be an agreement', 'ask the operator'),
  PARTNER_ERROR: page('corrected', 'partner', 'the partner must be right', 'use your own id'),
  EXIST_FORBIDDEN_WORD: page(
    'corrected',
    'trans_name subject body memo',
    'texts must not contain forbidden words',
    'change the text',
  ),
  UN_SUPPORT_BIZ_TYPE: page(
    'corrected',
    'biz_product product_code biz_type',
    'the kind of business must be one that the service supports',
    'use the product code of the service’s table',
  ),

  TRADE_NOT_EXIST: page(
    'corrected',
    order,
    'the id must be that of a trade of this partner',
    'compare the id, the partner and the environment',
  ),
  TRANS_NOT_FOUND: page(
    'corrected',
    order,
    'the id must be that of a trade of this partner',
    'compare the id, the partner and the environment',
  ),
  TRADE_HAS_SUCCESS: page(
    'no',
    order,
    'an id is paid once',
    'query, and treat it as paid when the amounts agree; a new sale needs a new id',
  ),
  TRADE_HAS_CLOSE: page(
    'new-id',
    order,
    'a closed trade stays closed: cancelled, expired, or fully refunded',
    'start a new sale with a new id',
  ),
  TRADE_HAS_FINISHED: page(
    'no',
    order,
    'a trade can be changed until its refund period ends',
    'repay the buyer in another way',
  ),
  TRADE_STATUS_ERROR: page(
    'no',
    order,
    'the state of the trade must allow the operation',
    'query the trade, and decide by its state',
  ),
  TRADE_ROLE_ERROR: page(
    'no',
    order,
    'the partner must be the payee of the trade',
    'compare the id and the partner',
  ),
  TRADE_CANCEL_TIME_OUT: page(
    'no',
    order,
    'a paid trade can be cancelled until midnight (GMT+8) of its day',
    'refund it',
  ),
  CANCEL_NOT_ALLOWED: page('no', order, 'the trade must be cancellable', 'refund it'),
  REASON_ILLEGAL_STATUS: page(
    'same-id',
    order,
    'the state of the trade must allow the operation',
    'query the trade, and decide by its state',
  ),
  REASON_TRADE_BEEN_FREEZEN: page('no', order, 'the trade is frozen', 'ask the operator'),
  REASON_TRADE_REFUND_FEE_ERR: page(
    'no',
    `${order} ${returned}`,
    'a trade that was refunded in part cannot be cancelled, and the amount must fit',
    'refund the rest',
  ),
  CONTEXT_INCONSISTENT: page(
    'corrected',
    `partner_trans_id out_trade_no ${terms}`,
    'a repeated id must come with the same amount, currencies and seller as before',
    'send the first request’s values to repeat it, or take a new id for a new sale',
  ),
  TRADE_BUYER_NOT_MATCH: page(
    'new-id',
    `partner_trans_id out_trade_no ${code}`,
    'a repeated id must come with a code of the same buyer',
    'scan the first buyer’s code, or take a new id',
  ),

  SELLER_NOT_EXIST: page(
    'corrected',
    'alipay_seller_id seller_id seller_email',
    'the seller must be the partner itself',
    'send your partner id as the seller',
  ),
  SELLER_BEEN_BLOCKED: page(
    'no',
    'partner',
    'the partner must not be suspended',
    'ask the operator',
  ),
  SELLER_BALANCE_NOT_ENOUGH: page(
    'same-id',
    returned,
    'the partner’s unsettled receipts must cover what is given back',
    'wait for receipts and repeat the same request',
  ),
  MERCHANT_BALANCE_NOT_ENOUGH: page(
    'same-id',
    returned,
    'the partner’s unsettled receipts must cover what is given back',
    'wait for receipts and repeat the same request',
  ),
  ERROR_SELLER_CERTIFY_LEVEL_LIMIT: page(
    'no',
    '',
    'the seller must be verified',
    'ask the operator',
  ),
  INVALID_RECEIVE_ACCOUNT: page(
    'corrected',
    'alipay_seller_id seller_id',
    'the seller must be among the agreed receivers',
    'send your partner id as the seller',
  ),
  INVALID_STORE_ID: page(
    'corrected',
    'extend_info extend_params biz_data',
    'the store must be a known one',
    'send the store id that was registered',
  ),
  SUB_MERCHANT_CREATE_FAIL: page(
    'corrected',
    'extend_info extend_params',
    'the secondary merchant’s data must be complete',
    'complete the members of the secondary merchant',
  ),
  SUB_MERCHANT_TYPE_INVALID: page(
    'corrected',
    'extend_info extend_params',
    'the secondary merchant’s kind must be known',
    'correct the members of the secondary merchant',
  ),

  SOUNDWAVE_PARSER_FAIL: page(
    'new-id',
    code,
    'the payment code must be current: it lives a minute and is used once',
    'let the buyer refresh the code, scan it again, and take a new id',
  ),
  BUYER_NOT_EXIST: page('new-id', code, 'the code must belong to a buyer', 'scan the code again'),
  NOT_SUPPORT_PAYMENT_INST: wallet(
    'the contract must include this kind of wallet',
    'ask for the other wallet; the contract names the accepted kinds',
  ),
  BUYER_SELLER_EQUAL: wallet('payer and payee must be different'),
  BUYER_ENABLE_STATUS_FORBID: wallet('the buyer’s account must be enabled'),
  BUYER_NOT_MAINLAND_CERT: wallet('the buyer’s verification must qualify'),
  ERROR_BUYER_CERTIFY_LEVEL_LIMIT: wallet('the buyer must be verified'),
  BUYER_BALANCE_NOT_ENOUGH: wallet('the buyer’s balance must suffice', 'let the buyer top up'),
  BUYER_BANKCARD_BALANCE_NOT_ENOUGH: wallet('the balance of the buyer’s card must suffice'),
  ERROR_BALANCE_PAYMENT_DISABLE: wallet(
    'the buyer must allow payments from the balance',
    'let the buyer switch it on',
  ),
  BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR: wallet('the buyer’s daily limit must not be exceeded'),
  BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR: wallet('the buyer’s monthly limit must not be exceeded'),
  BEYOND_PAY_RESTRICTION: page(
    'new-id',
    amount,
    'the partner’s limit of the day or month must not be exceeded',
    'ask the operator for a higher limit, or wait for the next day or month',
  ),
  BEYOND_PER_RECEIPT_RESTRICTION: page(
    'new-id',
    amount,
    'the limit of one payment must not be exceeded',
    'take a smaller amount',
  ),
  TOTAL_FEE_EXCEED: page(
    'new-id',
    amount,
    'the partner’s limit of one payment must not be exceeded',
    'take a smaller amount',
  ),
  REQUEST_AMOUNT_EXCEED: page(
    'corrected',
    amount,
    'the amount must be within the documented range',
    'take a smaller amount',
  ),
  CLIENT_VERSION_NOT_MATCH: wallet('the wallet must be new enough', 'let the buyer update it'),
  PULL_MOBILE_CASHIER_FAIL: wallet('the wallet must answer', 'scan a fresh code'),
  MOBILE_PAYMENT_SWITCH_OFF: wallet('the buyer must allow it', 'let the buyer switch it on'),
  USER_FACE_PAYMENT_SWITCH_OFF: wallet('the buyer must allow it', 'let the buyer switch it on'),
  PAYMENT_FAIL: wallet('the payment must go through', 'scan again with a new id'),
  PAYMENT_REQUEST_HAS_RISK: wallet('risk control must let the payment pass'),
  NO_PAYMENT_INSTRUMENTS_AVAILABLE: wallet('the buyer must have a means of payment'),

  RETURN_AMOUNT_EXCEED: page(
    'corrected',
    `${returned} ${order}`,
    'refunds together must not exceed the payment, accepted ones included',
    'query what is left, and refund at most that',
  ),
  REFUND_AMT_RESTRICTION: page(
    'corrected',
    returned,
    'the amount must be within the limits of refunds',
    'correct the amount',
  ),
  REFUND_AMT_NOT_EQUAL_TOTAL: page(
    'corrected',
    returned,
    'the amount must fit the total',
    'correct the amount',
  ),
  DISCORDANT_REPEAT_REQUEST: page(
    'corrected',
    `partner_refund_id out_return_no ${returned} currency`,
    'a repeated refund id must come with the same trade, amount and currency as before',
    'send the first request’s values to repeat it, or take a new refund id',
  ),
  CURRENCY_NOT_SAME: page(
    'corrected',
    'currency',
    'a refund has the currency of its payment',
    'send the currency of the payment',
  ),
  NOT_FOUND: page(
    'same-id',
    'partner_refund_id out_return_no out_trade_no',
    'the id must be that of a refund of this partner',
    'compare the ids; the refund was perhaps never accepted, then send it again with its id',
  ),
  QUERY_FAILED: page('yes', '', 'none: the query failed', 'query again'),
};
