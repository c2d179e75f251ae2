/** The commands about partners and their terms. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';
import { pageOptions } from './page-options.ts';

const partner: Argument = { name: 'PID', summary: "the partner's id", field: 'id' };

/** Terms, for `partner create` and `partner set`. */
const termOptions: readonly Option[] = [
  { name: 'name', value: 'TEXT', summary: "the partner's name (default: Partner PID)" },
  {
    name: 'status',
    value: 'active|suspended',
    summary: 'suspended blocks new payments, refunds, shop codes and payouts (default active)',
  },
  {
    name: 'services',
    value: 'LIST|all',
    summary:
      'services that the partner may call, e.g. alipay.acquire.precreate,alipay.acquire.query ' +
      '(default all)',
  },
  {
    name: 'wallets',
    value: 'LIST',
    summary: 'accepted wallets, e.g. ALIPAYHK,ALIPAYCN (default: all of the contract)',
  },
  {
    name: 'fee-rate',
    value: 'RATE',
    summary: 'share of each payment kept as fee, e.g. 0.006 (default 0)',
  },
  {
    name: 'fee-minimum',
    value: 'AMOUNT',
    summary: 'minimum fee per payment, e.g. 0.50 (default 0.00)',
  },
  {
    name: 'fee-fixed',
    value: 'AMOUNT',
    summary: 'fixed fee per payment instead of a rate, e.g. 1.00',
  },
  {
    name: 'refund-fee',
    value: 'returned|kept',
    summary: "whether a refund returns the fee's part (default returned)",
  },
  {
    name: 'refund-period',
    value: 'DAYS',
    summary: 'days in which a payment can be refunded (default 360)',
  },
  {
    name: 'payment-limit',
    value: 'AMOUNT|none',
    summary: 'maximum per payment, e.g. 5000.00 (default none)',
  },
  {
    name: 'day-limit',
    value: 'AMOUNT|none',
    summary: 'maximum received per GMT+8 day, e.g. 100000.00 (default none)',
  },
  {
    name: 'month-limit',
    value: 'AMOUNT|none',
    summary: 'maximum received per calendar month (default none)',
  },
  {
    name: 'request-expiry',
    value: 'on|off',
    summary: 'refuse requests older than 30 minutes (default on; off in a sandbox)',
  },
  {
    name: 'refund-pause',
    value: 'on|off',
    summary: 'refuse synchronous refunds from 00:00 to 01:30 GMT+8 (default off)',
  },
  {
    name: 'cancel-restriction',
    value: 'on|off',
    summary:
      'allow the cancel of unpaid orders only on their trade day (default on; off in a sandbox)',
  },
  {
    name: 'notify-url',
    value: 'URL|none',
    summary: 'notification address, overrides the one in requests (default none)',
  },
  { name: 'settles-after', value: 'N', summary: 'settle N working days later, T+N (default 1)' },
  {
    name: 'settlement-minimum',
    value: 'AMOUNT',
    summary: 'minimum payout, e.g. 100.00 (default 0.00)',
  },
  {
    name: 'calendars',
    value: 'LIST|none',
    summary: 'holiday calendars, e.g. hk,cn (default: hk,cn for hk; cn for global)',
  },
];

const overlapOption: Option = {
  name: 'overlap',
  value: 'TIME',
  summary: 'how long the old key stays valid, e.g. 12h; 0 revokes it at once (default 7d)',
};

