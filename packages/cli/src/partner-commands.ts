/** The commands about partners and their terms. */
import { adminOption } from './admin-option.ts';
import type { Argument, Command, Option } from './command.ts';
import { pageOptions } from './page-options.ts';

const partner: Argument = { name: 'PID', summary: "the partner's id", field: 'id' };

/** Set when a partner is made, and changed later. */
const termOptions: readonly Option[] = [
  { name: 'name', value: 'TEXT', summary: "the partner's name (default: Partner PID)" },
  {
    name: 'status',
    value: 'active|suspended',
    summary: 'suspended: no new payments, refunds, shop codes or payouts (default active)',
  },
  {
    name: 'services',
    value: 'LIST|all',
    summary: 'services that the partner may call, with commas (default all)',
  },
  {
    name: 'wallets',
    value: 'LIST',
    summary: 'wallets that may pay (default: all of the contract)',
  },
  { name: 'fee-rate', value: 'RATE', summary: 'fee rate per payment, e.g. 0.006 (default 0)' },
  { name: 'fee-minimum', value: 'AMOUNT', summary: 'minimum fee per payment (default 0.00)' },
  { name: 'fee-fixed', value: 'AMOUNT', summary: 'fixed fee per payment, instead of a rate' },
  {
    name: 'refund-fee',
    value: 'returned|kept',
    summary: 'what a refund does with the fee (default returned)',
  },
  { name: 'refund-period', value: 'DAYS', summary: 'days for refunds of a payment (default 360)' },
  { name: 'payment-limit', value: 'AMOUNT|none', summary: 'maximum per payment (default none)' },
  { name: 'day-limit', value: 'AMOUNT|none', summary: 'maximum received per day (default none)' },
  {
    name: 'month-limit',
    value: 'AMOUNT|none',
    summary: 'maximum received per calendar month (default none)',
  },
  {
    name: 'request-expiry',
    value: 'on|off',
    summary: 'refuse requests with an old timestamp (default on; off in a sandbox)',
  },
  {
    name: 'refund-pause',
    value: 'on|off',
    summary: 'no synchronous refunds from 00:00 to 01:30 GMT+8 (default off)',
  },
  {
    name: 'cancel-restriction',
    value: 'on|off',
    summary: 'cancel unpaid orders on their trade day only (default on; off in a sandbox)',
  },
  {
    name: 'notify-url',
    value: 'URL|none',
    summary: 'notification address that overrides the one in requests (default none)',
  },
  { name: 'settles-after', value: 'N', summary: 'settled N working days later, T+N (default 1)' },
  { name: 'settlement-minimum', value: 'AMOUNT', summary: 'minimum payout (default 0.00)' },
  {
    name: 'calendars',
    value: 'LIST|none',
    summary: 'holiday calendars: hk, cn (default: hk,cn for hk; cn for global)',
  },
];

const overlapOption: Option = {
  name: 'overlap',
  value: 'TIME',
  summary: 'how long the old key stays valid, e.g. 12h; 0 ends it at once (default 7d)',
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
        summary: 'AlipayHK or standard cross-border (required)',
      },
      { name: 'id', value: 'PID', summary: '16 digits starting with 2088 (default: random)' },
      { name: 'currency', value: 'CUR', summary: 'settlement currency (default HKD)' },
      {
        name: 'md5-key',
        value: 'KEY',
        summary: 'MD5 key shared with the partner (default: random)',
      },
      { name: 'public-key', value: 'FILE', summary: "the partner's RSA public key, PEM or Base64" },
      ...termOptions,
      { name: 'payout-account', value: 'ACCOUNT', summary: 'IBAN or account number for payouts' },
      { name: 'payout-holder', value: 'TEXT', summary: 'account holder (default: the name)' },
      { name: 'payout-bank', value: 'BIC', summary: "the bank's BIC, when the account needs it" },
      { name: 'sftp-password', value: 'TEXT', summary: 'SFTP password' },
      {
        name: 'sftp-key',
        value: 'FILE',
        summary: 'SFTP public keys, in authorized_keys format',
        field: 'sftpKeys',
      },
      {
        name: 'sftp-allow',
        value: 'LIST',
        summary: 'addresses and networks that may use SFTP, with commas',
      },
      adminOption,
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
      'Changes apply to what is paid, refunded or settled from then on. A trade keeps the fee and the',
      'refund period under which it was paid. Day and month limits count GMT+8 days and months, in the',
      'settlement currency; refunds and cancels do not give back what they have used up.',
    ],
    load: () => import('./commands/partner-set.ts'),
  },
  {
    name: 'partner key show',
    summary: "show our public key and the fingerprints of a partner's keys",
    arguments: [partner],
    options: [adminOption],
    load: () => import('./commands/partner-key-show.ts'),
  },
  {
    name: 'partner key rotate',
    summary: 'replace the MD5 key that is shared with a partner',
    arguments: [partner],
    options: [
      { name: 'md5-key', value: 'KEY', summary: 'new MD5 key (default: random)' },
      overlapOption,
      adminOption,
    ],
    notes: [
      'Prints the new key once. Requests signed with either key are accepted until the overlap ends, and',
      'each is answered with its own key. Notifications are signed with the new key at once.',
    ],
    load: () => import('./commands/partner-key-rotate.ts'),
  },
  {
    name: 'partner key set',
    summary: "replace the partner's own RSA public key",
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
    summary: 'show or change how a partner logs in to SFTP',
    arguments: [{ ...partner, summary: "the partner's id, also its SFTP user name" }],
    options: [
      { name: 'password', value: 'TEXT', summary: 'new password; empty: no password log-in' },
      {
        name: 'key',
        value: 'FILE',
        summary: 'public keys that replace the present ones; empty: none',
        field: 'keys',
      },
      { name: 'allow', value: 'LIST', summary: 'addresses and networks, e.g. 203.0.113.0/24' },
      adminOption,
    ],
    load: () => import('./commands/partner-sftp.ts'),
  },
];
