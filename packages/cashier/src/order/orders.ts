/** Keeps baskets as orders, and finds them again. */
import { isZero } from '@sampan/primitives';
import type { Basket, OrderView } from '../api/index.ts';
import type { TillParts } from '../parts.ts';
import { isOpen } from '../payment/payment.ts';
import { known, Refusal, refuseUnless } from '../refusal.ts';
import { dayText } from '../times.ts';
import { newOrder } from './new-order.ts';
import type { OrderBook } from './order-book.ts';
import { stateOf } from './order-view.ts';
import { totalsOf } from './totals.ts';

export interface OrderPage {
  readonly day?: string | undefined;
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

export interface Orders {
  /** The same id is the same order; its basket may change until something is paid. */
  put(id: string, basket: Basket, cashierId: string): OrderView;
  get(id: string): OrderView;
  recent(): readonly OrderView[];
  list(page: OrderPage): { readonly items: readonly OrderView[]; readonly next: string | null };
  /** By the text of a receipt's code, or by the number of today. */
  find(text: string): OrderView;
  abandon(id: string): OrderView;
}

export function createOrders(parts: TillParts, book: OrderBook): Orders {
  const { records, database, time, settings, currency } = parts;

  function check(basket: Basket): void {
    const totals = totalsOf(basket, currency);
    if (!totals.ok) {
      const { problem } = totals;
      if (problem.code === 'invalid-field') {
        const { field, expected } = problem;
        throw new Refusal('invalid-field', `${field} must be ${expected}`, field);
      }
      throw new Refusal(problem.code, 'The discount is more than the order');
    }
    const known = new Set(settings.items.map(({ id }) => id));
    const strange = basket.lines.find(({ itemId }) => itemId !== undefined && !known.has(itemId));
    refuseUnless(!strange, 'item-unknown', `There is no item ${strange?.itemId}`);
  }

  /** By an order's number of the day, its id, a payment's id, or the end of the gateway's id. */
  function idsBy(text: string, day: string | undefined): readonly string[] {
    const number = /^\d{1,6}$/.test(text) ? text.padStart(4, '0') : text;
    const onDay = { day_number: `${day ?? dayText(time.now())} ${number}` };
    const found = [
      ...records.orders.find(onDay).map(({ id }) => id),
      ...(records.orders.get(text) ? [text] : []),
      ...[records.payments.get(text)?.orderId, records.refunds.get(text)?.orderId].flatMap(
        (id) => id ?? [],
      ),
      ...records.payments.find({ trade_id: text }).map(({ orderId }) => orderId),
    ];
    return [...new Set(found)];
  }

  return {
    put(id, basket, cashierId) {
      check(basket);
      database.transaction(() => {
        const before = book.read(id);
        if (before && JSON.stringify(before.order.basket) === JSON.stringify(basket)) return;
        if (before) {
          const state = stateOf(before, currency);
          refuseUnless(state !== 'abandoned', 'order-over', 'This order is over');
          refuseUnless(state === 'open', 'order-has-payment', 'This order has a payment already');
        }
        records.orders.put(
          before ? { ...before.order, basket } : newOrder(parts, { id, cashierId, ...basket }),
        );
      });
      return book.tell(id);
    },
    get: (id) => book.view(book.whole(id)),
    recent: () =>
      records.orders
        .newest({ has_payment: '1' }, { limit: 5 })
        .map(({ id }) => book.view(book.whole(id))),
    list({ day, text, after, limit = 100 }) {
      if (text !== undefined) {
        const items = idsBy(text, day).map((id) => book.view(book.whole(id)));
        return { items, next: null };
      }
      const where = { has_payment: '1', ...(day !== undefined && { day }) };
      const found = records.orders.newest(where, { limit: limit + 1, before: after });
      const items = found.slice(0, limit).map(({ id }) => book.view(book.whole(id)));
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    find(text) {
      const [id] = idsBy(text, undefined);
      return book.view(book.whole(known(id, 'order-unknown', `There is no order ${text}`)));
    },
    abandon(id) {
      database.transaction(() => {
        const { order, payments, totals } = book.whole(id);
        refuseUnless(!payments.some(isOpen), 'payment-open', 'A payment of it is not decided');
        const isPaid = payments.some(({ state }) => state === 'paid') && !isZero(totals.total);
        refuseUnless(!isPaid, 'order-has-payment', 'Something was paid for it');
        records.orders.put({ ...order, isAbandoned: true });
      });
      return book.tell(id);
    },
  };
}