export const partnerCommands: readonly Command[] = [
  {
    name: 'partner create',
    summary: 'create a partner and its keys',
    arguments: [],
    options: [
      {
        name: 'contract',
        value: 'hk|global',
        summary: 'hk: AlipayHK; global: standard cross-border (required)',
      },
      { name: 'id', value: 'PID', summary: '16 digits starting with 2088 (default: random)' },
      {
        name: 'currency',
        value: 'CUR',
        summary: 'settlement currency, e.g. AUD (default HKD)',
      },
      {
        name: 'md5-key',
        value: 'KEY',
        summary: 'MD5 key shared with the partner, 32 to 128 characters (default: random)',
      },
      { name: 'public-key', value: 'FILE', summary: "the partner's RSA public key, PEM or Base64" },
      ...termOptions,
      { name: 'payout-account', value: 'ACCOUNT', summary: 'IBAN or account number for payouts' },
      {
        name: 'payout-holder',
        value: 'TEXT',
        summary: 'account holder in Latin letters (default: the name)',
      },
      { name: 'payout-bank', value: 'BIC', summary: "the bank's BIC, if the account needs it" },
      {
        name: 'sftp-password',
        value: 'TEXT',
        summary: 'SFTP password, 12 to 128 characters (default: no password)',
      },
      {
        name: 'sftp-key',
        value: 'FILE',
        summary: 'SFTP public keys, a file in authorized_keys format (default: none)',
        field: 'sftpKeys',
      },
      {
        name: 'sftp-allow',
        value: 'LIST',
        summary:
          'addresses and networks that may use SFTP, e.g. 203.0.113.0/24,198.51.100.7 ' +
          '(default: all in a sandbox, else none)',
      },
      adminOption,
    ],
    examples: [
      'sampan partner create --contract hk --fee-rate 0.006',
      'sampan partner create --contract global --currency AUD',
    ],
    load: () => import('./commands/partner-create.ts'),
  },
  {
    name: 'partner list',
    summary: 'list partners, ordered by id',
    arguments: [],
    options: [...pageOptions, adminOption],
    load: () => import('./commands/partner-list.ts'),
  },
  {
    name: 'partner show',
    summary: "show a partner's terms and keys",
    arguments: [partner],
    options: [adminOption],
    load: () => import('./commands/partner-show.ts'),
  },
  {
    name: 'partner set',
    summary: "change a partner's terms",
    arguments: [partner],
    options: [...termOptions, adminOption],
    notes: [
      'Changes apply to later payments, refunds and settlements; options that are not given',
      'stay unchanged. A trade keeps the fee and refund period of its payment. Limits are in',
      'the settlement currency; refunds and cancels do not reduce the received totals.',
    ],
    examples: ['sampan partner set 2088000000000001 --status suspended'],
    load: () => import('./commands/partner-set.ts'),
  },
  {
    name: 'partner key show',
    summary: "show our public key and the partner's key fingerprints",
    arguments: [partner],
    options: [adminOption],
    load: () => import('./commands/partner-key-show.ts'),
  },
  {
    name: 'partner key rotate',
    summary: "replace a partner's MD5 key",
    arguments: [partner],
    options: [
      {
        name: 'md5-key',
        value: 'KEY',
        summary: 'new MD5 key, 32 to 128 characters (default: random)',
      },
      overlapOption,
      adminOption,
    ],
    notes: [
      'Prints the new key once. Until the overlap ends, requests with either key are',
      'accepted, and each reply is signed with the key of its request. Notifications are',
      'signed with the new key immediately.',
    ],
    load: () => import('./commands/partner-key-rotate.ts'),
  },
  {
    name: 'partner key set',
    summary: "replace a partner's RSA public key",
    arguments: [partner],
    options: [
      {
        name: 'public-key',
        value: 'FILE',
        summary: 'new RSA public key, PEM or Base64 (required)',
      },
      overlapOption,
      adminOption,
    ],
    load: () => import('./commands/partner-key-set.ts'),
  },
  {
    name: 'partner sftp',
    summary: "show or change a partner's SFTP log-in",
    arguments: [{ ...partner, summary: "the partner's id, also its SFTP user name" }],
    options: [
      { name: 'password', value: 'TEXT', summary: 'new password; empty removes it' },
      {
        name: 'key',
        value: 'FILE',
        summary: 'file with public keys that replace the current ones; empty removes them',
        field: 'keys',
      },
      {
        name: 'allow',
        value: 'LIST',
        summary: 'allowed addresses and networks, e.g. 203.0.113.0/24',
      },
      adminOption,
    ],
    load: () => import('./commands/partner-sftp.ts'),
  },
];
