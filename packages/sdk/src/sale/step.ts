import type { Finding } from './finding.ts';
import type { CancelReason, NotPaidReason, Sale, SaleCall, SaleState } from './sale.ts';

/** What happened to a sale. `now` is in milliseconds since 1970. */
export type SaleEvent = { readonly now: number } & (
  | { readonly type: 'started' }
  | { readonly type: 'answered'; readonly call: SaleCall; readonly finding: Finding }
  /** A notification says that the order is paid or closed; the gateway is asked. */
  | { readonly type: 'notified' }
  /** A wait is over. */
  | { readonly type: 'waited' }
  /** The caller does not want the money any more. */
  | { readonly type: 'aborted' }
  /** After a crash, or by a sweeper: what was in flight may or may not have happened. */
  | { readonly type: 'resumed' }
);

/** What is to be done next. A changed state is stored first. */
export type SaleAction =
  | { readonly do: 'send'; readonly call: SaleCall; readonly withinMs: number }
  | { readonly do: 'wait'; readonly ms: number }
  /** The sale is paid or not paid. */
  | { readonly do: 'end' }
  /** The time is over; `settleOpen` goes on later. */
  | { readonly do: 'give-up' };

export interface SaleSettings {
  /** From the request to the first query. */
  readonly firstQueryMs: number;
  readonly queryEveryMs: number;
  readonly undoEveryMs: number;
  /** For cancelling and refunding, after the deadline. */
  readonly undoBudgetMs: number;
  /** The longest wait for one reply. */
  readonly replyMs: number;
}

/** The timers of the documents: 60 s for the buyer, the first query after 5 s (protocol 12 §2). */
export const usualSettings: SaleSettings = {
  firstQueryMs: 5_000,
  queryEveryMs: 3_000,
  undoEveryMs: 3_000,
  undoBudgetMs: 30_000,
  replyMs: 15_000,
};

export interface Stepped {
  readonly sale: Sale;
  readonly action: SaleAction;
}

/**
 * The state machine of a sale, pure: the same events give the same actions. The request that opens
 * a sale is sent once; from then on the SDK only asks, cancels and refunds, so a sale is charged at
 * most once. It is `not-paid` only when the gateway says so, or when no byte was ever sent.
 *
 * `undoUntil` is when the time for cancelling and refunding is over, also of an undo that begins now.
 */
export function step(
  sale: Sale,
  event: SaleEvent,
  settings: SaleSettings,
  undoUntil: number,
): Stepped {
  const at = { ...settings, now: event.now, undoUntil };
  if (event.type === 'answered' && event.finding.found === 'other-terms') {
    return disputed(sale, event.finding.terms);
  }
  switch (sale.state.is) {
    case 'opening':
      return opening(sale, event, at);
    case 'waiting':
      return waiting(sale, event, at);
    case 'cancelling':
    case 'refunding':
      return undoing(sale, event, at);
    case 'paid':
    case 'not-paid':
      return { sale, action: { do: 'end' } };
  }
}

/**
 * The order of this id is another sale's, because the id was used twice, or a store was lost. It is
 * not this sale's payment, and must not be cancelled: a person has to look.
 */
function disputed(sale: Sale, otherTerms: string): Stepped {
  const state: SaleState = sale.state.is === 'opening' ? { is: 'waiting' } : sale.state;
  return { sale: { ...sale, state, otherTerms }, action: { do: 'give-up' } };
}

interface At extends SaleSettings {
  readonly now: number;
  readonly undoUntil: number;
}

function opening(sale: Sale, event: SaleEvent, at: At): Stepped {
  switch (event.type) {
    case 'started':
      return { sale, action: { do: 'send', call: 'open', withinMs: timeLeft(sale, at) } };
    case 'answered':
      return opened(sale, event.finding, at);
    // The request may have been sent before the crash; it is never sent again.
    case 'notified':
    case 'resumed':
    case 'waited':
      return ask(inState(sale, { is: 'waiting' }), at);
    case 'aborted':
      return undo(sale, 'aborted', at);
  }
}

function opened(sale: Sale, finding: Finding, at: At): Stepped {
  const known = decided(sale, finding);
  if (known) return known;
  if (finding.found === 'not-sent') return notPaid(sale, 'not-sent');
  if (finding.found === 'refused' && finding.isFinal) {
    const { code, means } = finding;
    return notPaid(sale, 'refused', { code, means });
  }
  // Without its code the order cannot be paid; whether there is one is not known.
  if (sale.kind === 'charge' && finding.found === 'unknown') return undo(sale, 'no-order-code', at);
  const asked = inState(sale, { is: 'waiting' });
  return pauseOr(asked, at.firstQueryMs, at);
}

