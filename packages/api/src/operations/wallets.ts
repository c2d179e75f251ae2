import { type Static, Type } from '@sinclair/typebox';
import {
  amount,
  currency,
  decimal,
  fields,
  givenAmount,
  givenLimit,
  oneOf,
  ownId,
  page,
  pageQuery,
  scannedCode,
  time,
  tradeId,
  walletId,
} from '../kinds.ts';
import { refusalsToOpen, refusalsToPay } from '../refusals.ts';
import type { Api, Fixed } from '../route.ts';
import { trade, tradeStatus } from './trades.ts';

/** A buyer's wallet. */
const wallet = Type.Object({
  walletId,
  userId: walletId,
  loginId: Type.String({ description: 'The phone number by which the buyer signs in.' }),
  inst: oneOf(['ALIPAYHK', 'ALIPAYCN']),
  status: oneOf(['active', 'frozen']),
  balance: amount,
  currency,
  passwordFreeLimit: Type.Optional(amount),
  paymentLimit: Type.Optional(amount),
  dayLimit: Type.Optional(amount),
  monthLimit: Type.Optional(amount),
  createdAt: time,
  changedAt: Type.Optional(time),
});

export type WalletView = Fixed<Static<typeof wallet>>;

const params = Type.Object({
  id: Type.String({ description: "The wallet's id, or its phone number." }),
});

const limits = {
  passwordFreeLimit: Type.Optional(givenLimit),
  paymentLimit: Type.Optional(givenLimit),
  dayLimit: Type.Optional(givenLimit),
  monthLimit: Type.Optional(givenLimit),
};

/** What became of a payment that the operator has made for the buyer. */
const paidTrade = Type.Object({
  tradeId,
  status: tradeStatus,
  charge: Type.Optional(amount),
  chargeCurrency: Type.Optional(currency),
  chargeRate: Type.Optional(Type.String()),
});

export type PaidTradeView = Fixed<Static<typeof paidTrade>>;

export const walletRoutes = {
  'POST /admin/wallets': {
    summary: 'Opens a wallet; its balance is booked as money paid in.',
    body: fields({
      inst: oneOf(['ALIPAYHK', 'ALIPAYCN']),
      balance: Type.Optional(givenAmount),
      phone: Type.Optional(Type.String({ expected: 'a phone number such as 852-98765432' })),
      pin: Type.Optional(Type.String({ expected: 'six digits' })),
      ...limits,
    }),
    reply: wallet,
    status: 201,
    errors: { 'phone-taken': 409, 'no-free-number': 503 },
  },
  'GET /admin/wallets': {
    summary: 'Lists wallets by their ids.',
    query: pageQuery({}),
    reply: page(wallet),
  },
  'GET /admin/wallets/:id': {
    summary: 'Shows a wallet with its last trades.',
    params,
    reply: Type.Composite([wallet, Type.Object({ trades: Type.Array(trade) })]),
    errors: { 'wallet-unknown': 404 },
  },
  'PATCH /admin/wallets/:id': {
    summary: 'Freezes or releases a wallet, or changes its limits; `none` lifts one.',
    params,
    body: fields({ status: Type.Optional(oneOf(['active', 'frozen'])), ...limits }),
    reply: wallet,
    errors: { 'wallet-unknown': 404 },
  },
  'POST /admin/wallets/:id/codes': {
    summary: 'Issues a payment code.',
    params,
    body: fields({ digits: Type.Optional(oneOf([18, 24])) }),
    reply: Type.Object({ code: Type.String(), expiresAt: time }),
    status: 201,
    errors: { 'wallet-unknown': 404 },
  },
  'POST /admin/wallets/:id/confirm': {
    summary: 'Answers a password prompt, by default the newest that waits.',
    params,
    body: fields({
      tradeId: Type.Optional(tradeId),
      answer: Type.Optional(oneOf(['confirm', 'reject'])),
    }),
    reply: paidTrade,
    errors: {
      ...refusalsToPay,
      'wallet-unknown': 404,
      'trade-unknown': [404, 409],
      'nothing-waits': 409,
    },
  },
  'POST /admin/wallets/:id/top-ups': {
    summary: 'Pays money into a wallet, also into a frozen one.',
    params,
    body: fields({
      amount: Type.String({
        description: 'An amount as decimal text; never a JSON number.',
        expected: 'an amount above zero as decimal text, such as "100.00"',
      }),
    }),
    reply: Type.Composite([wallet, Type.Object({ entryId: ownId })]),
    errors: { 'wallet-unknown': 404 },
  },
  'POST /admin/wallets/:id/scan': {
    summary: "Scans an order's or a shop's code for the buyer, and pays.",
    params,
    body: fields({
      code: scannedCode('what a camera reads, or its last part'),
      amount: Type.Optional(decimal),
    }),
    reply: paidTrade,
    errors: {
      ...refusalsToPay,
      ...refusalsToOpen,
      'wallet-unknown': 404,
      'amount-required': 409,
    },
  },
} as const satisfies Api;
