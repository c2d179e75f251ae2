/** Refunds and cancels as the portal gives them: a command of acquiring under an id made before. */
import type { ReturnedView } from '@sampan/api';
import {
  type Clock,
  exceeds,
  formatAmount,
  type Instant,
  type Money,
  type TradeId,
} from '@sampan/primitives';
import {
  type Acquiring,
  type CancelRefusal,
  isPaid,
  isRefundPaused,
  type RefundRefusal,
  refundable,
  type Trade,
  whyNoCancel,
  whyNoRefund,
} from '#acquiring';
import type { Partner } from '#partner';
import { conflict, type Problem } from '../problem.ts';

export interface ReturnWorld {
  readonly acquiring: Pick<Acquiring, 'refund' | 'cancel'>;
  readonly clock: Clock;
}

/** What goes back, to be carried out once under its id. */
export type MoneyReturn =
  | { readonly kind: 'refund'; readonly amount: Money; readonly why: string; readonly id: TradeId }
  | { readonly kind: 'cancel'; readonly id: TradeId };

/** The partner's id of a refund that its portal has made: no till makes such a one. */
const portalRefundId = (id: TradeId): string => `portal-${id}`;

/**
 * Gives money back. Carrying it out again under the same id gives nothing back twice.
 *
 * ```ts
 * await returnMoney(world, partner, trade, { kind: 'refund', amount, why, id });
 * ```
 */
export const returnMoney = (
  world: ReturnWorld,
  partner: Partner,
  trade: Trade,
  given: MoneyReturn,
): Promise<ReturnedView> =>
  given.kind === 'refund' ? refund(world, partner, trade, given) : cancel(world, trade);

/** Why it could not be given back now, before a second person is asked. */
export function whyNotReturned(
  kind: MoneyReturn['kind'],
  partner: Partner,
  trade: Trade,
  amount: Money,
  now: Instant,
): Problem | undefined {
  if (kind === 'cancel') {
    const refusal = whyNoCancel(trade, partner, now);
    return refusal && cancelProblem(refusal);
  }
  if (partner.status === 'suspended') return refundProblem('partner-suspended', trade);
  const refusal = whyNoRefund(trade, now);
  if (refusal) return refundProblem(refusal, trade);
  const isTooMuch = isPaid(trade) && exceeds(amount, refundable(trade));
  return isTooMuch ? refundProblem('amount-exceeds-rest', trade) : undefined;
}

async function refund(
  { acquiring, clock }: ReturnWorld,
  partner: Partner,
  trade: Trade,
  { amount, why, id }: Extract<MoneyReturn, { kind: 'refund' }>,
): Promise<ReturnedView> {
  const partnerRefundId = portalRefundId(id);
  const request = {
    ...{ partnerId: partner.id, partnerTransId: trade.partnerTransId, tradeId: trade.id },
    ...{ partnerRefundId, amount, reason: why, notify: undefined },
  };
  // While refunds pause for the night they are accepted, and carried out by the first run after it.
  const mode = isRefundPaused(partner, clock.now()) ? 'async' : 'sync';
  let told = await acquiring.refund({ ...request, mode });
  if (told.outcome === 'refused' && told.refusal === 'refunds-paused') {
    told = await acquiring.refund({ ...request, mode: 'async' });
  }
  if (told.outcome === 'refused') throw refundProblem(told.refusal, trade);
  const result = told.outcome === 'refunded' ? 'done' : 'accepted';
  return { result, partnerRefundId, amount: formatAmount(amount) };
}

async function cancel({ acquiring }: ReturnWorld, trade: Trade): Promise<ReturnedView> {
  const { partnerId, partnerTransId, id: tradeId } = trade;
  const told = await acquiring.cancel({ partnerId, partnerTransId, tradeId, service: 'cancel' });
  if (told.outcome === 'cancelled') {
    const returned = told.action === 'refund' ? { amount: formatAmount(trade.amount) } : {};
    return { result: 'done', ...returned };
  }
  throw cancelProblem(told.refusal);
}

function cancelProblem(refusal: CancelRefusal): Problem {
  switch (refusal) {
    case 'trade-has-refunds':
      return notCancellable('Money of this trade went back already; refund what is left');
    case 'trade-finished':
      return notCancellable('This trade is finished');
    case 'cancel-time-over':
      return notCancellable('A trade is cancelled on its own day; refund it instead');
    case 'funds-not-enough':
      return fundsNotEnough();
    case 'trade-unknown':
      return notCancellable('There is no such trade any more');
  }
}

const notCancellable = (message: string): Problem => conflict('trade-not-cancellable', message);

const fundsNotEnough = (): Problem =>
  conflict('funds-not-enough', 'Your takings do not suffice for this; try again after more sales');

function refundProblem(refusal: RefundRefusal, trade: Trade): Problem {
  switch (refusal) {
    case 'partner-suspended':
      return conflict('partner-suspended', 'Your account is suspended; ask the operator');
    case 'trade-closed':
      return trade.payment
        ? conflict('refund-too-large', 'All of this trade went back already', 'amount')
        : notPaid();
    case 'trade-not-paid':
    case 'trade-unknown':
      return notPaid();
    case 'trade-finished':
      return conflict('refund-period-over', 'The time for refunds of this trade is over');
    case 'currency-differs':
    case 'amount-exceeds-rest':
      return conflict('refund-too-large', 'The amount is more than what is left', 'amount');
    case 'funds-not-enough':
      return fundsNotEnough();
    case 'refund-id-equals-trade-id':
    case 'refund-id-reused-with-other-terms':
    case 'refunds-paused':
      throw new Error(`a refund of the portal is refused: ${refusal}`);
  }
}

const notPaid = (): Problem => conflict('trade-not-paid', 'This trade was not paid');
