import type { Currency, Instant, PartnerId, PaymentInst, Rate, Secret } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';

/** Who integrates with us (PID), with the terms of the contract. */
export interface Partner {
  readonly id: PartnerId;
  readonly name: string;
  readonly contract: Contract;
  /** The currency in which the partner is settled. */
  readonly currency: Currency;
  readonly status: 'active' | 'suspended';
  readonly md5Key: Secret<string>;
  /** The partner's own RSA public key, PEM, when one is configured. */
  readonly publicKey: string | undefined;
  /** The kinds of wallet that may pay here. */
  readonly accepts: readonly PaymentInst[];
  /** The services that the contract names; undefined means all. */
  readonly services: readonly string[] | undefined;
  /** The share of each payment that the operator keeps. */
  readonly feeRate: Rate;
  readonly refundReturnsFee: boolean;
  readonly refundPeriodDays: number;
  /** Whether a request older than 30 minutes is refused. */
  readonly timestampExpires: boolean;
  readonly createdAt: Instant;
}

/** The part of a partner's unsettled receipts that one lane keeps. */
export interface Funds {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  readonly lane: number;
  /** May be negative in one lane; the sum over all lanes is not. */
  readonly balance: bigint;
}
