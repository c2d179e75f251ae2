/**
 * The payment order for a bank: ISO 20022 `pain.001.001.09`, customer credit transfer initiation.
 * Written by our own template, because available libraries use floating point; tests validate it
 * against the published schema. The same order gives the same bytes.
 */
import {
  add,
  type BusinessDate,
  type Currency,
  formatAmount,
  type Instant,
  type Money,
  offsetTime,
  type PartnerId,
  type TradeId,
  zero,
} from '@sampan/primitives';
import { type BankAccount, isIban } from './bank-account.ts';

export interface PayoutOrder {
  readonly settledOn: BusinessDate;
  readonly currency: Currency;
  /** Number of the order within its day and currency, from 1. */
  readonly number: number;
  readonly madeAt: Instant;
  /** The requested execution date; see `executionDay`. */
  readonly executedOn: BusinessDate;
  /** The operator's own account. */
  readonly source: BankAccount;
}

export interface Payout {
  readonly batchId: TradeId;
  readonly partnerId: PartnerId;
  readonly amount: Money;
  readonly target: BankAccount;
}

/** The message id; a bank refuses a second message with the same one. */
export const messageIdOf = ({ settledOn, currency, number }: PayoutOrder): string =>
  `SAMPAN-${settledOn.replaceAll('-', '')}-${currency}-${number}`;

/** The sum of an order, repeated in the message as a check. */
const totalOf = ({ currency }: PayoutOrder, payouts: readonly Payout[]): Money =>
  payouts.reduce((sum, { amount }) => add(sum, amount), zero(currency));

export function pain001(order: PayoutOrder, payouts: readonly Payout[]): string {
  const messageId = element('MsgId', messageIdOf(order));
  const totals = [
    element('NbOfTxs', String(payouts.length)),
    element('CtrlSum', formatAmount(totalOf(order, payouts))),
  ];
  const header = group('GrpHdr', [
    messageId,
    element('CreDtTm', offsetTime(order.madeAt)),
    ...totals,
    group('InitgPty', [element('Nm', order.source.holder)]),
  ]);
  const payment = group('PmtInf', [
    element('PmtInfId', messageIdOf(order)),
    element('PmtMtd', 'TRF'),
    ...totals,
    ...serviceLevel(order),
    group('ReqdExctnDt', [element('Dt', order.executedOn)]),
    group('Dbtr', [element('Nm', order.source.holder)]),
    group('DbtrAcct', [accountId(order.source), element('Ccy', order.currency)]),
    // The schema requires the debtor's bank; without a BIC it says `NOTPROVIDED`.
    group('DbtrAgt', [bank(order.source.bank)]),
    element('ChrgBr', isSepa(order) ? 'SLEV' : 'SHAR'),
    ...payouts.map((payout) => transfer(order, payout)),
  ]);
  const message = group('CstmrCdtTrfInitn', [header, payment]);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">',
    ...indented(message),
    '</Document>',
  ].join('\n')}\n`;
}

function transfer(order: PayoutOrder, { batchId, partnerId, amount, target }: Payout): Lines {
  return group('CdtTrfTxInf', [
    group('PmtId', [element('InstrId', batchId), element('EndToEndId', batchId)]),
    group('Amt', [`<InstdAmt Ccy="${amount.currency}">${formatAmount(amount)}</InstdAmt>`]),
    ...(target.bank === undefined ? [] : [group('CdtrAgt', [bank(target.bank)])]),
    group('Cdtr', [element('Nm', target.holder)]),
    group('CdtrAcct', [accountId(target)]),
    group('RmtInf', [element('Ustrd', `Settlement ${order.settledOn} of partner ${partnerId}`)]),
  ]);
}

/** SEPA rules for euro; for other currencies each side bears its own charges. */
const isSepa = ({ currency }: PayoutOrder): boolean => currency === 'EUR';

const serviceLevel = (order: PayoutOrder): Lines[] =>
  isSepa(order) ? [group('PmtTpInf', [group('SvcLvl', [element('Cd', 'SEPA')])])] : [];

const accountId = ({ account }: BankAccount): Lines =>
  group('Id', [
    isIban(account) ? element('IBAN', account) : group('Othr', [element('Id', account)]),
  ]);

const bank = (bic: string | undefined): Lines =>
  group('FinInstnId', [
    bic === undefined ? group('Othr', [element('Id', 'NOTPROVIDED')]) : element('BICFI', bic),
  ]);

type Lines = string | readonly string[];

const group = (name: string, content: readonly Lines[]): readonly string[] => [
  `<${name}>`,
  ...content.flatMap(indented),
  `</${name}>`,
];

const indented = (lines: Lines): string[] => [lines].flat().map((line) => `  ${line}`);

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
