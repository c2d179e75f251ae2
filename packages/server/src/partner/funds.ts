import {
  assert,
  type Currency,
  isNegative,
  isPositive,
  isZero,
  type Money,
  money,
  type PartnerId,
} from '@sampan/primitives';
import type { Funds } from './partner.ts';

/**
 * The unsettled receipts of the partners of a batch. Each lane adds to its own part, so that a
 * large partner is not a hot row; a command that takes from them has locked all parts and sees the
 * sum.
 */
export class FundsBook {
  readonly #lane: number;
  readonly #whole: ReadonlySet<PartnerId>;
  /** The loaded sum over the loaded parts. */
  readonly #loaded = new Map<string, bigint>();
  readonly #changes = new Map<string, Funds>();

  /** `whole` lists the partners whose parts are all loaded and locked. */
  constructor(lane: number, loaded: Iterable<Funds>, whole: ReadonlySet<PartnerId>) {
    this.#lane = lane;
    this.#whole = whole;
    for (const { partnerId, currency, balance } of loaded) {
      const key = fundsKey(partnerId, currency);
      this.#loaded.set(key, (this.#loaded.get(key) ?? 0n) + balance);
    }
  }

  /**
   * Whether all parts of the partner's funds are loaded and locked, as needed for taking from them.
   */
  isWhole(partnerId: PartnerId): boolean {
    return this.#whole.has(partnerId);
  }

  /** Adds to what the partner is owed; a negative change takes from it. */
  change(partnerId: PartnerId, by: Money): void {
    if (isZero(by)) return;
    const { currency } = by;
    assert(isPositive(by) || this.#whole.has(partnerId), 'taking needs all parts of the funds');
    const key = fundsKey(partnerId, currency);
    const balance = (this.#changes.get(key)?.balance ?? 0n) + by.minor;
    this.#changes.set(key, { partnerId, currency, lane: this.#lane, balance });
    if (isPositive(by)) return;
    assert(!isNegative(this.available(partnerId, currency)), 'funds are never negative');
  }

  /** What the partner is owed and has not been paid out, over all lanes. */
  available(partnerId: PartnerId, currency: Currency): Money {
    assert(this.#whole.has(partnerId), 'the sum needs all parts of the funds');
    const key = fundsKey(partnerId, currency);
    const changed = this.#changes.get(key)?.balance ?? 0n;
    return money(currency, (this.#loaded.get(key) ?? 0n) + changed);
  }

  /**
   * The additions to this lane's parts, sorted by key. Differences, not balances, so that
   * concurrent additions are never overwritten.
   */
  changed(): readonly Funds[] {
    return [...this.#changes]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([, funds]) => funds)
      .filter(({ balance }) => balance !== 0n);
  }
}

const fundsKey = (partnerId: PartnerId, currency: Currency): string => `${partnerId}/${currency}`;
