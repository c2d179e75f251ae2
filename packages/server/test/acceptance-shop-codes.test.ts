/**
 * Goal: the acceptance cases of a shop's code fail with the right reason, and not before their time is over.
 * Method: a table. A row is what a partner's program has done, by the second, and what the board says of it; `#2` is
 * the second exchange of the row.
 */
import { judged, judgedSoon } from './acceptance-rows.ts';
import { at, cancel, changeCode, createCode, notice, refund } from './recorded-exchanges.ts';

const ofShop = (order: string) => notice(order, 'success');

judged({
  'MQR-1': {
    'without fee, with fee, once more': {
      record: [
        at(0, createCode()),
        at(1, createCode({ channel_fee: { type: 'RATE', value: '0.01' } })),
        at(2, createCode()),
      ],
      says: 'passed',
      by: '#1 #2 #3',
    },
    'of two shops': {
      record: [
        at(0, createCode()),
        at(1, createCode({ store_id: 'S2', channel_fee: { type: 'RATE', value: '0.01' } })),
        at(2, createCode()),
      ],
      says: 'not tried',
      by: '#2',
    },
    refused: {
      record: [at(0, createCode()), at(1, createCode({}, 'INVALID_PARAMETER'))],
      says: 'failed: the code was refused with INVALID_PARAMETER',
      by: '#2',
    },
  },
  'MQR-2': {
    'stop, restart, pay, delete': {
      record: [
        at(0, changeCode('STOP')),
        at(1, changeCode('RESTART')),
        at(2, ofShop('P1')),
        at(3, changeCode('DELETE')),
      ],
      says: 'passed',
      by: '#1 #2 #4 #3',
    },
    'paid in time, and notified after the end': {
      record: [
        at(0, changeCode('STOP')),
        at(1, changeCode('RESTART')),
        at(3, changeCode('DELETE')),
        at(4, notice('P1', 'success', { fields: { gmt_payment: '2026-11-22 10:00:02' } })),
      ],
      says: 'passed',
      by: '#1 #2 #3 #4',
    },
    'no payment': {
      record: [
        at(0, changeCode('STOP')),
        at(1, changeCode('RESTART')),
        at(2, changeCode('DELETE')),
        at(3, ofShop('P1')),
      ],
      says: 'failed: no payment came between RESTART and DELETE',
      by: '#1 #2 #3',
    },
    'deleted while it was stopped': {
      record: [at(0, changeCode('STOP')), at(1, changeCode('DELETE'))],
      says: 'failed: DELETE came before RESTART',
      by: '#1 #2',
    },
    refused: {
      record: [at(0, changeCode('STOP')), at(1, changeCode('RESTART', 'INVALID_PARAMETER'))],
      says: 'failed: RESTART was refused with INVALID_PARAMETER',
      by: '#1 #2',
    },
    'not even stopped': {
      record: [at(0, changeCode('STOP', 'INVALID_PARAMETER'))],
      says: 'failed: STOP was refused with INVALID_PARAMETER',
      by: '#1',
    },
    'on the way': {
      record: [at(0, changeCode('STOP')), at(1, changeCode('RESTART'))],
      says: 'not tried',
      by: '#1 #2',
    },
    'only deleted': { record: [at(0, changeCode('DELETE'))], says: 'not tried', by: '' },
  },
  'MQR-3': {
    'it comes back': {
      record: [
        at(0, createCode({ passback_parameters: { desk: '3' } })),
        at(5, notice('P1', 'success', { fields: { extra_common_param: '{"desk":"3"}' } })),
      ],
      says: 'passed',
      by: '#1 #2',
    },
    'numbers are as they were written': {
      record: [
        at(0, createCode({ passback_parameters: '{"price": 1.10}' })),
        at(5, notice('P1', 'success', { fields: { extra_common_param: '{"price":1.10}' } })),
      ],
      says: 'passed',
      by: '#1 #2',
    },
    'another one': {
      record: [
        at(0, createCode({ passback_parameters: { desk: '3' } })),
        at(5, notice('P1', 'success', { fields: { extra_common_param: '{"desk":"4"}' } })),
      ],
      says: 'failed: no code was created with the passback “{"desk":"4"}”',
      by: '#2',
    },
    'not acknowledged': {
      record: [
        at(0, createCode({ passback_parameters: 'desk 3' })),
        at(5, notice('P1', 'what?', { fields: { extra_common_param: 'desk 3' } })),
      ],
      says: 'failed: the notification was answered “what?”, not “success”',
      by: '#1 #2',
    },
    'a code without a passback': {
      record: [at(0, createCode()), at(5, ofShop('P1'))],
      says: 'not tried',
      by: '',
    },
  },
  'MQR-4': {
    'two parts, and more than was left between them': {
      record: [
        at(0, ofShop('P1')),
        at(1, refund('P1', 'R1', '10.00')),
        at(2, refund('P1', 'R2', '20.01', 'RETURN_AMOUNT_EXCEED')),
        at(3, refund('P1', 'R3', '20')),
      ],
      says: 'passed',
      by: '#1 #2 #3 #4',
    },
    'never more than was left': {
      record: [
        at(0, ofShop('P1')),
        at(1, refund('P1', 'R1', '10.00')),
        at(2, refund('P1', 'R2', '20.00')),
      ],
      says: 'failed: no refund of more than was left was tried',
      by: '#1 #2 #3',
    },
    'refused for another reason': {
      record: [
        at(0, ofShop('P1')),
        at(1, refund('P1', 'R1', '10.00')),
        at(2, refund('P1', 'R2', '20.00', 'MERCHANT_BALANCE_NOT_ENOUGH')),
      ],
      says: 'failed: the last refund was refused with MERCHANT_BALANCE_NOT_ENOUGH',
      by: '#1 #2 #3',
    },
    'one part so far; its repeat is the same refund': {
      record: [
        at(0, ofShop('P1')),
        at(1, refund('P1', 'R1', '15.00')),
        at(2, refund('P1', 'R1', '15.00')),
      ],
      says: 'not tried',
      by: '#1 #2 #3',
    },
    'the whole at once is no try': {
      record: [at(0, ofShop('P1')), at(1, refund('P1', 'R1', '30.00'))],
      says: 'not tried',
      by: '',
    },
  },
  'MQR-5': {
    'refunded instead': {
      record: [
        at(0, ofShop('P1')),
        at(90_000, cancel('P1', 'TRADE_CANCEL_TIME_OUT')),
        at(90_001, refund('P1', 'R1', '30.00')),
      ],
      after: 99_999,
      says: 'passed',
      by: '#2 #3',
    },
    'cancelled again and again': {
      record: [
        at(0, ofShop('P1')),
        at(90_000, cancel('P1', 'TRADE_CANCEL_TIME_OUT')),
        at(90_003, cancel('P1', 'TRADE_CANCEL_TIME_OUT')),
      ],
      after: 99_999,
      says: 'failed: the cancel was refused after midnight, and no refund followed',
      by: '#2 #3',
    },
    'not refunded yet': {
      record: [at(0, ofShop('P1')), at(90_000, cancel('P1', 'TRADE_CANCEL_TIME_OUT'))],
      after: 90_005,
      says: 'not tried',
      by: '#2',
    },
    'cancelled on its day': {
      record: [at(0, ofShop('P1')), at(5, cancel('P1'))],
      says: 'not tried',
      by: '',
    },
  },
});

judgedSoon('many codes and many payments', 'MQR-2', (n) => {
  if (n % 2 === 1) return at(n, ofShop(`${n}`));
  const [change, code] = [(n / 2) % 3, Math.floor(n / 6)];
  return at(n, changeCode(['STOP', 'RESTART', 'DELETE'][change] ?? '', 'SUCCESS', `code-${code}`));
});
