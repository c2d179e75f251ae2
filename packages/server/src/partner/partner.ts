import type { Currency, Instant, Money, PartnerId, PaymentInst } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { FeeTerms } from './fee.ts';

/** Who integrates with us (PID), with the terms of the contract. Its keys are `PartnerKeys`. */
export interface Partner {
  readonly id: PartnerId;
  readonly name: string;
  readonly contract: Contract;
  /** The currency in which the partner is settled. */
  readonly currency: Currency;
  readonly status: 'active' | 'suspended';
  /** The kinds of wallet that may pay here. */
  readonly accepts: readonly PaymentInst[];
  /** The services that the contract names; undefined means all. */
  readonly services: readonly string[] | undefined;
  /** What the operator keeps of each payment. */
  readonly fee: FeeTerms;
  readonly refundReturnsFee: boolean;
  readonly refundPeriodDays: number;
  readonly settlement: SettlementTerms;
  readonly limits: ReceiptLimits;
  /** Whether a request older than 30 minutes is refused. */
  readonly timestampExpires: boolean;
  /** Whether synchronous refunds are refused from 00:00 to 01:30 GMT+8 (05 §3). */
  readonly pausesSyncRefunds: boolean;
  /** Whether an unpaid order can be cancelled on its trade day only (06 §4). */
  readonly restrictsCancel: boolean;
  /** Where the partner is notified, whatever address its requests name (17). */
  readonly notifyUrl: string | undefined;
  readonly createdAt: Instant;
  /** When an operator last changed the terms. */
  readonly changedAt: Instant | undefined;
}

/** How much a partner may receive, in its settlement currency; undefined: no limit. */
export interface ReceiptLimits {
  readonly payment: Money | undefined;
  readonly day: Money | undefined;
  readonly month: Money | undefined;
}

/** When and how much a partner is paid out (15 §5). */
export interface SettlementTerms {
  /** N of T+N: working days from the business day to the day on which it is settled; at least 1. */
  readonly afterDays: number;
  /** Whose holidays are no working days; none means that only weekends are free. */
  readonly calendars: readonly CalendarName[];
  /** Less than this is not paid out, and waits for a later day. */
  readonly minimum: Money;
}

/** Hong Kong's general holidays, and the public holidays of the mainland. */
export type CalendarName = 'hk' | 'cn';

/** The part of a partner's unsettled receipts that one lane keeps. */
export interface Funds {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  readonly lane: number;
  /** May be negative in one lane; the sum over all lanes is not. */
  readonly balance: bigint;
}
