/**
 * Goal: the acceptance cases of a payment whose outcome stays open fail with the right reason, and not before their time is over.
 * Method: a table. A row is what a partner's program has done, by the second, and what the board says of it; `#2` is
 * the second exchange of the row.
 */
import { judged, judgedSoon } from './acceptance-rows.ts';
import { at, cancel, pay, query } from './recorded-exchanges.ts';

const code24 = { buyer_identity_code: '281234567890123456789012' };

judged({
  'SPOT-005': {
    'asked, and paid': {
      record: [at(0, pay('A', 'SYSTEM_ERROR')), at(5, query('A', 'TRADE_SUCCESS'))],
      says: 'passed',
      by: '#1 #2',
    },
    'sent again with the same data': {
      record: [at(0, pay('A', 'SYSTEM_ERROR')), at(5, pay('A', 'SUCCESS'))],
      says: 'passed',
      by: '#1 #2',
    },
    'sent again, and refused for ever': {
      record: [at(0, pay('A', 'SYSTEM_ERROR')), at(5, pay('A', 'BUYER_BALANCE_NOT_ENOUGH'))],
      says: 'passed',
      by: '#1 #2',
    },
    'asked, not paid, cancelled': {
      record: [at(0, pay('A', 'SYSTEM_ERROR')), at(5, query('A', '')), at(60, cancel('A'))],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'nothing followed': {
      record: [at(0, pay('A', 'SYSTEM_ERROR'))],
      says: 'failed: after SYSTEM_ERROR the outcome stayed open, and no CANCEL followed within 60 s',
      by: '#1',
    },
    'the same code under another order id': {
      record: [
        at(0, pay('A', 'SYSTEM_ERROR', code24)),
        at(2, pay('B', 'SUCCESS', code24)),
        at(5, query('A', 'TRADE_SUCCESS')),
      ],
      says: 'failed: after SYSTEM_ERROR the same code was charged again as order B',
      by: '#1 #2',
    },
    'the same code under another order id, after the cancel': {
      record: [
        at(0, pay('A', 'SYSTEM_ERROR', code24)),
        at(3, query('A', '')),
        at(4, cancel('A')),
        at(5, pay('B', 'SUCCESS', code24)),
      ],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'cancelled without a question': {
      record: [at(0, pay('A', 'SYSTEM_ERROR')), at(2, cancel('A'))],
      says: 'failed: after SYSTEM_ERROR CANCEL came without a QUERY before it',
      by: '#1 #2',
    },
  },
  'SPOT-006': {
    'asked, then cancelled': {
      // Recorded when it ended, behind the queries that came meanwhile.
      record: [
        at(15, query('A', '')),
        at(18, query('A', '')),
        at(0, pay('A', 'no-answer')),
        at(60, cancel('A')),
      ],
      says: 'passed',
      by: '#3 #1 #2 #4',
    },
    'cancelled without a question': {
      record: [at(0, pay('A', 'no-answer')), at(20, cancel('A'))],
      says: 'failed: after no answer CANCEL came without a QUERY before it',
      by: '#1 #2',
    },
    'the cancel was not repeated': {
      record: [
        at(0, pay('A', 'no-answer')),
        at(15, query('A', '')),
        at(60, cancel('A', 'no-answer')),
      ],
      says: 'failed: the last CANCEL ended with no-answer, and none followed',
      by: '#1 #2 #3',
    },
    'asked for ever': {
      record: [at(0, pay('A', 'no-answer')), at(15, query('A', 'WAIT_BUYER_PAY'))],
      says: 'failed: after no answer the outcome stayed open, and no CANCEL followed within 60 s',
      by: '#1 #2',
    },
  },
});

judgedSoon('a till that cancels and charges again', 'SPOT-005', (n) =>
  at(n, n % 2 === 1 ? cancel(`${n - 1}`) : pay(`${n}`, 'SYSTEM_ERROR', code24)),
);
