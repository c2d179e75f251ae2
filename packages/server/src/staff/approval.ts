import {
  add,
  type Currency,
  exceeds,
  type Instant,
  type Money,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import type { MemberId } from './member.ts';

/** What one person wants to give back and another must approve. */
export interface Approval {
  readonly id: TradeId;
  readonly partnerId: PartnerId;
  readonly kind: 'refund' | 'cancel';
  readonly tradeId: TradeId;
  /** Made when it was asked for: it is carried out under this id, so at most once. */
  readonly commandId: TradeId;
  readonly amount: Money;
  readonly why: string;
  readonly askedBy: MemberId;
  readonly askedName: string;
  readonly askedAt: Instant;
  readonly endsAt: Instant;
  readonly state: 'waits' | 'approved' | 'declined' | 'taken-back' | 'failed';
  readonly answeredName: string | undefined;
  readonly answeredAt: Instant | undefined;
  readonly answer: string | undefined;
  readonly failure: string | undefined;
}

/** The state at a time: what was not answered within 24 hours has ended. */
export const approvalStateAt = (
  { state, endsAt }: Pick<Approval, 'state' | 'endsAt'>,
  now: Instant,
): Approval['state'] | 'ended' => (state === 'waits' && endsAt <= now ? 'ended' : state);

/**
 * Whether money that goes back needs a second person: when all that has gone back of the trade is more than the
 * limit, so that parts of a refund add up. A trade in another currency than the limit always needs one.
 */
export function needsApproval(
  approveAbove: Money | undefined,
  { amount, returned }: { readonly amount: Money; readonly returned: Money },
): boolean {
  if (approveAbove === undefined) return false;
  const currency: Currency = approveAbove.currency;
  if (amount.currency !== currency) return true;
  return exceeds(add(returned, amount), approveAbove);
}
