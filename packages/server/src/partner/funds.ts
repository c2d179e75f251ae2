import { assert, type Currency, type PartnerId } from '@sampan/primitives';
import { RowSet } from '#database';
import type { Funds } from './partner.ts';

/**
 * The unsettled receipts of the partners of a batch. Each lane adds to a part of its own, so that
 * a big partner is no hot row; whoever takes from them has locked all parts and sees the sum.
 */
export class FundsBook {
  readonly #lane: number;
  readonly #rows: RowSet<Funds>;
  readonly #whole: ReadonlySet<PartnerId>;

  /** `whole` names the partners of which all parts are loaded and locked. */
  constructor(lane: number, loaded: Iterable<Funds>, whole: ReadonlySet<PartnerId>) {
    this.#lane = lane;
    this.#rows = new RowSet(fundsKey, loaded);
    this.#whole = whole;
  }

  /** Adds to what the partner is owed; a negative change takes from it. */
  change(partnerId: PartnerId, currency: Currency, by: bigint): void {
    if (by === 0n) return;
    assert(by > 0n || this.#whole.has(partnerId), 'taking needs all parts of the funds');
    const known = this.#rows.find(fundsKey({ partnerId, currency, lane: this.#lane }));
    if (known) this.#rows.replace({ ...known, balance: known.balance + by });
    else this.#rows.insert({ partnerId, currency, lane: this.#lane, balance: by });
    assert(by > 0n || this.available(partnerId, currency) >= 0n, 'funds are never negative');
  }

  /** What the partner is owed and has not been paid out, over all lanes. */
  available(partnerId: PartnerId, currency: Currency): bigint {
    assert(this.#whole.has(partnerId), 'the sum needs all parts of the funds');
    let sum = 0n;
    for (const funds of this.#rows.values()) {
      if (funds.partnerId === partnerId && funds.currency === currency) sum += funds.balance;
    }
    return sum;
  }

  /** The parts that are new and the parts that have changed. */
  changed(): readonly Funds[] {
    return [...this.#rows.inserted(), ...this.#rows.replaced()];
  }
}

const fundsKey = ({ partnerId, currency, lane }: Omit<Funds, 'balance'>): string =>
  `${partnerId}/${currency}/${lane}`;
