import type { Instant, PartnerId, TradeId } from '@sampan/primitives';
import type { MemberId } from './member.ts';

/** What a person of a partner's staff has changed; such rows are only ever added. */
export interface StaffLogEntry {
  readonly id: TradeId;
  readonly partnerId: PartnerId;
  /** Business time. */
  readonly at: Instant;
  /** Undefined for the system, and for an operator. */
  readonly memberId: MemberId | undefined;
  readonly who: string;
  /** A fixed word such as `refund.asked`. */
  readonly what: string;
  /** An id: of a trade, a code, a person. */
  readonly subject: string | undefined;
  /** In the words of the person. */
  readonly why: string | undefined;
  readonly detail: Readonly<Record<string, string>>;
}

/** Who does something that is logged. */
export interface Doer {
  readonly partnerId: PartnerId;
  readonly memberId?: MemberId | undefined;
  readonly who: string;
}

/** What is done, for the log. */
export interface Deed {
  readonly what: string;
  readonly subject?: string | undefined;
  readonly why?: string | undefined;
  readonly detail?: Readonly<Record<string, string>>;
}
