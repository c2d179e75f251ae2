/** Reads orders with all that belongs to them, and tells the page of each change. */
import { assert } from '@sampan/primitives';
import type { OrderView } from '../api/index.ts';
import type { TillParts } from '../parts.ts';
import { known } from '../refusal.ts';
import { orderView, type WholeOrder } from './order-view.ts';
import { totalsOf } from './totals.ts';

export interface OrderBook {
  read(id: string): WholeOrder | undefined;
  /** Refuses an unknown id. */
  whole(id: string): WholeOrder;
  view(whole: WholeOrder): OrderView;
  /** Publishes how the order is now, and answers it. */
  tell(id: string): OrderView;
  nameOf(cashierId: string): string;
}

export function createOrderBook(
  { records, currency, hub }: TillParts,
  gatewaySilentSince: () => number | undefined,
): OrderBook {
  const nameOf = (cashierId: string): string => records.cashiers.get(cashierId)?.name ?? cashierId;

  function read(id: string): WholeOrder | undefined {
    const order = records.orders.get(id);
    if (!order) return undefined;
    const totals = totalsOf(order.basket, currency);
    assert(totals.ok, `the basket of ${id} was checked before it was stored`);
    const payments = records.payments.find({ order_id: id });
    const refunds = records.refunds.find({ order_id: id });
    return { order, totals: totals.value, payments, refunds };
  }

  const whole = (id: string): WholeOrder =>
    known(read(id), 'order-unknown', `There is no order ${id}`);

  const view = (order: WholeOrder): OrderView =>
    orderView(order, {
      ...{ currency, nameOf, gatewaySilentSince: gatewaySilentSince() },
      asOf: hub.stamp(),
    });

  return {
    read,
    whole,
    view,
    nameOf,
    tell(id) {
      const told = view(whole(id));
      hub.publish('order', told);
      return told;
    },
  };
}
