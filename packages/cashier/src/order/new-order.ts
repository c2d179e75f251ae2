import type { Basket } from '../api/index.ts';
import type { TillParts } from '../parts.ts';
import { dayText } from '../times.ts';
import type { Order } from './order.ts';

/** An order with the next number of the day, not stored yet. */
export function newOrder(
  { records, time }: Pick<TillParts, 'records' | 'time'>,
  { id, cashierId, ...basket }: Basket & Pick<Order, 'id' | 'cashierId'>,
): Order {
  const at = time.now();
  const day = dayText(at);
  const number = String(records.counters.next(`order ${day}`)).padStart(4, '0');
  return {
    ...{ id, number, day, at, cashierId, basket },
    ...{ isAbandoned: false, hasPayment: false, receipts: 0 },
  };
}
