import {
  type Currency,
  type Instant,
  type PartnerId,
  type PaymentInst,
  type Random,
  type Rate,
  rate,
  secret,
} from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { Partner } from './partner.ts';

/** What an operator says of a new partner; everything else has a default. */
export interface NewPartner {
  readonly contract: Contract;
  readonly id?: PartnerId;
  readonly name?: string;
  readonly currency?: Currency;
  readonly md5Key?: string;
  readonly publicKey?: string;
  readonly accepts?: readonly PaymentInst[];
  readonly feeRate?: Rate;
}

const refundPeriodDays = 360;

/**
 * A partner with the defaults of its contract: Hong Kong partners take both wallets and are settled
 * in HKD, standard ones take the mainland wallet only. No fee, refunds return the fee.
 */
export function newPartner(given: NewPartner, now: Instant, random: Random): Partner {
  const id = given.id ?? (`2088${random.digits(12)}` as PartnerId);
  return {
    id,
    name: given.name ?? `Partner ${id}`,
    contract: given.contract,
    currency: given.currency ?? 'HKD',
    status: 'active',
    md5Key: secret(given.md5Key ?? random.letters(32)),
    publicKey: given.publicKey,
    accepts: given.accepts ?? (given.contract === 'hk' ? ['ALIPAYHK', 'ALIPAYCN'] : ['ALIPAYCN']),
    services: undefined,
    feeRate: given.feeRate ?? rate('0'),
    refundReturnsFee: true,
    refundPeriodDays,
    timestampExpires: false,
    createdAt: now,
  };
}
