/**
 * The book that a shop keeps for itself: what it has sold and given back, at what fee, by business
 * day. It knows the contract and what the gateway has answered, and nothing of the server's tables.
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

/** A payment, and what of it has been given back. In the settlement currency. */
export interface Sale {
  /** The shop's own id of the order. */
  readonly id: string;
  /** The platform's. */
  readonly transactionId: string;
  readonly amount: Money;
}

/** A line of the book. */
export interface BookRow {
  readonly day: BusinessDate;
  readonly kind: RowKind;
  /** Of a refund the shop's id of the refund, else of the order. */
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

  /** The contract: in which currency it settles, and its fee as a share of each payment. */
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

  /** Money given back; its fee is reckoned on all that was given back so far (15 §4). */
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

  /** A paid order is undone: all of it comes back, and the fee always (15 §4). */
  undo(day: BusinessDate, sale: Sale, kind: 'cancel' | 'reversal'): void {
    const { id, amount, transactionId } = sale;
    this.#returned.set(id, { amount, fee: this.#feeOf(amount) });
    this.#rows.push({ day, kind, id, amount, fee: this.#feeOf(amount), transactionId });
  }

  /** The business days of which the book says something, in order. */
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

/** CSV as `sampan reconcile --against` reads it. Ids have no comma and no quote (17 "Requests"). */
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

/** Sums over rows of one currency, as shops and files have them. */
export interface Totals {
  readonly rows: number;
  readonly payments: Money;
  /** Refunded, cancelled, reversed; a settlement file does not tell them apart (14 §4.2). */
  readonly returned: Money;
  /** What is kept of payments, less what came back. */
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

/** The sums as decimal text, for JSON. */
export const totalsView = ({ rows, payments, returned, fees, net }: Totals) => ({
  rows,
  currency: net.currency,
  payments: formatAmount(payments),
  returned: formatAmount(returned),
  fees: formatAmount(fees),
  net: formatAmount(net),
});
