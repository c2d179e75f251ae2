import type { Currency } from '@sampan/primitives';

/**
 * A sale: money that is to be taken once, from a code that was scanned (`collect`) or for an order
 * code that is shown (`charge`). Its record is stored, so that a crash loses nothing.
 *
 * ```
 * opening ──► waiting ──► paid
 *    │           ├──────► not-paid
 *    │           ▼
 *    └──────► cancelling ──► not-paid
 *                ▼
 *             refunding ──► not-paid
 * ```
 */
export interface Sale {
  readonly kind: 'collect' | 'charge';
  /** The merchant's id of the sale, unique for the partner. */
  readonly id: string;
  readonly amount: string;
  /** In which the merchant is paid. */
  readonly currency: Currency;
  /** Of the amount, when the price is in another currency. */
  readonly priceCurrency?: Currency;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly deadlineAt: number;
  readonly state: SaleState;
  /** The gateway's id of the trade. */
  readonly tradeId?: string;
  /** The kind of wallet, `payment_inst`. */
  readonly wallet?: string;
  /** The trade status that a query or notification last said. */
  readonly status?: string;
  /** `yyyyMMddHHmmss`, GMT+8, as the gateway says. */
  readonly paidAt?: string;
  /** The terms of the gateway's order of this id, when they are others: an id was used twice. */
  readonly otherTerms?: string;
  /** The cancels and refunds that were sent. */
  readonly undone: number;
  readonly trail: readonly TrailEntry[];
}

export type SaleState =
  /** The intention is stored; the request may have been sent. */
  | { readonly is: 'opening' }
  /** The gateway may have an order; its state is asked for. */
  | { readonly is: 'waiting' }
  /** The sale must not be paid any more. `refusedBy`: the code of a cancel's refusal. */
  | { readonly is: 'cancelling'; readonly why: CancelReason; readonly refusedBy?: string }
  /** Too late to cancel: the money is refunded. */
  | { readonly is: 'refunding'; readonly why: CancelReason }
  | { readonly is: 'paid' }
  | {
      readonly is: 'not-paid';
      readonly why: NotPaidReason;
      readonly code?: string;
      readonly means?: string;
    };

/** What two sales of one id must have in common. */
export type Terms = Pick<Sale, 'kind' | 'amount' | 'currency'>;

export type CancelReason = 'deadline' | 'aborted' | 'no-order-code';

/**
 * - `refused`: by the gateway, or by the SDK before it was sent; `code` says why.
 * - `not-sent`: no connection; no byte was sent.
 * - `closed`: the gateway closed the order, as when the buyer did not pay in time.
 * - `cancelled`: the SDK cancelled it, after the deadline or the caller's signal.
 * - `refunded`: it was paid, could not be cancelled any more, and was refunded.
 */
export type NotPaidReason = 'refused' | 'not-sent' | 'closed' | 'cancelled' | 'refunded';

export type SaleCall = 'open' | 'query' | 'cancel' | 'refund';

/** A call of the sale and what came of it. */
export interface TrailEntry {
  readonly call: SaleCall;
  /** ISO 8601. */
  readonly at: string;
  readonly result: string;
}

export const isFinal = ({ state }: Sale): boolean => state.is === 'paid' || state.is === 'not-paid';

/** Whether it is being cancelled or refunded. */
export const isUndoing = ({ state }: Sale): boolean =>
  state.is === 'cancelling' || state.is === 'refunding';

/** The id of the refund that undoes a sale which can no longer be cancelled. */
export const undoId = ({ id }: Pick<Sale, 'id'>): string => `${id}.undo`;

/** An order id has at most 64 characters, and so has the id of its refund. */
export const saleIdMax = 64 - '.undo'.length;