function waiting(sale: Sale, event: SaleEvent, at: At): Stepped {
  switch (event.type) {
    case 'answered':
      return decided(sale, event.finding) ?? pauseOr(sale, at.queryEveryMs, at);
    case 'aborted':
      return undo(sale, 'aborted', at);
    case 'waited':
      return at.now < sale.deadlineAt ? ask(sale, at) : undo(sale, 'deadline', at);
    // Notifications come in any order, and about orders that were refunded since (07 §6).
    case 'notified':
    // Asked once at least: the buyer may have paid while nothing ran here.
    case 'started':
    case 'resumed':
      return ask(sale, at);
  }
}

/** Waits, or cancels when the deadline has come. */
function pauseOr(sale: Sale, ms: number, at: At): Stepped {
  const left = sale.deadlineAt - at.now;
  if (left <= 0) return undo(sale, 'deadline', at);
  return { sale, action: { do: 'wait', ms: Math.min(ms, left) } };
}

function undoing(sale: Sale, event: SaleEvent, at: At): Stepped {
  switch (event.type) {
    case 'answered':
      return event.call === 'query'
        ? askedWhileUndoing(sale, event.finding, at)
        : undone(sale, event.finding, at);
    case 'waited':
    case 'started':
    case 'resumed':
      return sendUndo(sale, at);
    // A sale that is being undone stays so, whatever the buyer still does.
    case 'notified':
    case 'aborted':
      return pauseUndo(sale, at);
  }
}

/** The reply to a cancel or a refund, or to the payment that overtook the wish to stop. */
function undone(sale: Sale, finding: Finding, at: At): Stepped {
  if (finding.found === 'cancelled') return notPaid(sale, 'cancelled');
  if (finding.found === 'refunded') return notPaid(sale, 'refunded');
  if (finding.found !== 'refused' || !finding.isFinal) return pauseUndo(sale, at);
  // The trade is not what was thought: what is it?
  const { code } = finding;
  const { state } = sale;
  const asking = state.is === 'cancelling' ? inState(sale, { ...state, refusedBy: code }) : sale;
  const left = at.undoUntil - at.now;
  if (left <= 0) return { sale: asking, action: { do: 'give-up' } };
  return send(asking, 'query', Math.min(left, at.replyMs));
}

function askedWhileUndoing(sale: Sale, finding: Finding, at: At): Stepped {
  const { state } = sale;
  if (finding.found === 'closed') {
    return notPaid(sale, state.is === 'refunding' ? 'refunded' : 'closed');
  }
  // Paid, and the gateway does not cancel it any more, as after midnight: the money goes back.
  if (finding.found === 'paid' && state.is === 'cancelling' && state.refusedBy !== undefined) {
    return sendUndo(inState(sale, { is: 'refunding', why: state.why }), at);
  }
  return pauseUndo(sale, at);
}

function pauseUndo(sale: Sale, at: At): Stepped {
  const left = at.undoUntil - at.now;
  if (left <= 0) return { sale, action: { do: 'give-up' } };
  return { sale, action: { do: 'wait', ms: Math.min(at.undoEveryMs, left) } };
}

function sendUndo(sale: Sale, at: At): Stepped {
  const left = at.undoUntil - at.now;
  if (left <= 0) return { sale, action: { do: 'give-up' } };
  const call = sale.state.is === 'refunding' ? 'refund' : 'cancel';
  return send({ ...sale, undone: sale.undone + 1 }, call, Math.min(left, at.replyMs));
}

const undo = (sale: Sale, why: CancelReason, at: At): Stepped =>
  sendUndo(inState(sale, { is: 'cancelling', why }), at);

function ask(sale: Sale, at: At): Stepped {
  // After the deadline, as when resumed, one answer still has its time.
  const left = sale.deadlineAt - at.now;
  return send(sale, 'query', left > 0 ? Math.min(left, at.replyMs) : at.replyMs);
}

/** Paid and closed are final whenever they are seen before an undo began. */
function decided(sale: Sale, finding: Finding): Stepped | undefined {
  if (finding.found === 'paid')
    return { sale: inState(sale, { is: 'paid' }), action: { do: 'end' } };
  return finding.found === 'closed' ? notPaid(sale, 'closed') : undefined;
}

const notPaid = (
  sale: Sale,
  why: NotPaidReason,
  refusal: { readonly code?: string; readonly means?: string } = {},
): Stepped => ({
  sale: inState(sale, { is: 'not-paid', why, ...refusal }),
  action: { do: 'end' },
});

const send = (sale: Sale, call: SaleCall, withinMs: number): Stepped => ({
  sale,
  action: { do: 'send', call, withinMs },
});

const timeLeft = ({ deadlineAt }: Sale, { now, replyMs }: At): number =>
  Math.max(1, Math.min(deadlineAt - now, replyMs));

const inState = (sale: Sale, state: SaleState): Sale => ({ ...sale, state });
