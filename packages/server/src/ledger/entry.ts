import { assert, type Instant, type Money, type TradeId } from '@sampan/primitives';
import type { Account } from './account.ts';

/** Moves an amount, always positive, from the debit account to the credit account. */
export interface Transfer {
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Money;
}

export type EntryKind = 'top-up' | 'payment' | 'refund' | 'cancel';

/** All that one cause books. Balanced by its shape; never changed, only reversed. */
export interface Entry {
  readonly id: TradeId;
  readonly kind: EntryKind;
  /** What caused it: a trade's id, or a wallet's. */
  readonly cause: string;
  readonly bookedAt: Instant;
  readonly transfers: readonly Transfer[];
}

/** The entries that a batch adds. */
export class Journal {
  readonly #entries: Entry[] = [];

  /** Books an entry; transfers of nothing, such as a fee of zero, are left out. */
  book(entry: Entry): void {
    const transfers = entry.transfers.filter(({ amount }) => amount.minor !== 0n);
    assert(transfers.length > 0, `entry ${entry.id} moves nothing`);
    for (const { debit, credit, amount } of transfers) {
      assert(amount.minor > 0n, `entry ${entry.id} moves a negative amount`);
      assert(debit !== credit, `entry ${entry.id} moves nothing between ${debit} and itself`);
    }
    this.#entries.push({ ...entry, transfers });
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }
}
