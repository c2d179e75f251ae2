import { businessDate, type Currency, equalMoney, instant, parseAmount } from '@sampan/primitives';
import type { Charset } from '@sampan/protocol';
import type { StoredRefund } from '../refund/refunds.ts';
import type { Sale } from '../sale/sale.ts';
import type { StoreReader } from '../store/store.ts';
import { type MoneyFileRow, readMoneyFile } from './read-file.ts';

/**
 * A difference between the store ("here") and the file ("there"):
 * - `missing-here`: a row whose sale or refund the store does not have, as of another till.
 * - `missing-there`: done on a day of the file, by the store, and not in it.
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
  readonly from: MoneyFileRow['from'];
  /**
   * The business days of the file, GMT+8: the one that a transaction file names, and those of the
   * payments and refunds in a settlement file. On these days nothing may be missing in the file.
   */
  readonly days: readonly string[];
  readonly rows: number;
  readonly breaks: readonly FileBreak[];
}

export interface ReconcileOptions {
  readonly store: StoreReader;
  /** The partner's id. */
  readonly partner: string;
  /** A transaction or settlement file. */
  readonly file: AsyncIterable<Uint8Array>;
  readonly charset?: Charset;
}

/**
 * Compares the sales and refunds of a store with a transaction or settlement file, both ways.
 * Of the file it keeps the ids. Throws a `MoneyFileError` when the file cannot be read or is
 * incomplete. A refund within a second of midnight may be in the file of the other day.
 * ```ts
 * const { breaks } = await reconcile({ store, partner: partner.id, file: createReadStream(path) });
 * ```
 */
export async function reconcile(options: ReconcileOptions): Promise<Reconciled> {
  const { store, partner, file, charset = 'UTF-8' } = options;
  const seen = new SeenRows();
  const breaks: FileBreak[] = [];
  const rows = readMoneyFile(file, { charset });
  for (;;) {
    const { done, value } = await rows.next();
    if (!done) {
      breaks.push(...(await rowBreaks(value, seen, stored(store, partner))));
      continue;
    }
    const day = value.header?.day;
    const days = day === undefined ? [...seen.days].sort() : [day];
    for await (const late of lateBreaks(seen, store, partner, days)) breaks.push(late);
    return { from: value.kind, days, rows: value.rows, breaks };
  }
}

/** What is kept of the rows until the last one was read. */
class SeenRows {
  readonly ids = new Set<string>();
  readonly days = new Set<string>();
  /** Payments of sales that are undone here: the file must undo them too. */
  readonly undoneHere = new Map<string, MoneyFileRow>();
  readonly undoneThere = new Set<string>();
  /** Cancels of a settlement file, which names only the gateway's id of the trade. */
  readonly settledCancels = new Map<string, MoneyFileRow>();
}

interface Stored {
  sale(id: string): Promise<Sale | undefined>;
  refund(id: string): Promise<StoredRefund | undefined>;
}

function stored(store: StoreReader, partner: string): Stored {
  const read = async <Kept>(kind: string, id: string): Promise<Kept | undefined> => {
    const text = await store.read(`${kind}/${partner}/${id}`);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return { sale: (id) => read('sale', id), refund: (id) => read('refund', id) };
}

async function rowBreaks(
  row: MoneyFileRow,
  seen: SeenRows,
  here: Stored,
): Promise<readonly FileBreak[]> {
  const { kind, partnerTransactionId: id } = row;
  seen.ids.add(`${kind} ${id}`);
  seen.days.add(businessDate(instant(Date.parse(row.at))));
  if (kind === 'cancel' && row.from === 'settlement') {
    seen.settledCancels.set(row.transactionId, row);
    return [];
  }
  if (kind === 'refund' && !id.endsWith(undoSuffix)) {
    const refund = await here.refund(id);
    if (refund) return refundBreaks(row, refund);
    // A settlement file calls a reversal a refund; its id is the order's.
    if (row.from === 'transaction') return [missingHere(row)];
  }
  const saleId =
    kind === 'refund' && id.endsWith(undoSuffix) ? id.slice(0, -undoSuffix.length) : id;
  const sale = await here.sale(saleId);
  if (!sale) return [missingHere(row)];
  if (kind === 'payment') {
    if (sale.state.is === 'not-paid') seen.undoneHere.set(saleId, row);
    return paymentBreaks(row, sale);
  }
  seen.undoneThere.add(saleId);
  return sale.state.is === 'paid' ? [broken('status', row, 'paid', kind)] : [];
}

/** What can be said only after the last row. */
async function* lateBreaks(
  seen: SeenRows,
  store: StoreReader,
  partner: string,
  days: readonly string[],
): AsyncGenerator<FileBreak> {
  const here = stored(store, partner);
  for (const [id, row] of seen.undoneHere) {
    const isCancelled = seen.settledCancels.delete(row.transactionId);
    const sale = await here.sale(id);
    // Refunded after its day: the refund is in a later file.
    const isLater = sale?.state.is === 'not-paid' && sale.state.why === 'refunded';
    if (!isCancelled && !seen.undoneThere.has(id) && !isLater) {
      yield broken('status', row, 'not paid', 'paid');
    }
  }
  for await (const [, text] of store.entries(`sale/${partner}/`)) {
    const { id, amount, paidAt, state, tradeId = '' }: Sale = JSON.parse(text);
    const isDue = state.is === 'paid' && days.some((day) => paidAt?.startsWith(digitsOf(day)));
    if (isDue && !seen.ids.has(`payment ${id}`)) yield { kind: 'missing-there', id, here: amount };
    const cancel = seen.settledCancels.get(tradeId);
    if (!cancel) continue;
    seen.settledCancels.delete(tradeId);
    if (state.is === 'paid') yield { ...broken('status', cancel, 'paid', 'cancel'), id };
  }
  for (const [, row] of seen.settledCancels) yield missingHere(row);
  for await (const [, text] of store.entries(`refund/${partner}/`)) {
    const { terms, ended, trail }: StoredRefund = JSON.parse(text);
    const at = Date.parse(trail.at(-1)?.at ?? '');
    const isDue = ended?.outcome === 'refunded' && days.includes(businessDate(instant(at)));
    const { refundId: id, amount } = terms;
    if (isDue && !seen.ids.has(`refund ${id}`)) yield { kind: 'missing-there', id, here: amount };
  }
}

const digitsOf = (day: string): string => day.replaceAll('-', '');

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
