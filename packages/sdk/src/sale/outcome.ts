import type { NotPaidReason, Sale, TrailEntry } from './sale.ts';

/**
 * What a program may do next:
 * - `retry`: begin a new sale; nothing was taken.
 * - `refund`: give the money back.
 * - `resolve`: call `settleOpen` later; nothing may be handed over, nothing taken again.
 * - `call-support`: the settings or the contract are wrong, or cancelling does not succeed.
 */
export type NextStep = 'retry' | 'refund' | 'resolve' | 'call-support';

interface Known {
  readonly id: string;
  readonly amount: string;
  readonly currency: string;
  /** The gateway's id of the trade, once it is known. */
  readonly tradeId?: string;
  /** The kind of wallet: `ALIPAYHK`, `ALIPAYCN`. */
  readonly wallet?: string;
  /** The trade status that was last seen. */
  readonly status?: string;
  /** When it was paid, `yyyyMMddHHmmss`, GMT+8. */
  readonly paidAt?: string;
  /** Every call of the sale, in order. */
  readonly attempts: readonly TrailEntry[];
  readonly next: readonly NextStep[];
}

/**
 * How a sale ended. There is no boolean: what is not paid may be unknown, and goods may be handed
 * over, or money taken again, only when it is known.
 */
export type SaleOutcome =
  | ({ readonly outcome: 'paid' } & Known)
  | ({
      readonly outcome: 'notPaid';
      readonly why: NotPaidReason;
      /** The code of a refusal, and its meaning. */
      readonly code?: string;
      readonly means?: string;
    } & Known)
  | ({
      readonly outcome: 'unknown';
      /** What the SDK tries to find out or to do. */
      readonly state: 'opening' | 'waiting' | 'cancelling' | 'refunding';
    } & Known);

/** After so many cancels and refunds a person should look at it. */
export const alarmAfter = 5;

export function outcomeOf(sale: Sale): SaleOutcome {
  const {
    id,
    amount,
    currency,
    otherTerms,
    tradeId,
    wallet,
    status,
    paidAt,
    state,
    trail,
    undone,
  } = sale;
  const known = {
    id,
    amount,
    currency,
    ...(tradeId !== undefined && { tradeId }),
    ...(wallet !== undefined && { wallet }),
    ...(status !== undefined && { status }),
    ...(paidAt !== undefined && { paidAt }),
    attempts: trail,
  };
  switch (state.is) {
    case 'paid':
      return { outcome: 'paid', ...known, next: ['refund'] };
    case 'not-paid': {
      const { is: _, ...why } = state;
      return { outcome: 'notPaid', ...why, ...known, next: ['retry'] };
    }
    default: {
      const isStuck = undone >= alarmAfter || otherTerms !== undefined;
      const next: readonly NextStep[] = isStuck ? ['resolve', 'call-support'] : ['resolve'];
      return { outcome: 'unknown', state: state.is, ...known, next };
    }
  }
}
