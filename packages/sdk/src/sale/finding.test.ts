/**
 * Goal: a reply decides a sale only when it is about this call of this sale, and signed where a
 * signature is due. Method: a table of replies to each call.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CallResult, GatewayRefusal } from '../result.ts';
import { findingOf } from './finding.ts';
import type { Sale, SaleCall } from './sale.ts';

const sale: Sale = {
  kind: 'collect',
  id: 'T-1',
  amount: '39.25',
  currency: 'HKD',
  startedAt: 0,
  deadlineAt: 60_000,
  state: { is: 'opening' },
  undone: 0,
  trail: [],
};
const charge: Sale = { ...sale, kind: 'charge' };

type Reply = Readonly<Record<string, unknown>>;
const success = (reply: Reply): CallResult<Reply> => ({ outcome: 'success', reply, attempts: [] });
const refused = (code: string, more: Partial<GatewayRefusal<Reply>> = {}): CallResult<Reply> => ({
  outcome: 'refused',
  by: 'service',
  code,
  known: true,
  class: 'final',
  means: '',
  reply: {},
  attempts: [],
  ...more,
});

const trade = { partner_trans_id: 'T-1', alipay_trans_id: '2026', result_code: 'SUCCESS' };
const status = (alipay_trans_status: string) => ({ ...trade, alipay_trans_status });
const cancelled = { out_trade_no: 'T-1', result_code: 'SUCCESS', retry_flag: 'N' };
const refunded = { partner_trans_id: 'T-1', partner_refund_id: 'R', result_code: 'SUCCESS' };

const rows: readonly (readonly [string, SaleCall, Sale, CallResult<Reply>, string])[] = [
  ['a payment', 'open', sale, success({ ...trade, trans_amount: '39.25' }), 'paid'],
  [
    'its amount written otherwise',
    'open',
    sale,
    success({ ...trade, trans_amount: '39.250' }),
    'paid',
  ],
  ['another amount', 'open', sale, success({ ...trade, trans_amount: '9.25' }), 'other-terms'],
  ['another currency', 'open', sale, success({ ...trade, currency: 'USD' }), 'other-terms'],
  ['a query’s reply', 'open', sale, success(status('WAIT_BUYER_PAY')), 'unknown'],
  ['a cancel’s reply', 'open', sale, success(cancelled), 'unknown'],
  ['an order code', 'open', charge, success({ qr_code: 'https://pay.example/q' }), 'order'],
  ['no order code', 'open', charge, success({ out_trade_no: 'T-1' }), 'unknown'],
  ['paid', 'query', sale, success(status('TRADE_SUCCESS')), 'paid'],
  ['a payment’s reply', 'query', sale, success(trade), 'unknown'],
  [
    'paid, another amount',
    'query',
    sale,
    success({ ...status('TRADE_SUCCESS'), trans_amount: '1' }),
    'other-terms',
  ],
  ['no such order', 'query', sale, refused('TRADE_NOT_EXIST'), 'nothing'],
  ['cancelled', 'cancel', sale, success(cancelled), 'cancelled'],
  ['a payment’s reply', 'cancel', sale, success(trade), 'unknown'],
  ['refunded', 'refund', sale, success(refunded), 'refunded'],
  ['a payment’s reply', 'refund', sale, success(trade), 'unknown'],
  ['the code is refused', 'open', sale, refused('BUYER_NOT_EXIST'), 'refused finally'],
  [
    'the gateway refuses',
    'open',
    sale,
    refused('ILLEGAL_SIGN', { by: 'gateway' }),
    'refused finally',
  ],
  [
    'an unsigned refusal of a service',
    'open',
    sale,
    refused('BUYER_NOT_EXIST', { by: 'gateway' }),
    'refused',
  ],
  ['a code of no document', 'open', sale, refused('NEW', { known: false }), 'refused'],
  [
    'paid already',
    'open',
    sale,
    refused('TRADE_HAS_SUCCESS', { class: 'already-done' }),
    'refused',
  ],
  [
    'paid already',
    'open',
    charge,
    refused('TRADE_HAS_SUCCESS', { class: 'already-done' }),
    'refused finally',
  ],
  ['a trade in another state', 'open', sale, refused('TRADE_STATUS_ERROR'), 'refused'],
  ['an illegal state', 'open', sale, refused('REASON_ILLEGAL_STATUS'), 'refused'],
  ['a frozen trade', 'open', sale, refused('REASON_TRADE_BEEN_FREEZEN'), 'refused'],
  ['the day is over', 'cancel', sale, refused('TRADE_CANCEL_TIME_OUT'), 'refused finally'],
  [
    'repeat',
    'cancel',
    sale,
    refused('TRADE_STATUS_ERROR', { reply: { retry_flag: 'Y' } }),
    'refused',
  ],
  ['no funds', 'refund', sale, refused('MERCHANT_BALANCE_NOT_ENOUGH'), 'refused'],
];

for (const [name, call, about, result, expected] of rows) {
  test(`${about.kind}, ${call}: ${name} → ${expected}`, () => {
    const finding = findingOf(call, about, result);
    const finally_ = finding.found === 'refused' && finding.isFinal ? ' finally' : '';
    assert.equal(`${finding.found}${finally_}`, expected);
  });
}
