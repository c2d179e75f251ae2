/**
 * Goal: the acceptance cases of a barcode payment fail with the right reason, and not before their time is over.
 * Method: a table. A row is what a partner's program has done, by the second, and what the board says of it; `#2` is
 * the second exchange of the row.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judged } from './acceptance-rows.ts';
import { acquired, at, cancel, notice, pay, query, shop, told } from './recorded-exchanges.ts';

const code24 = { buyer_identity_code: '281234567890123456789012' };

test('a case that failed after it had passed stays passed, and names the newest failure', () => {
  const nameless = pay('B', 'SUCCESS', { extend_info: '' });
  const right = at(5, pay('A', 'SUCCESS'));
  const since = 'extend_info has no store_id and secondary_merchant_id';
  const found = told('SPOT-001', [right, at(9, nameless)], {});
  assert.deepEqual([found.says, found.by, found.since], ['passed', '#1', since]);
  assert.equal(told('SPOT-001', [at(1, nameless), right], {}).since, undefined);
});

judged({
  'SPOT-001': {
    'with all data of the shop': {
      record: [at(0, pay('A', 'SUCCESS'))],
      says: 'passed',
      by: '#1',
    },
    'names in capitals': {
      record: [at(0, pay('A', 'SUCCESS', { extend_info: shop.toUpperCase() }))],
      says: 'passed',
      by: '#1',
    },
    'without the store': {
      record: [at(0, pay('A', 'SUCCESS', { extend_info: '{"secondary_merchant_id":"M1"}' }))],
      says: 'failed: extend_info has no store_id',
      by: '#1',
    },
    'without any data of the shop, and once more': {
      record: [
        at(0, pay('A', 'SUCCESS', { extend_info: '' })),
        at(9, pay('B', 'SUCCESS', { extend_info: 'not JSON' })),
      ],
      says: 'failed: extend_info has no store_id and secondary_merchant_id',
      by: '#2',
    },
    'a wrong one, a right one, a wrong one': {
      record: [
        at(0, pay('A', 'SUCCESS', { extend_info: '' })),
        at(5, pay('B', 'SUCCESS')),
        at(9, pay('C', 'SUCCESS', { extend_info: '' })),
      ],
      says: 'passed',
      by: '#2',
    },
    'a refused payment is no try': {
      record: [at(0, pay('A', 'BUYER_BALANCE_NOT_ENOUGH'))],
      says: 'not tried',
      by: '',
    },
  },
  'SPOT-002': {
    'paid at once': { record: [at(0, pay('A', 'SUCCESS', code24))], says: 'passed', by: '#1' },
    refused: {
      record: [at(0, pay('A', 'SOUNDWAVE_PARSER_FAIL', code24))],
      says: 'failed: the payment with 24 digits was refused with SOUNDWAVE_PARSER_FAIL',
      by: '#1',
    },
    'not decided yet': {
      record: [at(0, pay('A', 'UNKNOW', code24))],
      says: 'not tried',
      by: '#1',
    },
  },
  'SPOT-003': {
    'asked every three seconds, then paid': {
      record: [
        at(0, pay('A', 'UNKNOW')),
        at(5, query('A', 'WAIT_BUYER_PAY')),
        at(8, query('A', 'TRADE_SUCCESS')),
      ],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'asked with the other query': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, acquired('A', 'TRADE_SUCCESS'))],
      says: 'passed',
      by: '#1 #2',
    },
    'asked too fast': {
      record: [
        at(0, pay('A', 'UNKNOW')),
        at(5, query('A', 'WAIT_BUYER_PAY')),
        at(6.1, query('A', 'TRADE_SUCCESS')),
      ],
      says: 'failed: a QUERY came 1.1 s after the request before it; 3 s are the least',
      by: '#1 #2 #3',
    },
    'asked at once': {
      record: [at(0, pay('A', 'UNKNOW')), at(0.2, query('A', 'TRADE_SUCCESS'))],
      says: 'failed: a QUERY came 0.2 s after the request before it; 3 s are the least',
      by: '#1 #2',
    },
    'paid again instead of asked': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, pay('A', 'UNKNOW'))],
      says: 'failed: PAY was sent again while the buyer was asked',
      by: '#1 #2',
    },
    'not asked at all': {
      record: [at(0, pay('A', 'UNKNOW')), at(9, notice('A', 'success'))],
      says: 'failed: no QUERY followed the answer UNKNOW',
      by: '#1 #2',
    },
    'an order with hundreds of queries: its beginning and its end': {
      record: [
        at(0, pay('A', 'UNKNOW')),
        ...Array.from({ length: 300 }, (_, n) => at(5 + 3 * n, query('A', 'WAIT_BUYER_PAY'))),
        at(1_000, query('A', 'TRADE_SUCCESS')),
      ],
      says: 'passed',
      by: '#1 #2 #3 #4 #5 #6 #297 #298 #299 #300 #301 #302',
    },
  },
  'SPOT-004': {
    'cancelled after 60 s': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, query('A', 'WAIT_BUYER_PAY')), at(60, cancel('A'))],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'cancelled at the second try': {
      record: [at(0, pay('A', 'UNKNOW')), at(60, cancel('A', 'SYSTEM_ERROR')), at(63, cancel('A'))],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'not cancelled': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, query('A', 'WAIT_BUYER_PAY'))],
      says: 'failed: the buyer has not confirmed, and no CANCEL followed within 60 s',
      by: '#1 #2',
    },
    'not cancelled, as soon as 60 s are over': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, query('A', 'WAIT_BUYER_PAY'))],
      after: 60,
      says: 'failed: the buyer has not confirmed, and no CANCEL followed within 60 s',
      by: '#1 #2',
    },
    'not cancelled yet': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, query('A', 'WAIT_BUYER_PAY'))],
      after: 59,
      says: 'not tried',
      by: '#1 #2',
    },
    'the cancel was not repeated': {
      record: [at(0, pay('A', 'UNKNOW')), at(60, cancel('A', 'SYSTEM_ERROR'))],
      says: 'failed: the last CANCEL ended with SYSTEM_ERROR, and none followed',
      by: '#1 #2',
    },
    'the buyer has said no': {
      record: [at(0, pay('A', 'UNKNOW')), at(5, query('A', 'TRADE_CLOSED'))],
      says: 'not tried',
      by: '',
    },
  },
});
