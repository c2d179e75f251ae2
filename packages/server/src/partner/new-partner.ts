import {
  type Currency,
  type Instant,
  type PartnerId,
  type PaymentInst,
  type Random,
  rate,
  zero,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { FeeTerms } from './fee.ts';
import type { Partner, ReceiptLimits, SettlementTerms } from './partner.ts';

/** The optional terms of a contract; an operator may change them later. */
export interface ContractTerms {
  readonly status?: Partner['status'];
  readonly accepts?: readonly PaymentInst[];
  /** `all` removes the restriction to named services. */
  readonly services?: readonly string[] | 'all';
  readonly fee?: FeeTerms;
  readonly refundReturnsFee?: boolean;
  readonly refundPeriodDays?: number;
  readonly settlement?: Partial<SettlementTerms>;
  readonly limits?: Partial<ReceiptLimits>;
  readonly timestampExpires?: boolean;
  readonly pausesSyncRefunds?: boolean;
  readonly restrictsCancel?: boolean;
  /** `none` returns to the address in each request. */
  readonly notifyUrl?: string;
}

/** An operator's data of a new partner; everything else has a default. */
export interface NewPartner extends ContractTerms {
  readonly contract: Contract;
  readonly id?: PartnerId;
  readonly name?: string;
  readonly currency?: Currency;
  readonly md5Key?: string;
  readonly publicKey?: string | undefined;
}

const refundPeriodDays = 360;

/**
 * A partner with the defaults of its contract: Hong Kong partners accept both wallets and settle in
 * HKD, standard ones accept the mainland wallet only. No fee; refunds return the fee; settled on
 * the next working day of both Hong Kong and the mainland, a standard partner on the mainland's.
 * `newPartnerKeys` makes its keys.
 */
export function newPartner(given: NewPartner, now: Instant, random: Random): Partner {
  const id = given.id ?? (`2088${random.digits(12)}` as PartnerId);
  const currency = given.currency ?? 'HKD';
  const { contract } = given;
  const byDefault: Partner = {
    id,
    name: given.name ?? `Partner ${id}`,
    contract,
    currency,
    status: 'active',
    accepts: contract === 'hk' ? ['ALIPAYHK', 'ALIPAYCN'] : ['ALIPAYCN'],
    services: undefined,
    fee: { by: 'rate', rate: rate('0'), minimum: zero(currency) },
    refundReturnsFee: true,
    refundPeriodDays,
    settlement: {
      afterDays: 1,
      calendars: contract === 'hk' ? ['hk', 'cn'] : ['cn'],
      minimum: zero(currency),
    },
    limits: { payment: undefined, day: undefined, month: undefined },
    timestampExpires: false,
    pausesSyncRefunds: false,
    restrictsCancel: false,
    notifyUrl: undefined,
    createdAt: now,
    changedAt: undefined,
  };
  return withTerms(byDefault, given);
}

/** The partner with changed terms; terms not in the change stay. */
export function withTerms(partner: Partner, terms: ContractTerms): Partner {
  const { services = partner.services, notifyUrl = partner.notifyUrl } = terms;
  return {
    ...partner,
    status: terms.status ?? partner.status,
    accepts: terms.accepts ?? partner.accepts,
    services: services === 'all' ? undefined : services,
    fee: terms.fee ?? partner.fee,
    refundReturnsFee: terms.refundReturnsFee ?? partner.refundReturnsFee,
    refundPeriodDays: terms.refundPeriodDays ?? partner.refundPeriodDays,
    settlement: { ...partner.settlement, ...terms.settlement },
    limits: { ...partner.limits, ...terms.limits },
    timestampExpires: terms.timestampExpires ?? partner.timestampExpires,
    pausesSyncRefunds: terms.pausesSyncRefunds ?? partner.pausesSyncRefunds,
    restrictsCancel: terms.restrictsCancel ?? partner.restrictsCancel,
    notifyUrl: notifyUrl === 'none' ? undefined : notifyUrl,
  };
}
