/** The shipped scenarios: what a payment of a magic amount meets, in any currency. */
import type { Scenario, ScenarioStep } from '@sampan/api';
import {
  acquireQuery,
  cancel,
  query,
  refund,
  reverse,
  spotCancel,
  spotPay,
} from '@sampan/protocol';

const ids = { pay: spotPay.name, query: query.name, cancel: cancel.name, refund: refund.name };

const paying = (
  amount: string,
  name: string,
  step: ScenarioStep,
  later?: Scenario['later'],
): readonly [id: string, scenario: Scenario] => [
  `magic-${amount}`,
  {
    name: `${amount}: ${name}`,
    when: { service: ids.pay, fields: { trans_amount: amount } },
    then: [step],
    ...(later && { later }),
  },
];

/** Each cancels an order. */
const until = [cancel.name, reverse.name, spotCancel.name];

/** What an order says while its buyer has not confirmed. */
const waiting = { alipay_trans_status: 'WAIT_BUYER_PAY', alipay_pay_time: '', payment_inst: '' };
const waitingThere = { trade_status: 'WAIT_BUYER_PAY', send_pay_date: '' };

export const magicScenarios: readonly (readonly [id: string, scenario: Scenario])[] = [
  paying('9901', 'SYSTEM_ERROR, and paid all the same', {
    answer: 'SYSTEM_ERROR',
    although: 'paid',
  }),
  paying('9902', 'SYSTEM_ERROR, and nothing stored', { answer: 'SYSTEM_ERROR' }),
  paying('9903', 'UNKNOW, and waiting until it is cancelled', { answer: 'UNKNOW' }, [
    {
      when: { service: ids.query },
      then: [{ answer: 'SUCCESS', reply: { alipay_trans_status: 'WAIT_BUYER_PAY' } }],
      until,
    },
    {
      when: { service: acquireQuery.name },
      then: [{ answer: 'SUCCESS', reply: { trade_status: 'WAIT_BUYER_PAY' } }],
      until,
    },
  ]),
  paying('9904', 'UNKNOW, and paid at the third query', { answer: 'UNKNOW', although: 'paid' }, [
    { when: { service: ids.query }, then: [{ times: 2, reply: waiting }, 'pass'], until },
    {
      when: { service: acquireQuery.name },
      then: [{ times: 2, reply: waitingThere }, 'pass'],
      until,
    },
  ]),
  paying('9905', 'the balance does not suffice', { answer: 'BUYER_BALANCE_NOT_ENOUGH' }),
  paying('9906', 'the code is not valid', { answer: 'SOUNDWAVE_PARSER_FAIL' }),
  paying('9907', 'the wallet is not accepted', { answer: 'NOT_SUPPORT_PAYMENT_INST' }),
  paying('9908', 'its cancel is open twice, then done', 'pass', [
    { when: { service: ids.cancel }, then: [{ times: 2, answer: 'UNKNOW' }, 'pass'] },
  ]),
  paying('9909', 'its refund lacks funds', 'pass', [
    { when: { service: ids.refund }, then: [{ answer: 'MERCHANT_BALANCE_NOT_ENOUGH' }] },
  ]),
  paying('9910', 'no answer for 30 s, and nothing stored', { silence: '30s' }),
];
