import { type Static, Type } from '@sinclair/typebox';
import {
  amount,
  currency,
  fields,
  givenAmount,
  givenLimit,
  oneOf,
  page,
  pageQuery,
  partnerId,
  time,
} from '../kinds.ts';
import type { Api, Fixed } from '../route.ts';

const onOff = oneOf(['on', 'off']);

/** A partner with its terms; no keys. */
const partner = Type.Object({
  id: partnerId,
  name: Type.String(),
  contract: oneOf(['hk', 'global']),
  currency,
  status: oneOf(['active', 'suspended']),
  accepts: Type.Array(oneOf(['ALIPAYHK', 'ALIPAYCN']), { description: 'Wallets that may pay.' }),
  services: Type.Union([Type.Literal('all'), Type.Array(Type.String())], {
    description: 'Services that the partner may call.',
  }),
  feeRate: Type.Optional(
    Type.String({ description: 'Fee rate per payment.', examples: ['0.006'] }),
  ),
  feeMinimum: Type.Optional(amount),
  feeFixed: Type.Optional(amount),
  refundFee: oneOf(['returned', 'kept']),
  settlesAfter: Type.Integer({ description: 'Working days: the N of T+N.' }),
  settlementMinimum: amount,
  calendars: Type.Array(oneOf(['hk', 'cn'])),
  paymentLimit: Type.Optional(amount),
  dayLimit: Type.Optional(amount),
  monthLimit: Type.Optional(amount),
  notifyUrl: Type.Optional(Type.String()),
  changedAt: Type.Optional(time),
  refundPeriod: Type.Integer({ description: 'Days.' }),
  requestExpiry: onOff,
  refundPause: onOff,
  cancelRestriction: onOff,
  createdAt: time,
});

export type PartnerView = Fixed<Static<typeof partner>>;

/** A text; `expected` says what it must be. */
const said = (expected: string) => Type.Optional(Type.String({ expected }));

const name = said('text of 1 to 128 characters');

/** What an operator may set, at first and later; each has a default. */
const terms = {
  status: Type.Optional(oneOf(['active', 'suspended'])),
  services: said('all, or names of services with commas'),
  feeRate: said('a rate below 1 such as "0.006"'),
  feeFixed: Type.Optional(givenAmount),
  feeMinimum: Type.Optional(givenAmount),
  refundFee: Type.Optional(oneOf(['returned', 'kept'])),
  wallets: said('ALIPAYHK,ALIPAYCN'),
  settlesAfter: said('a number of working days, 1 to 60'),
  settlementMinimum: Type.Optional(givenAmount),
  calendars: said('hk, cn, both with a comma, or none'),
  paymentLimit: Type.Optional(givenLimit),
  dayLimit: Type.Optional(givenLimit),
  monthLimit: Type.Optional(givenLimit),
  refundPeriod: said('a number of days, 1 to 3650'),
  requestExpiry: Type.Optional(onOff),
  refundPause: Type.Optional(onOff),
  cancelRestriction: Type.Optional(onOff),
  notifyUrl: said('an http or https address of at most 200 characters, or none'),
};

const publicKeys = {
  partnerPublicKey: Type.Optional(Type.String({ description: "The partner's own key, PEM." })),
  publicKey: Type.String({ description: 'Our key, PEM.' }),
};

const params = Type.Object({ id: Type.String({ description: "The partner's id (PID)." }) });

export const partnerRoutes = {
  'POST /admin/partners': {
    summary: 'Makes a partner. Its MD5 key is in this answer only, except in a sandbox.',
    body: fields({
      contract: oneOf(['hk', 'global']),
      id: said('16 digits that begin with 2088'),
      name,
      currency: said('a settlement currency such as HKD'),
      md5Key: said('32 to 128 printable ASCII characters without blank'),
      publicKey: said('an RSA public key, PEM or Base64'),
      sftpPassword: said('12 to 128 characters'),
      sftpKeys: said('lines of authorized_keys'),
      sftpAllow: said('addresses and networks'),
      payoutHolder: said('the name of the holder as the bank has it, 1 to 70 Latin letters'),
      payoutAccount: said(
        'an IBAN, or an account number of at most 34 letters, digits and hyphens',
      ),
      payoutBank: said('the BIC of the bank, 8 or 11 characters'),
      ...terms,
    }),
    reply: Type.Composite([partner, Type.Object({ ...publicKeys, md5Key: Type.String() })]),
    status: 201,
    errors: { 'partner-exists': 409 },
  },
  'GET /admin/partners': {
    summary: 'Lists partners by their ids.',
    query: pageQuery({}),
    reply: page(partner),
  },
  'GET /admin/partners/:id': {
    summary: 'Shows a partner; in a sandbox with its MD5 key.',
    params,
    reply: Type.Composite([
      partner,
      Type.Object({ ...publicKeys, md5Key: Type.Optional(Type.String()) }),
    ]),
    errors: { 'partner-unknown': 404 },
  },
  'PATCH /admin/partners/:id': {
    summary: "Changes a partner's terms; `none` lifts a limit.",
    params,
    body: fields({ name, ...terms }),
    reply: partner,
    errors: { 'partner-unknown': 404 },
  },
} as const satisfies Api;
