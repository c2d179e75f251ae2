/** What became of a trade, as one of the six states of money. */
import type { PortalTradeView } from '@sampan/api';
import type { PortalWords } from './words/en.ts';

export interface TradeState {
  readonly state: 'paid' | 'waiting' | 'refused' | 'closed' | 'refund';
  readonly words: keyof PortalWords & `trade.state.${string}`;
  /** No money moved, or all of it went back on the same day. */
  readonly isStruck: boolean;
}

type Known = Pick<PortalTradeView, 'status' | 'refunded' | 'closedBy' | 'paidAt'>;

export function stateOf({ status, refunded, closedBy, paidAt }: Known): TradeState {
  if (status === 'waiting')
    return { state: 'waiting', words: 'trade.state.waiting', isStruck: false };
  if (status === 'closed') {
    if (closedBy === 'refund')
      return { state: 'refund', words: 'trade.state.refunded', isStruck: false };
    if (closedBy === 'buyer')
      return { state: 'refused', words: 'trade.state.buyer', isStruck: true };
    const isCancel = closedBy === 'cancel';
    if (isCancel && paidAt !== undefined)
      return { state: 'refund', words: 'trade.state.cancelledPaid', isStruck: true };
    return {
      state: 'closed',
      words: isCancel ? 'trade.state.cancelled' : 'trade.state.closed',
      isStruck: true,
    };
  }
  return isSomething(refunded)
    ? { state: 'refund', words: 'trade.state.part', isStruck: false }
    : { state: 'paid', words: 'trade.state.paid', isStruck: false };
}

/** Whether an amount is there and is not zero. */
export const isSomething = (amount: string | undefined): amount is string =>
  amount !== undefined && /[1-9]/.test(amount);
