/**
 * Goal: the acceptance cases of an order code fail with the right reason, and not before their time is over.
 * Method: a table. A row is what a partner's program has done, by the second, and what the board says of it; `#2` is
 * the second exchange of the row.
 */
import { judged } from './acceptance-rows.ts';
import { at, cancel, notice, precreate, query } from './recorded-exchanges.ts';

const forged = { pretended: 'corrupt signature' };
const lost = { pretended: 'lose' };

judged({
  'TQR-1': {
    'answered success at the second attempt': {
      record: [
        at(0, precreate('A')),
        at(9, notice('A', undefined)),
        at(99, notice('A', 'success')),
      ],
      says: 'passed',
      by: '#1 #3',
    },
    'answered something else': {
      record: [at(0, precreate('A')), at(9, notice('A', 'OK'))],
      says: 'failed: the notification was answered “OK”, not “success”',
      by: '#1 #2',
    },
    'answered with nothing': {
      record: [at(0, precreate('A')), at(9, notice('A', ''))],
      says: 'failed: the notification was answered with an empty body, not “success”',
      by: '#1 #2',
    },
    'nothing listens at the address': {
      record: [at(0, precreate('A')), at(9, notice('A', undefined))],
      says: 'failed: the notification was not answered (connection refused), not “success”',
      by: '#1 #2',
    },
    'without an address': {
      record: [at(0, precreate('A')), at(9, query('A', 'TRADE_SUCCESS'))],
      says: 'failed: precreate has no notify_url, so no notification was sent',
      by: '#1 #2',
    },
    'its notification is on the way': {
      record: [
        at(0, precreate('A', '10.00', 'SUCCESS', { notify_url: 'http://127.0.0.1:1/' })),
        at(9, query('A', 'TRADE_SUCCESS')),
      ],
      says: 'not tried',
      by: '',
    },
    'a lost one and a forged one are other cases': {
      record: [
        at(0, precreate('A')),
        at(9, notice('A', undefined, lost)),
        at(10, notice('A', 'fail', forged)),
      ],
      says: 'not tried',
      by: '',
    },
  },
  'TQR-2': {
    'cancelled after 60 s': {
      record: [at(0, precreate('A')), at(60, cancel('A'))],
      says: 'passed',
      by: '#1 #2',
    },
    'not cancelled': {
      record: [at(0, precreate('A'))],
      says: 'failed: no buyer has paid, and no CANCEL followed within 60 s',
      by: '#1',
    },
    'not cancelled yet': {
      record: [at(0, precreate('A'))],
      after: 30,
      says: 'not tried',
      by: '#1',
    },
  },
  'TQR-3': {
    'found by a query': {
      record: [
        at(0, precreate('A')),
        at(9, notice('A', undefined, lost)),
        at(12, query('A', 'TRADE_SUCCESS')),
      ],
      says: 'passed',
      by: '#2 #3',
    },
    'not asked': {
      record: [at(0, precreate('A')), at(9, notice('A', undefined, lost))],
      says: 'failed: no QUERY has found the payment within 60 s',
      by: '#2',
    },
    'not asked yet': {
      record: [at(0, precreate('A')), at(9, notice('A', undefined, lost))],
      after: 60,
      says: 'not tried',
      by: '#2',
    },
  },
  'TQR-4': {
    'both answered success': {
      record: [
        at(0, precreate('A')),
        at(9, notice('A', 'success')),
        at(10, notice('A', 'success')),
      ],
      says: 'passed',
      by: '#2 #3',
    },
    'the second one refused': {
      record: [at(0, precreate('A')), at(9, notice('A', 'success')), at(10, notice('A', 'fail'))],
      says: 'failed: the second one was answered “fail”',
      by: '#2 #3',
    },
    'sent again because the first one failed': {
      record: [at(0, precreate('A')), at(9, notice('A', 'fail')), at(99, notice('A', 'success'))],
      says: 'not tried',
      by: '',
    },
    'another notification of the same order': {
      record: [
        at(0, precreate('A')),
        at(9, notice('A', 'success')),
        at(10, notice('A', 'success', { id: 'another' })),
      ],
      says: 'not tried',
      by: '',
    },
  },
  'TQR-5': {
    'answered fail': {
      record: [at(0, precreate('A')), at(9, notice('A', 'fail', forged))],
      says: 'passed',
      by: '#2',
    },
    believed: {
      record: [at(0, precreate('A')), at(9, notice('A', 'success', forged))],
      says: 'failed: the forged notification was answered “success”, not “fail”',
      by: '#2',
    },
    'not answered': {
      record: [at(0, precreate('A')), at(9, notice('A', undefined, forged))],
      says: 'failed: the forged notification was not answered (connection refused), not “fail”',
      by: '#2',
    },
  },
  'TQR-6': {
    'asked about the order': {
      record: [
        at(0, precreate('A')),
        at(5, precreate('A', '20.00', 'CONTEXT_INCONSISTENT')),
        at(6, query('A', '')),
      ],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'another order instead': {
      record: [
        at(0, precreate('A')),
        at(5, precreate('A', '20.00', 'CONTEXT_INCONSISTENT')),
        at(6, precreate('B', '20.00')),
      ],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'the same amount again': {
      record: [
        at(0, precreate('A')),
        at(5, precreate('A', '20.00', 'CONTEXT_INCONSISTENT')),
        at(6, precreate('A', '20.00', 'CONTEXT_INCONSISTENT')),
      ],
      says: 'failed: the refused amount was sent again',
      by: '#1 #2 #3',
    },
    'nothing followed': {
      record: [at(0, precreate('A')), at(5, precreate('A', '20.00', 'CONTEXT_INCONSISTENT'))],
      says: 'failed: nothing followed the refusal',
      by: '#1 #2',
    },
    'nothing followed yet': {
      record: [at(0, precreate('A')), at(5, precreate('A', '20.00', 'CONTEXT_INCONSISTENT'))],
      after: 6,
      says: 'not tried',
      by: '#1 #2',
    },
  },
});
