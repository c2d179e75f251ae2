/**
 * Compares a partner's own book with one of our files.
 * Rows match when id and type agree. A settlement file has less information (14 §4.2): its R rows
 * are refunds, reversals or cancels, matched with any of these under that id in the own book, and a
 * cancelled order has our id. The partner's id of such an order is taken from the own book
 * (`transaction_id`) or from the order's own P row, anywhere in the file.
 * Unmatched rows on both sides with one id are one row with different types (`status`); unmatched
 * rows on one side are missing on the other. So every break is reported once.
 * The own book is held in memory, about 400 bytes per row; of the file only rows that are not in
 * the book.
 */
import type { FileEntry, RowKind } from '../files/index.ts';
import { type Break, inOrder, type Side, sideOf } from './breaks.ts';
import {
  type Hundredths,
  hundredthsOf,
  hundredthsText,
  signedHundredths,
  signedText,
} from './hundredths.ts';
import type { OwnRow } from './own-book.ts';

/** Takes the whole own book first, then the file, each in any order. */
export interface Comparison {
  own(row: OwnRow): void;
  file(entry: FileEntry): void;
  /** The breaks, in file order, then in the order of the own book. */
  end(): Outcome;
}

export interface Outcome {
  readonly breaks: readonly Break[];
  /** Number of rows in the own book. */
  readonly ownRows: number;
  /** Number of rows on both sides with one id and type, with or without a break. */
  readonly matched: number;
  /**
   * What each side comes to, refunds and what was undone less, as decimal text; and what the rows without
   * any break come to, with their number. `difference` is own book minus file, and the sum of `differenceOf` over
   * the breaks.
   */
  readonly sums: {
    readonly own: string;
    readonly file: string;
    readonly agreed: string;
    readonly agreedRows: number;
    readonly difference: string;
  };
}

/** A row of the own book, and whether the file has it. */
interface Held {
  readonly row: OwnRow;
  matched: boolean;
  /** Our trade id, from its P row in a settlement file. */
  settledAs: string | undefined;
}

const allKinds: readonly RowKind[] = ['payment', 'refund', 'cancel', 'reversal'];
const undoing: readonly RowKind[] = ['refund', 'reversal', 'cancel'];

export function comparison(): Comparison {
  const book: Readonly<Record<RowKind, Map<string, Held>>> = {
    payment: new Map(),
    refund: new Map(),
    cancel: new Map(),
    reversal: new Map(),
  };
  const breaks: Break[] = [];
  const fileOnly = new Map<string, FileEntry>();
  const cancelled: FileEntry[] = [];
  let ownRows = 0;
  let matched = 0;
  let agreedRows = 0;
  const sums = { own: 0n, file: 0n, agreed: 0n };

  /** The first unmatched row; if all are matched, the entry is a duplicate. */
  const settle = (rows: readonly Held[], entry: FileEntry, id: string): void => {
    const free = rows.find((row) => !row.matched);
    const key = `${entry.record.kind} ${id}`;
    if (free) {
      free.matched = true;
      matched += 1;
      const found = differences(free.row, entry);
      breaks.push(...found);
      if (found.length > 0) return;
      agreedRows += 1;
      sums.agreed += signedHundredths(free.row.kind, free.row.amount);
    } else if (rows.length > 0 || fileOnly.has(key)) {
      breaks.push(fileBreak('duplicate', entry, id));
    } else {
      fileOnly.set(key, entry);
    }
  };
  const under = (kinds: readonly RowKind[], id: string): readonly Held[] =>
    kinds.flatMap((kind) => book[kind].get(id) ?? []);

  /** Settled cancels have our id; their orders are known only after the whole file. */
  const settleCancelled = (): void => {
    const orders = ordersOf(cancelled, book, fileOnly.values());
    for (const entry of cancelled) {
      const { transactionId } = entry.record;
      const { partnerId, cancel } = orders.get(transactionId) ?? {};
      const id = partnerId ?? transactionId;
      const others = [id, transactionId].flatMap((each) => under(['cancel', 'reversal'], each));
      settle(cancel ? [cancel] : others, entry, id);
    }
  };

  return {
    own(row) {
      ownRows += 1;
      sums.own += signedHundredths(row.kind, row.amount);
      const rows = book[row.kind];
      if (rows.has(row.id)) breaks.push(ownBreak('duplicate', row));
      else rows.set(row.id, { row, matched: false, settledAs: undefined });
    },
    file(entry) {
      const { kind, partnerTransactionId: id, transactionId, amount } = entry.record;
      sums.file += signedHundredths(kind, hundredthsOf(amount));
      const isSettled = entry.from === 'settlement';
      if (isSettled && kind === 'cancel') {
        cancelled.push(entry);
        return;
      }
      if (isSettled && kind === 'payment') {
        const paid = book.payment.get(id);
        if (paid) paid.settledAs = keptId(transactionId, paid.row);
      }
      settle(under(isSettled && kind === 'refund' ? undoing : [kind], id), entry, id);
    },
    end() {
      settleCancelled();
      breaks.push(...leftOver(book, fileOnly));
      return { breaks: inOrder(breaks), ownRows, matched, sums: { ...shown(sums), agreedRows } };
    },
  };
}

