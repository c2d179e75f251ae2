/**
 * Goal: the acceptance cases of files and of both wallets fail with the right reason, and not before their time is over.
 * Method: a table. A row is what a partner's program has done, by the second, and what the board says of it; `#2` is
 * the second exchange of the row.
 */
import { judged } from './acceptance-rows.ts';
import { at, download, pay, query } from './recorded-exchanges.ts';

const inst = (name: string) => ({ payment_inst: name });
const code24 = { buyer_identity_code: '281234567890123456789012' };

judged({
  'REC-1': {
    'both files': {
      record: [at(0, download('transaction')), at(1, download('settlement'))],
      says: 'passed',
      by: '#1 #2',
    },
    'one so far': { record: [at(0, download('transaction'))], says: 'not tried', by: '#1' },
    'broken off': {
      record: [
        at(0, download('transaction')),
        at(1, download('settlement', '12 of 900 bytes were read')),
      ],
      says:
        'failed: 2088000000000001_settlement_20261122.txt was not read to its end: ' +
        '12 of 900 bytes were read',
      by: '#2',
    },
  },
  'HK-1': {
    'both wallets, and asked about both': {
      record: [
        at(0, pay('A', 'SUCCESS', {}, inst('ALIPAYHK'))),
        at(1, query('A', 'TRADE_SUCCESS', inst('ALIPAYHK'))),
        at(2, pay('B', 'SUCCESS', {}, inst('ALIPAYCN'))),
        at(3, query('B', 'TRADE_SUCCESS', inst('ALIPAYCN'))),
      ],
      says: 'passed',
      by: '#1 #2 #3 #4',
    },
    'one wallet so far': {
      record: [at(0, pay('A', 'SUCCESS', {}, inst('ALIPAYHK')))],
      says: 'not tried',
      by: '#1',
    },
    'the query names another wallet': {
      record: [
        at(0, pay('A', 'SUCCESS', {}, inst('ALIPAYHK'))),
        at(1, query('A', 'TRADE_SUCCESS', inst('ALIPAYCN'))),
      ],
      says: 'failed: QUERY says ALIPAYCN of a payment by ALIPAYHK',
      by: '#1 #2',
    },
    'under the other contract': {
      contract: 'global',
      record: [at(0, pay('A', 'SUCCESS'))],
      says: 'not applicable',
      by: '',
    },
  },
  'HK-2': {
    'refused once': {
      contract: 'global',
      record: [at(0, pay('A', 'NOT_SUPPORT_PAYMENT_INST', code24))],
      says: 'passed',
      by: '#1',
    },
    'the same code again': {
      contract: 'global',
      record: [
        at(0, pay('A', 'NOT_SUPPORT_PAYMENT_INST', code24)),
        at(5, pay('B', 'NOT_SUPPORT_PAYMENT_INST', code24)),
      ],
      says: 'failed: the code that was refused was sent 2 times',
      by: '#1 #2',
    },
    'under the other contract': { record: [], says: 'not applicable', by: '' },
  },
});
