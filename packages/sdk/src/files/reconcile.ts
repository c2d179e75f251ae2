import { businessDate, type Currency, equalMoney, instant, parseAmount } from '@sampan/primitives';
import type { Charset } from '@sampan/protocol';
import type { StoredRefund } from '../refund/refunds.ts';
import type { Sale } from '../sale/sale.ts';
import type { Store } from '../store/store.ts';
import { type MoneyFileRow, readMoneyFile } from './read-file.ts';

/**
 * A difference between the store ("here") and the file ("there"):
 * - `missing-here`: a row whose sale or refund the store does not have, as of another till.
 * - `missing-there`: done on the day of the file, by the store, and not in it.
 * - `amount`, `currency`, `trade`: the same one, with another value.
 * - `status`: one side has it paid or refunded, the other does not.
 * - `open`: the store does not know its outcome yet; `settleOpen` finds it out.
 */
export interface FileBreak {
  readonly kind:
    | 'missing-here'
    | 'missing-there'
    | 'amount'
    | 'currency'
    | 'trade'
    | 'status'
    | 'open';
  /** The id of the sale, or of the refund. */
  readonly id: string;
  /** In the file, counted from 1. */
  readonly line?: number;
  readonly here?: string;
  readonly there?: string;
}

export interface Reconciled {
  /** The business day of the file, GMT+8. */
  readonly day: string;
  readonly rows: number;
  readonly breaks: readonly FileBreak[];
}

export interface ReconcileOptions {
  readonly store: Store;
  /** The partner's id. */
  readonly partner: string;
  /** A transaction file. */
  readonly file: AsyncIterable<Uint8Array>;
  readonly charset?: Charset;
}

/**
 * Compares the sales and refunds of a store with the transaction file of a day, both ways. Throws a
 * `MoneyFileError` when the file cannot be read or is incomplete. A refund within a second of
 * midnight may be in the file of the other day.
 * ```ts
 * const { breaks } = await reconcile({ store, partner: partner.id, file: createReadStream(path) });
 * ```
 */
export async function reconcile(options: ReconcileOptions): Promise<Reconciled> {
  const { store, partner, file, charset = 'UTF-8' } = options;
  const breaks: FileBreak[] = [];
  const seen = new Set<string>();
  /** Sales that are undone here; the file must undo them too. */
  const undoneHere = new Map<string, MoneyFileRow>();
  const undoneThere = new Set<string>();

  const read = async <Kept>(kind: string, id: string): Promise<Kept | undefined> => {
    const text = await store.read(`${kind}/${partner}/${id}`);
    return text === undefined ? undefined : JSON.parse(text);
  };

  async function take(row: MoneyFileRow): Promise<void> {
    const id = row.partnerTransactionId;
    seen.add(`${row.kind} ${id}`);
    if (row.kind === 'refund' && !id.endsWith(undoSuffix)) {
      const refund = await read<StoredRefund>('refund', id);
      breaks.push(...(refund ? refundBreaks(row, refund) : [missingHere(row)]));
      return;
    }
    const saleId = row.kind === 'refund' ? id.slice(0, -undoSuffix.length) : id;
    const sale = await read<Sale>('sale', saleId);
    if (!sale) breaks.push(missingHere(row));
    else if (row.kind === 'payment') {
      breaks.push(...paymentBreaks(row, sale));
      if (sale.state.is === 'not-paid') undoneHere.set(saleId, row);
    } else {
      undoneThere.add(saleId);
      if (sale.state.is === 'paid') breaks.push(broken('status', row, 'paid', row.kind));
    }
  }

  const rows = readMoneyFile(file, { charset });
  for (;;) {
    const { done, value } = await rows.next();
    if (!done) {
      await take(value);
      continue;
    }
    const day = value.header?.day;
    if (day === undefined) throw new TypeError('reconcile: give a transaction file');
    for (const [id, row] of undoneHere) {
      const sale = await read<Sale>('sale', id);
      // Refunded after its day: the refund is in a later file.
      const isLater = sale?.state.is === 'not-paid' && sale.state.why === 'refunded';
      if (!undoneThere.has(id) && !isLater) breaks.push(broken('status', row, 'not paid', 'paid'));
    }
    for await (const missing of missingThere(store, partner, day, seen)) breaks.push(missing);
    return { day, rows: value.rows, breaks };
  }
}

const undoSuffix = '.undo';

function paymentBreaks(row: MoneyFileRow, sale: Sale): readonly FileBreak[] {
  const found: FileBreak[] = [];
  if (sale.currency !== row.currency) {
    found.push(broken('currency', row, sale.currency, row.currency));
  } else if (!isSameAmount(sale, row)) {
    found.push(broken('amount', row, sale.amount, row.amount));
  }
  if (sale.tradeId !== undefined && sale.tradeId !== row.transactionId) {
    found.push(broken('trade', row, sale.tradeId, row.transactionId));
  }
  const { is } = sale.state;
  if (is !== 'paid' && is !== 'not-paid') found.push(broken('open', row, is, 'paid'));
  return found;
}

function refundBreaks(row: MoneyFileRow, { terms, ended }: StoredRefund): readonly FileBreak[] {
  if (!ended) return [broken('open', row, 'unknown', 'refunded')];
  if (ended.outcome === 'notRefunded') return [broken('status', row, 'not refunded', 'refunded')];
  if (terms.currency !== row.currency) {
    return [broken('currency', row, terms.currency, row.currency)];
  }
  return isSameAmount(terms, row) ? [] : [broken('amount', row, terms.amount, row.amount)];
}

/** `10`, `10.0` and `10.00` are equal. */
function isSameAmount(
  { amount, currency }: { readonly amount: string; readonly currency: Currency },
  row: MoneyFileRow,
): boolean {
  const [here, there] = [parseAmount(amount, currency), parseAmount(row.amount, currency)];
  return here !== undefined && there !== undefined && equalMoney(here, there);
}

/** What was done on that day here, and is not in the file. */
async function* missingThere(
  store: Store,
  partner: string,
  day: string,
  seen: ReadonlySet<string>,
): AsyncGenerator<FileBreak> {
  for await (const [, text] of store.entries(`sale/${partner}/`)) {
    const { id, amount, paidAt, state }: Sale = JSON.parse(text);
    const isDue = state.is === 'paid' && paidAt?.startsWith(day.replaceAll('-', ''));
    if (isDue && !seen.has(`payment ${id}`)) yield { kind: 'missing-there', id, here: amount };
  }
  for await (const [, text] of store.entries(`refund/${partner}/`)) {
    const { terms, ended, trail }: StoredRefund = JSON.parse(text);
    const at = Date.parse(trail.at(-1)?.at ?? '');
    const isDue = ended?.outcome === 'refunded' && businessDate(instant(at)) === day;
    const { refundId: id, amount } = terms;
    if (isDue && !seen.has(`refund ${id}`)) yield { kind: 'missing-there', id, here: amount };
  }
}

const missingHere = ({
  partnerTransactionId: id,
  line,
  amount,
  kind,
}: MoneyFileRow): FileBreak => ({
  kind: 'missing-here',
  id,
  line,
  there: `${kind} ${amount}`,
});

const broken = (
  kind: FileBreak['kind'],
  { partnerTransactionId: id, line }: MoneyFileRow,
  here: string,
  there: string,
): FileBreak => ({ kind, id, line, here, there });
