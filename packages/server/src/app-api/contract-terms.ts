import {
  type Currency,
  isPaymentInst,
  type Money,
  type PaymentInst,
  parseRate,
  paymentInsts,
  type Rate,
  zero,
} from '@sampan/primitives';
import { type Contract, isServiceName, isWebAddress, type ServiceName } from '@sampan/protocol';
import type { CalendarName, ContractTerms, FeeTerms } from '#partner';
import { definedOnly, type Fields } from './fields.ts';
import { invalid } from './problem.ts';

/** The terms of a contract that an operator may set, at first and later; each has a default. */
export const termNames = [
  'status',
  'services',
  'feeRate',
  'feeFixed',
  'feeMinimum',
  'refundFee',
  'wallets',
  'settlesAfter',
  'settlementMinimum',
  'calendars',
  'paymentLimit',
  'dayLimit',
  'monthLimit',
  'refundPeriod',
  'requestExpiry',
  'refundPause',
  'cancelRestriction',
  'notifyUrl',
] as const;

type TermName = (typeof termNames)[number];

/** What stands fast of a contract, and the fee that holds so far. */
interface Standing {
  readonly contract: Contract;
  /** In which it is settled. */
  readonly currency: Currency;
  readonly fee?: FeeTerms;
}

/** Reads the terms of a contract, or changes of them. */
export function readContractTerms<Name extends string>(
  fields: Fields<Name | TermName>,
  { contract, currency, fee }: Standing,
): ContractTerms {
  const refundFee = fields.choice('refundFee', ['returned', 'kept']);
  const accepts = fields.read('wallets', paymentInsts.join(','), asList(asInst));
  if (contract === 'global' && accepts?.includes('ALIPAYHK')) {
    throw invalid('wallets', 'ALIPAYCN under the contract global');
  }
  return definedOnly({
    status: fields.choice('status', ['active', 'suspended']),
    services: fields.read('services', 'all, or names of services with commas', asServices),
    fee: readFee(fields, currency, fee),
    refundReturnsFee: refundFee === undefined ? undefined : refundFee === 'returned',
    accepts,
    refundPeriodDays: fields.read('refundPeriod', 'a number of days, 1 to 3650', asRefundDays),
    limits: definedLimits({
      payment: fields.limit('paymentLimit', currency),
      day: fields.limit('dayLimit', currency),
      month: fields.limit('monthLimit', currency),
    }),
    timestampExpires: fields.onOff('requestExpiry'),
    pausesSyncRefunds: fields.onOff('refundPause'),
    restrictsCancel: fields.onOff('cancelRestriction'),
    notifyUrl: fields.read('notifyUrl', addressExpected, asNotifyUrl),
    settlement: definedOnly({
      afterDays: fields.read('settlesAfter', 'a number of working days, 1 to 60', asWorkingDays),
      minimum: fields.amount('settlementMinimum', currency),
      calendars: fields.read('calendars', 'hk, cn, both with a comma, or none', asCalendars),
    }),
  });
}

/** The limits that are named; `none` lifts one. */
const definedLimits = (
  given: Readonly<Record<'payment' | 'day' | 'month', Money | 'none' | undefined>>,
): NonNullable<ContractTerms['limits']> =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([, limit]) => limit !== undefined)
      .map(([name, limit]) => [name, limit === 'none' ? undefined : limit]),
  );

function readFee(
  fields: Fields<TermName>,
  currency: Currency,
  known: FeeTerms | undefined,
): FeeTerms | undefined {
  const rate = fields.read('feeRate', 'a rate below 1 such as "0.006"', asFeeRate);
  const amount = fields.amount('feeFixed', currency);
  const minimum = fields.amount('feeMinimum', currency);
  if (amount) {
    if (rate) throw invalid('feeFixed', 'left out when there is a rate: a fee is one or the other');
    if (minimum) throw invalid('feeMinimum', 'left out when the fee is fixed');
    return { by: 'payment', amount };
  }
  const byRate = known?.by === 'rate' ? known : undefined;
  const share = rate ?? (minimum && byRate?.rate);
  if (!share && minimum) throw invalid('feeMinimum', 'given together with feeRate');
  return (
    share && { by: 'rate', rate: share, minimum: minimum ?? byRate?.minimum ?? zero(currency) }
  );
}

function asFeeRate(text: string): Rate | undefined {
  const rate = parseRate(text);
  return rate && rate.numerator < 10n ** BigInt(rate.scale) ? rate : undefined;
}

const asWorkingDays = (text: string): number | undefined =>
  /^([1-9]|[1-5][0-9]|60)$/.test(text) ? Number(text) : undefined;

const asRefundDays = (text: string): number | undefined =>
  /^[1-9][0-9]{0,3}$/.test(text) && Number(text) <= 3_650 ? Number(text) : undefined;

const addressExpected = 'an http or https address of at most 200 characters, or none';

const asNotifyUrl = (text: string): string | undefined =>
  text === 'none' || (text.length <= 200 && isWebAddress(text)) ? text : undefined;

const asService = (text: string): ServiceName | undefined =>
  isServiceName(text) ? text : undefined;

const asServices = (text: string): readonly string[] | 'all' | undefined =>
  text === 'all' ? text : asList(asService)(text);

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