interface CancelledOrder {
  /** The partner's order id. */
  readonly partnerId: string;
  /** The own book's cancel row, if it has our id. */
  readonly cancel: Held | undefined;
}

/**
 * The orders of settled cancels, by our id; without those that neither book nor file identifies.
 */
function ordersOf(
  cancelled: readonly FileEntry[],
  book: Readonly<Record<RowKind, ReadonlyMap<string, Held>>>,
  fileOnly: Iterable<FileEntry>,
): ReadonlyMap<string, CancelledOrder> {
  const orders = new Map<string, CancelledOrder>();
  if (cancelled.length === 0) return orders;
  const wanted = new Set(cancelled.map(({ record }) => record.transactionId));
  for (const { record } of fileOnly) {
    if (record.kind !== 'payment' || !wanted.has(record.transactionId)) continue;
    orders.set(record.transactionId, { partnerId: record.partnerTransactionId, cancel: undefined });
  }
  for (const kind of ['payment', 'reversal', 'cancel'] as const) {
    for (const held of book[kind].values()) {
      const transactionId = held.settledAs ?? held.row.transactionId;
      if (transactionId === undefined || !wanted.has(transactionId)) continue;
      const cancel = kind === 'payment' ? undefined : held;
      orders.set(transactionId, { partnerId: held.row.id, cancel });
    }
  }
  return orders;
}

/** A substring keeps its whole line in memory; the copy keeps only itself. */
const keptId = (transactionId: string, row: OwnRow): string =>
  row.transactionId === transactionId
    ? row.transactionId
    : decoder.decode(encoder.encode(transactionId));

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const shown = ({ own, file, agreed }: Readonly<Record<'own' | 'file' | 'agreed', Hundredths>>) => ({
  own: signedText(own),
  file: signedText(file),
  agreed: signedText(agreed),
  difference: signedText(own - file),
});

/** Rows on one side only, or on both sides with one id and different types. */
function leftOver(
  book: Readonly<Record<RowKind, ReadonlyMap<string, Held>>>,
  fileOnly: ReadonlyMap<string, FileEntry>,
): readonly Break[] {
  const entries = new Map<string, FileEntry[]>();
  for (const [key, entry] of fileOnly) {
    const id = key.slice(key.indexOf(' ') + 1);
    const same = entries.get(id);
    if (same) same.push(entry);
    else entries.set(id, [entry]);
  }
  const breaks: Break[] = [];
  for (const kind of allKinds) {
    for (const { row, matched } of book[kind].values()) {
      if (matched) continue;
      const other = entries.get(row.id)?.shift();
      breaks.push(other ? pairBreak('status', row, other) : ownBreak('missing-there', row));
    }
  }
  for (const [id, rest] of entries) {
    for (const entry of rest) breaks.push(fileBreak('missing-here', entry, id));
  }
  return breaks;
}

function differences(row: OwnRow, entry: FileEntry): readonly Break[] {
  const { amount, fee } = entry.record;
  if (row.currency !== undefined && row.currency !== amount.currency) {
    return [pairBreak('currency', row, entry)];
  }
  const breaks: Break[] = [];
  if (row.amount !== hundredthsOf(amount)) breaks.push(pairBreak('amount', row, entry));
  if (row.fee !== undefined && row.fee !== hundredthsOf(fee)) {
    breaks.push(pairBreak('fee', row, entry));
  }
  return breaks;
}

const hereOf = ({ line, kind, amount, currency, fee }: OwnRow): Side => ({
  line,
  kind,
  amount: hundredthsText(amount, currency),
  currency,
  fee: fee === undefined ? undefined : hundredthsText(fee, currency),
});

const thereOf = ({ line, record: { kind, amount, fee } }: FileEntry): Side =>
  sideOf(line, kind, amount, fee);

const pairBreak = (kind: Break['kind'], row: OwnRow, entry: FileEntry): Break => ({
  kind,
  id: row.id,
  transactionId: entry.record.transactionId,
  here: hereOf(row),
  there: thereOf(entry),
});

const ownBreak = (kind: 'missing-there' | 'duplicate', row: OwnRow): Break => ({
  kind,
  id: row.id,
  transactionId: row.transactionId,
  here: hereOf(row),
  there: undefined,
});

const fileBreak = (kind: 'missing-here' | 'duplicate', entry: FileEntry, id: string): Break => ({
  kind,
  id,
  transactionId: entry.record.transactionId,
  here: undefined,
  there: thereOf(entry),
});
