import {
  assert,
  type BusinessDate,
  businessDate,
  type Currency,
  exceeds,
  type IdSource,
  type Instant,
  instant,
  isNegative,
  isPositive,
  type Money,
  money,
  type PartnerId,
  required,
  subtract,
  zero,
} from '@sampan/primitives';
import type { RowSet } from '#database';
import { bankAccount, type Journal, payableAccount } from '#ledger';
import type { FundsBook, Partner } from '#partner';
import { type Batch, type PartnerDay, plannedSettlement } from './batch.ts';

/**
 * Settles what a partner is owed: all unsettled business days up to the cut-off become one batch,
 * and their net moves from the partner's receipts to the bank. The key is partner, currency and
 * settlement day, so a batch is fixed once, however often this runs.
 */
export interface Settle {
  readonly partnerId: PartnerId;
  readonly currency: Currency;
  /** A working day of the partner, today or missed. */
  readonly settledOn: BusinessDate;
  /** The newest business day due on it. */
  readonly cutOff: BusinessDate;
}

/** Why days wait for a later batch, in order of precedence. */
export type SettleRefusal =
  | 'partner-suspended'
  /** Refunds exceed payments; the difference is carried forward. */
  | 'net-negative'
  | 'net-below-minimum'
  /** Refunds after the cut-off have reduced these receipts. */
  | 'funds-not-enough';

export type SettleOutcome =
  | { readonly outcome: 'settled'; readonly batch: Batch }
  /** An earlier run fixed this batch. */
  | { readonly outcome: 'settled-before'; readonly batch: Batch }
  | { readonly outcome: 'nothing-due' }
  | { readonly outcome: 'refused'; readonly refusal: SettleRefusal };

/** The loaded and locked rows of the batches. */
export interface SettlementBook {
  /** Taken after the locks were acquired. */
  readonly now: Instant;
  readonly ids: IdSource;
  readonly partners: ReadonlyMap<PartnerId, Partner>;
  readonly funds: FundsBook;
  readonly batches: RowSet<Batch>;
  readonly days: RowSet<PartnerDay>;
  readonly journal: Journal;
}

type BatchKey = Pick<Batch, 'partnerId' | 'currency' | 'settledOn'>;

export const batchKey = ({ partnerId, currency, settledOn }: BatchKey): string =>
  `${partnerId}/${currency}/${settledOn}`;

export const partnerDayKey = ({ partnerId, currency, day }: PartnerDay): string =>
  `${partnerId}/${currency}/${day}`;

export function decideSettle(book: SettlementBook, request: Settle): SettleOutcome {
  const { partnerId, currency, settledOn } = request;
  assert(settledOn <= businessDate(book.now), `${settledOn} is still to come`);
  const known = book.batches.find(batchKey(request));
  if (known) return { outcome: 'settled-before', batch: known };
  const due = [...book.days.values()].filter(
    (day) =>
      day.partnerId === partnerId &&
      day.currency === currency &&
      day.day <= request.cutOff &&
      day.batchId === undefined,
  );
  if (due.length === 0) return { outcome: 'nothing-due' };
  const net = money(
    currency,
    due.reduce((sum, day) => sum + day.net, 0n),
  );
  const refusal = refusalToSettle(book, partnerId, net);
  if (refusal) {
    postpone(book, request, due);
    return { outcome: 'refused', refusal };
  }
  // From here on the settlement succeeds.
  return { outcome: 'settled', batch: settle(book, request, due, net) };
}

function refusalToSettle(
  book: SettlementBook,
  partnerId: PartnerId,
  net: Money,
): SettleRefusal | undefined {
  const partner = required(book.partners.get(partnerId), 'the partner that is settled');
  const { minimum } = partner.settlement;
  if (partner.status === 'suspended') return 'partner-suspended';
  if (isNegative(net)) return 'net-negative';
  if (net.currency === minimum.currency && exceeds(minimum, net)) return 'net-below-minimum';
  const available = book.funds.available(partnerId, net.currency);
  return exceeds(net, available) ? 'funds-not-enough' : undefined;
}

/** A manual run before the planned time failed; the planned run still tries. */
function postpone(book: SettlementBook, { settledOn }: Settle, due: readonly PartnerDay[]): void {
  if (book.now < plannedSettlement(settledOn)) return;
  for (const day of due) {
    if (day.triedOn !== settledOn) book.days.replace({ ...day, triedOn: settledOn });
  }
}

function settle(
  book: SettlementBook,
  { partnerId, currency, settledOn }: Settle,
  due: readonly PartnerDay[],
  net: Money,
): Batch {
  const { now, ids, journal, funds } = book;
  const id = ids.next(now);
  const entryId = isPositive(net) ? ids.next(now) : undefined;
  const batch: Batch = {
    partnerId,
    currency,
    settledOn,
    id,
    settledAt: instant(Math.min(now, plannedSettlement(settledOn))),
    items: due.reduce((sum, { items }) => sum + items, 0n),
    net,
    entryId,
  };
  book.batches.insert(batch);
  for (const day of due) book.days.replace({ ...day, batchId: id });
  if (entryId === undefined) return batch;
  funds.change(partnerId, subtract(zero(currency), net));
  journal.book({
    id: entryId,
    kind: 'settlement',
    cause: id,
    bookedAt: now,
    transfers: [
      { debit: payableAccount(partnerId, currency), credit: bankAccount(currency), amount: net },
    ],
  });
  return batch;
}
