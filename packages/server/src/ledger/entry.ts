import {
  addDays,
  assert,
  businessDate,
  type Instant,
  isPositive,
  isZero,
  type Money,
  type TradeId,
} from '@sampan/primitives';
import type { Account } from './account.ts';

/** Moves a positive amount from the debit account to the credit account. */
export interface Transfer {
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Money;
}

export type EntryKind = 'top-up' | 'withdrawal' | 'payment' | 'refund' | 'cancel' | 'settlement';

/** All bookings of one cause. Always balanced; never changed, only reversed. */
export interface Entry {
  readonly id: TradeId;
  readonly kind: EntryKind;
  /** The cause: a trade's id or a wallet's. */
  readonly cause: string;
  readonly bookedAt: Instant;
  readonly transfers: readonly Transfer[];
}

/** The entries added by a batch. */
export class Journal {
  readonly #entries: Entry[] = [];

  /**
   * Books an entry; transfers of zero, such as a zero fee, are left out. A refund may move nothing
   * at all: a hundredth of a price can be less than the smallest coin of the paid currency.
   */
  book(entry: Entry): void {
    const transfers = entry.transfers.filter(({ amount }) => !isZero(amount));
    assert(transfers.length > 0 || entry.kind === 'refund', `entry ${entry.id} moves nothing`);
    // The id of a top-up or withdrawal was made earlier by its caller; closing a day relies on the ids of
    // the other entries.
    const isWithBank = entry.kind === 'top-up' || entry.kind === 'withdrawal';
    assert(isWithBank || isOfItsDay(entry), `entry ${entry.id} is of another day`);
    for (const { debit, credit, amount } of transfers) {
      assert(isPositive(amount), `entry ${entry.id} moves a negative amount`);
      assert(debit !== credit, `entry ${entry.id} moves nothing between ${debit} and itself`);
    }
    this.#entries.push({ ...entry, transfers });
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }
}

/**
 * An id may be made shortly before or after the instant is taken, so the next day's id is accepted
 * too.
 */
function isOfItsDay({ id, bookedAt }: Entry): boolean {
  const day = businessDate(bookedAt);
  return (
    id.startsWith(day.replaceAll('-', '')) || id.startsWith(addDays(day, 1).replaceAll('-', ''))
  );
}
