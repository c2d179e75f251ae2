/**
 * What the books must say: one shop with a fee of 0.6 %, its orders, and what is in each wallet, in
 * cents. As simple as can be, and made without a look at the real thing. A shop abroad sells at a
 * rate; its orders are in its own cents, the wallets in the buyers'.
 */
import assert from 'node:assert/strict';
import { businessDate, instant, minutes } from '@sampan/primitives';

export class Model {
  readonly balances: number[];
  readonly orders = new Map<string, ModelOrder>();
  readonly refunds = new Map<string, ModelRefund>();
  funds = 0;
  readonly #limits: readonly (number | undefined)[];
  readonly #rate: ModelRate;

  constructor(
    balances: readonly number[],
    limits: readonly (number | undefined)[],
    rate: ModelRate = { times: 1, by: 1 },
  ) {
    this.balances = [...balances];
    this.#limits = limits;
    this.#rate = rate;
  }

  pay(order: string, buyer: number, cents: number, now: number): string {
    const known = this.orders.get(order);
    if (known?.state === 'tombstone') return 'trade-closed';
    if (known) {
      const state = stateAt(known, now);
      if (state === 'closed') return 'trade-closed';
      if (known.buyer !== buyer) return 'buyer-differs';
      if (known.cents !== cents) return 'terms-differ';
      return state === 'waiting' ? 'unknown' : 'paid';
    }
    const charge = this.#charge(cents);
    if (this.#balance(buyer) < charge) return 'balance-not-enough';
    const limit = this.#limits[buyer];
    const waits = limit !== undefined && charge > limit;
    const made = { state: 'waiting', buyer, cents, madeAt: now, paidAt: 0, refunded: 0 } as const;
    const trade: ModelOrder = { ...made, reserved: 0, feeReturned: 0, action: undefined };
    this.orders.set(order, trade);
    return waits ? 'unknown' : this.#take(trade, now);
  }

  confirm(order: string, now: number): string {
    const known = this.orders.get(order);
    if (!known || known.state === 'tombstone') return 'none';
    const state = stateAt(known, now);
    if (state === 'closed') return 'trade-closed';
    if (state === 'paid') return 'paid';
    if (this.#balance(known.buyer) < this.#charge(known.cents)) return 'balance-not-enough';
    return this.#take(known, now);
  }

  cancel(order: string, now: number): string {
    const known = this.orders.get(order);
    if (!known) this.orders.set(order, { ...tombstone });
    if (!known || known.state === 'tombstone') return 'no action';
    if (known.refunded + known.reserved > 0) return 'trade-has-refunds';
    const state = stateAt(known, now);
    if (state === 'closed') return known.action ?? 'close';
    if (state === 'waiting') return this.#close(known, 'close');
    if (day(known.paidAt) !== day(now)) return 'cancel-time-over';
    const fee = feeOf(known.cents);
    if (this.funds < known.cents - fee) return 'funds-not-enough';
    this.#giveBack(known, { cents: known.cents, fee, charge: this.#charge(known.cents) });
    return this.#close(known, 'refund');
  }

  refund(id: string, order: string, cents: number, sync: boolean, now: number): string {
    const trade = this.orders.get(order);
    const known = this.refunds.get(id);
    if (known) {
      if (known.order !== order || known.cents !== cents)
        return 'refund-id-reused-with-other-terms';
      if (known.done || !sync) return known.done ? 'refunded' : 'accepted';
    } else {
      if (!trade || trade.state === 'tombstone') return 'trade-unknown';
      const state = stateAt(trade, now);
      if (state !== 'paid') return state === 'closed' ? 'trade-closed' : 'trade-not-paid';
      if (trade.refunded + trade.reserved + cents > trade.cents) return 'amount-exceeds-rest';
    }
    assert.ok(trade);
    // Fixed when the refund is first asked for; what only waits counts as given back.
    const before = trade.refunded + trade.reserved;
    const charge = known?.charge ?? this.#charge(before + cents) - this.#charge(before);
    if (!sync) {
      trade.reserved += cents;
      this.refunds.set(id, { order, cents, charge, done: false });
      return 'accepted';
    }
    const total = trade.refunded + cents;
    const fee = (total === trade.cents ? feeOf(trade.cents) : feeOf(total)) - trade.feeReturned;
    if (this.funds < cents - fee) return 'funds-not-enough';
    this.#giveBack(trade, { cents, fee, charge });
    trade.refunded = total;
    trade.feeReturned += fee;
    if (known) trade.reserved -= cents;
    if (total === trade.cents) trade.state = 'closed';
    this.refunds.set(id, { order, cents, charge, done: true });
    return 'refunded';
  }

  #balance(buyer: number): number {
    return this.balances[buyer] ?? 0;
  }

  #take(trade: ModelOrder, now: number): string {
    Object.assign(trade, { state: 'paid', paidAt: now });
    this.balances[trade.buyer] = this.#balance(trade.buyer) - this.#charge(trade.cents);
    this.funds += trade.cents - feeOf(trade.cents);
    return 'paid';
  }

  #giveBack({ buyer }: ModelOrder, back: { cents: number; fee: number; charge: number }): void {
    this.balances[buyer] = this.#balance(buyer) + back.charge;
    this.funds -= back.cents - back.fee;
  }

  #charge(cents: number): number {
    const { times, by } = this.#rate;
    return Math.floor((2 * cents * times + by) / (2 * by));
  }

  #close(trade: ModelOrder, action: 'close' | 'refund'): string {
    Object.assign(trade, { state: 'closed', action });
    return action;
  }
}

/** The buyers' cents for one of the shop's: `times / by`. */
export interface ModelRate {
  readonly times: number;
  readonly by: number;
}

interface ModelOrder {
  state: 'tombstone' | 'waiting' | 'paid' | 'closed';
  buyer: number;
  cents: number;
  madeAt: number;
  paidAt: number;
  refunded: number;
  reserved: number;
  feeReturned: number;
  action: 'close' | 'refund' | undefined;
}

interface ModelRefund {
  readonly order: string;
  readonly cents: number;
  /** What the buyer gets, in the buyer's cents. */
  readonly charge: number;
  readonly done: boolean;
}

const nothing = { buyer: -1, cents: 0, madeAt: 0, paidAt: 0, refunded: 0, reserved: 0 };
const tombstone = { ...nothing, state: 'tombstone', feeReturned: 0, action: undefined } as const;
const feeOf = (cents: number): number => Math.floor((2 * cents * 6 + 1000) / 2000);
const day = (at: number) => businessDate(instant(at));
const stateAt = (order: ModelOrder, now: number) =>
  order.state === 'waiting' && now >= order.madeAt + minutes(3) ? 'closed' : order.state;
