import {
  type Currency,
  isPaymentInst,
  type PaymentInst,
  parseRate,
  paymentInsts,
  type Rate,
  zero,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { CalendarName, FeeTerms, NewPartner } from '#partner';
import { definedOnly, type Fields } from './fields.ts';
import { invalid } from './problem.ts';

/** The terms of a contract that an operator may set; each has a default. */
export const termNames = [
  'feeRate',
  'feeFixed',
  'feeMinimum',
  'refundFee',
  'wallets',
  'settlesAfter',
  'settlementMinimum',
  'calendars',
] as const;

type TermName = (typeof termNames)[number];
type Terms = Pick<NewPartner, 'fee' | 'refundReturnsFee' | 'accepts' | 'settlement'>;

/** Reads the terms of a contract that is settled in `currency`. */
export function readContractTerms<Name extends string>(
  fields: Fields<Name | TermName>,
  contract: Contract,
  currency: Currency,
): Terms {
  const refundFee = fields.choice('refundFee', ['returned', 'kept']);
  const accepts = fields.read('wallets', paymentInsts.join(','), asList(asInst));
  if (contract === 'global' && accepts?.includes('ALIPAYHK')) {
    throw invalid('wallets', 'ALIPAYCN under the contract global');
  }
  return definedOnly({
    fee: readFee(fields, currency),
    refundReturnsFee: refundFee === undefined ? undefined : refundFee === 'returned',
    accepts,
    settlement: definedOnly({
      afterDays: fields.read('settlesAfter', 'a number of working days, 1 to 60', asWorkingDays),
      minimum: fields.amount('settlementMinimum', currency),
      calendars: fields.read('calendars', 'hk, cn, both with a comma, or none', asCalendars),
    }),
  });
}

function readFee(fields: Fields<TermName>, currency: Currency): FeeTerms | undefined {
  const rate = fields.read('feeRate', 'a rate below 1 such as "0.006"', asFeeRate);
  const amount = fields.amount('feeFixed', currency);
  const minimum = fields.amount('feeMinimum', currency);
  if (amount) {
    if (rate) throw invalid('feeFixed', 'left out when there is a rate: a fee is one or the other');
    if (minimum) throw invalid('feeMinimum', 'left out when the fee is fixed');
    return { by: 'payment', amount };
  }
  if (!rate && minimum) throw invalid('feeMinimum', 'given together with feeRate');
  return rate && { by: 'rate', rate, minimum: minimum ?? zero(currency) };
}

function asFeeRate(text: string): Rate | undefined {
  const rate = parseRate(text);
  return rate && rate.numerator < 10n ** BigInt(rate.scale) ? rate : undefined;
}

const asWorkingDays = (text: string): number | undefined =>
  /^([1-9]|[1-5][0-9]|60)$/.test(text) ? Number(text) : undefined;

const asInst = (text: string): PaymentInst | undefined => (isPaymentInst(text) ? text : undefined);

const asCalendar = (text: string): CalendarName | undefined =>
  text === 'hk' || text === 'cn' ? text : undefined;

const asCalendars = (text: string): readonly CalendarName[] | undefined =>
  text === 'none' ? [] : asList(asCalendar)(text);

/** A list with commas, in which nothing stands twice. */
const asList =
  <Value>(asOne: (text: string) => Value | undefined) =>
  (text: string): readonly Value[] | undefined => {
    const values = text.split(',').map((each) => asOne(each.trim()));
    const isWhole = values.every((value) => value !== undefined);
    return isWhole && new Set(values).size === values.length ? values : undefined;
  };
