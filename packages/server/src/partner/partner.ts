import type { Currency, Instant, Money, PartnerId, PaymentInst } from '@sampan/primitives';
import type { Contract } from '@sampan/protocol';
import type { FeeTerms } from './fee.ts';

/** A partner (PID) with the terms of its contract. Its keys are `PartnerKeys`. */
export interface Partner {
  readonly id: PartnerId;
  readonly name: string;
  readonly contract: Contract;
  /** Settlement currency. */
  readonly currency: Currency;
  readonly status: 'active' | 'suspended';
  /** The accepted kinds of wallet. */
  readonly accepts: readonly PaymentInst[];
  /** The services of the contract; undefined means all. */
  readonly services: readonly string[] | undefined;
  /** The operator's fee per payment. */
  readonly fee: FeeTerms;
  readonly refundReturnsFee: boolean;
  readonly refundPeriodDays: number;
  readonly settlement: SettlementTerms;
  readonly limits: ReceiptLimits;
  /** Whether a request older than 30 minutes is refused. */
  readonly timestampExpires: boolean;
  /** Whether synchronous refunds are refused from 00:00 to 01:30 GMT+8 (05 §3). */
  readonly pausesSyncRefunds: boolean;
  /** Whether an unpaid order can be cancelled only on its trade day (06 §4). */
  readonly restrictsCancel: boolean;
  /** Notification address that overrides those in requests (17). */
  readonly notifyUrl: string | undefined;
  readonly createdAt: Instant;
  /** When an operator last changed the terms. */
  readonly changedAt: Instant | undefined;
}

/** Maximum receipts, in the settlement currency; undefined: no limit. */
export interface ReceiptLimits {
  readonly payment: Money | undefined;
  readonly day: Money | undefined;
  readonly month: Money | undefined;
}

/** When and from which amount a partner is paid out (15 §5). */
export interface SettlementTerms {
  /** N of T+N: working days between business day and settlement; at least 1. */
  readonly afterDays: number;
  /** The holiday calendars that apply; none means that only weekends are free. */
  readonly calendars: readonly CalendarName[];
  /** A smaller amount is not paid out but waits for a later day. */
  readonly minimum: Money;
}

/** Hong Kong's general holidays, and the public holidays of the mainland. */
export type CalendarName = 'hk' | 'cn';

/** One lane's part of a partner's unsettled receipts. */
export interface Funds {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  readonly lane: number;
  /** May be negative in one lane; the sum over all lanes is not. */
  readonly balance: bigint;
}
