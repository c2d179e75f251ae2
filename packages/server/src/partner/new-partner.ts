import {
  type Currency,
  type Instant,
  type PartnerId,
  type PaymentInst,
  type Random,
  rate,
  secret,
  zero,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { FeeTerms } from './fee.ts';
import type { Partner, SettlementTerms } from './partner.ts';

/** What an operator says of a new partner; everything else has a default. */
export interface NewPartner {
  readonly contract: Contract;
  readonly id?: PartnerId;
  readonly name?: string;
  readonly currency?: Currency;
  readonly md5Key?: string;
  readonly publicKey?: string;
  readonly accepts?: readonly PaymentInst[];
  readonly fee?: FeeTerms;
  readonly refundReturnsFee?: boolean;
  readonly settlement?: Partial<SettlementTerms>;
}

const refundPeriodDays = 360;

/**
 * A partner with the defaults of its contract: Hong Kong partners take both wallets and are settled
 * in HKD, standard ones take the mainland wallet only. No fee, refunds return the fee; settled on the
 * next day that both Hong Kong and the mainland work on, a standard partner by the mainland alone.
 */
export function newPartner(given: NewPartner, now: Instant, random: Random): Partner {
  const id = given.id ?? (`2088${random.digits(12)}` as PartnerId);
  const currency = given.currency ?? 'HKD';
  return {
    id,
    name: given.name ?? `Partner ${id}`,
    contract: given.contract,
    currency,
    status: 'active',
    md5Key: secret(given.md5Key ?? random.letters(32)),
    publicKey: given.publicKey,
    accepts: given.accepts ?? (given.contract === 'hk' ? ['ALIPAYHK', 'ALIPAYCN'] : ['ALIPAYCN']),
    services: undefined,
    fee: given.fee ?? { by: 'rate', rate: rate('0'), minimum: zero(currency) },
    refundReturnsFee: given.refundReturnsFee ?? true,
    refundPeriodDays,
    settlement: {
      afterDays: 1,
      calendars: given.contract === 'hk' ? ['hk', 'cn'] : ['cn'],
      minimum: zero(currency),
      ...given.settlement,
    },
    timestampExpires: false,
    createdAt: now,
  };
}
