/**
 * The shop's own book: sales, refunds and fees by business day. It is derived from the contract and
 * the gateway's answers only, not from the server's tables.
 */
import {
  add,
  type BusinessDate,
  type Currency,
  equalMoney,
  formatAmount,
  type Money,
  portion,
  type Rate,
  subtract,
  zero,
} from '@sampan/primitives';
import { type RowKind, transactionTypes } from '@sampan/protocol';

/** A payment and its refunded amount, in the settlement currency. */
export interface Sale {
  /** The shop's own order id. */
  readonly id: string;
  /** The platform's trade id. */
  readonly transactionId: string;
  readonly amount: Money;
}

/** A row of the book. */
export interface BookRow {
  readonly day: BusinessDate;
  readonly kind: RowKind;
  /** The shop's refund id for a refund, otherwise its order id. */
  readonly id: string;
  readonly amount: Money;
  readonly fee: Money;
  readonly transactionId: string;
}

interface Returned {
  readonly amount: Money;
  readonly fee: Money;
}

export class OwnBook {
  readonly currency: Currency;
  readonly #feeRate: Rate;
  readonly #rows: BookRow[] = [];
  readonly #returned = new Map<string, Returned>();

  /** The contract: settlement currency, and the fee as a share of each payment. */
  constructor(currency: Currency, feeRate: Rate) {
    this.currency = currency;
    this.#feeRate = feeRate;
  }

  get rows(): readonly BookRow[] {
    return this.#rows;
  }

  pay(day: BusinessDate, sale: Sale): void {
    const { id, amount, transactionId } = sale;
    const fee = this.#feeOf(amount);
    this.#rows.push({ day, kind: 'payment', id, amount, fee, transactionId });
  }

  /** Books a refund; its fee is computed cumulatively over all refunds so far (15 §4). */
  refund(day: BusinessDate, sale: Sale, { id, amount }: { id: string; amount: Money }): void {
    const before = this.#returnedOf(sale);
    const returned = add(before.amount, amount);
    const share = equalMoney(returned, sale.amount)
      ? this.#feeOf(sale.amount)
      : this.#feeOf(returned);
    const fee = subtract(share, before.fee);
    this.#returned.set(sale.id, { amount: returned, fee: share });
    this.#rows.push({ day, kind: 'refund', id, amount, fee, transactionId: sale.transactionId });
  }

  /** Books a cancelled payment: the whole amount and the fee are returned (15 §4). */
  undo(day: BusinessDate, sale: Sale, kind: 'cancel' | 'reversal'): void {
    const { id, amount, transactionId } = sale;
    this.#returned.set(id, { amount, fee: this.#feeOf(amount) });
    this.#rows.push({ day, kind, id, amount, fee: this.#feeOf(amount), transactionId });
  }

  /** The business days with rows, in order. */
  get days(): readonly BusinessDate[] {
    return [...new Set(this.#rows.map(({ day }) => day))].sort();
  }

  rowsOf(day: BusinessDate): readonly BookRow[] {
    return this.#rows.filter((row) => row.day === day);
  }

  #feeOf(amount: Money): Money {
    return portion(amount, this.#feeRate, 'half-up');
  }

  #returnedOf({ id }: Sale): Returned {
    const none = zero(this.currency);
    return this.#returned.get(id) ?? { amount: none, fee: none };
  }
}

/**
 * CSV as `sampan reconcile --against` reads it. Ids contain no comma and no quote (17 "Requests").
 */
export function bookText(rows: readonly BookRow[]): string {
  const lines = rows.map(({ id, amount, kind, fee, transactionId }) =>
    [
      id,
      formatAmount(amount),
      transactionTypes[kind],
      amount.currency,
      formatAmount(fee),
      transactionId,
    ].join(','),
  );
  return `${[header, ...lines].join('\n')}\n`;
}

const header = 'partner_transaction_id,amount,type,currency,fee,transaction_id';

/** Totals of rows of one currency, as in shops' books and files. */
export interface Totals {
  readonly rows: number;
  readonly payments: Money;
  /** Refunded, cancelled, reversed; a settlement file does not distinguish them (14 §4.2). */
  readonly returned: Money;
  /** Fees of payments, less the returned fees. */
  readonly fees: Money;
  /** What the shop is owed. */
  readonly net: Money;
}

export function totalsOf(
  rows: readonly Pick<BookRow, 'kind' | 'amount' | 'fee'>[],
  currency: Currency,
): Totals {
  const none = zero(currency);
  const sums = { payments: none, returned: none, fees: none, net: none };
  for (const { kind, amount, fee } of rows) {
    const net = subtract(amount, fee);
    if (kind === 'payment') {
      sums.payments = add(sums.payments, amount);
      sums.fees = add(sums.fees, fee);
      sums.net = add(sums.net, net);
    } else {
      sums.returned = add(sums.returned, amount);
      sums.fees = subtract(sums.fees, fee);
      sums.net = subtract(sums.net, net);
    }
  }
  return { rows: rows.length, ...sums };
}

/** The totals as decimal text, for JSON. */
export const totalsView = ({ rows, payments, returned, fees, net }: Totals) => ({
  rows,
  currency: net.currency,
  payments: formatAmount(payments),
  returned: formatAmount(returned),
  fees: formatAmount(fees),
  net: formatAmount(net),
});
