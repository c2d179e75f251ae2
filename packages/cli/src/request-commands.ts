/** The commands about the record of a sandbox's exchanges. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';

const id: Argument = {
  name: 'ID',
  summary: "the exchange's id, from requests or the header Sampan-Exchange",
  field: 'id',
};

const partner: Option = {
  name: 'partner',
  value: 'PID',
  summary: 'only exchanges of this partner (default: all)',
};

const since: Option = {
  name: 'since',
  value: 'TIME',
  summary: 'only exchanges from this time on, e.g. 2026-11-22T10:00:00+08:00',
};

export const requestCommands: readonly Command[] = [
  {
    name: 'requests',
    summary: "list a sandbox's requests, newest first",
    arguments: [],
    options: [
      partner,
      {
        name: 'last',
        value: 'N',
        summary: 'maximum number, 1 to 500 (default 20)',
        field: 'limit',
      },
      { name: 'refused', summary: 'only those that did not succeed' },
      {
        name: 'service',
        value: 'NAME',
        summary: 'only of this service, e.g. alipay.acquire.precreate',
      },
      { name: 'order', value: 'ID', summary: "only of this order, by the partner's id" },
      { name: 'code', value: 'CODE', summary: 'only with this code, e.g. ILLEGAL_SIGN' },
      { name: 'text', value: 'TEXT', summary: 'only with this text in the request or the reply' },
      {
        name: 'kind',
        value: 'request|notification|download|all',
        summary:
          'requests of partners, notifications to them, files that they fetch over SFTP, or all ' +
          '(default request)',
      },
      since,
      { name: 'until', value: 'TIME', summary: 'only exchanges before this time' },
      { name: 'follow', summary: 'go on with each new one, oldest first, until interrupted' },
      adminOption,
    ],
    notes: [
      'The result is success, the code of a refusal, unknown (the answer does not say whether it',
      'was done) or no-answer (the connection was cut). With --follow --json each is a line.',
    ],
    examples: ['sampan requests --refused --last 5', 'sampan requests --order order-1 --kind all'],
    load: () => import('./commands/requests.ts'),
  },
  {
    name: 'requests show',
    summary: 'show one exchange: bytes, checks, signed string, reply, order',
    arguments: [id],
    options: [
      {
        name: 'as',
        value: 'curl|sdk|fixture',
        summary: 'print it as a curl command, as code of the SDK, or as a test fixture',
      },
      adminOption,
    ],
    examples: ['sampan requests show w7k2m4q9x1c8v5b3n6t0 --as curl'],
    load: () => import('./commands/requests-show.ts'),
  },
  {
    name: 'requests again',
    summary: 'send a request again, changed and signed anew',
    arguments: [id],
    options: [
      {
        name: 'set',
        value: 'NAME=VALUE',
        summary: 'change or add a parameter; an empty value removes it; may be repeated',
        repeats: true,
      },
      adminOption,
    ],
    notes: [
      "It is signed with the partner's MD5 key. A request with RSA or RSA2 needs --set",
      'sign_type=MD5, or the private key that only the partner has: see requests show --as sdk.',
    ],
    examples: ['sampan requests again w7k2m4q9x1c8v5b3n6t0 --set partner_trans_id=order-2'],
    load: () => import('./commands/requests-again.ts'),
  },
  {
    name: 'requests codes',
    summary: 'count the exchanges that did not succeed, by code',
    arguments: [],
    options: [partner, since, adminOption],
    load: () => import('./commands/requests-codes.ts'),
  },
  {
    name: 'advice',
    summary: 'say what will go wrong in production, from what partners did here',
    arguments: [],
    options: [
      { name: 'partner', value: 'PID', summary: 'only this partner (default: all)' },
      adminOption,
    ],
    notes: [
      'Reads the record of a sandbox and names what it let pass although it will hurt: an order',
      'that is not cancelled after UNKNOW, a notification answered with other words than',
      'success, ids that come twice, sales without their shop. Each with the exchanges that',
      'show it; sampan requests show ID has one of them.',
      '',
      'Rules without an exchange to judge are listed as not tried.',
    ],
    examples: ['sampan advice', 'sampan advice --partner 2088000000000016 --json'],
    load: () => import('./commands/advice.ts'),
  },
];
