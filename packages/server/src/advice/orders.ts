/** The exchanges of one order, and what the partner's program still does not know of it. */
import { elapsed, type Instant, seconds } from '@sampan/primitives';
import { isOpenEnded } from './learned.ts';
import type { Seen } from './seen.ts';

export interface Order {
  readonly id: string;
  /** Oldest first. */
  readonly seen: readonly Seen[];
}

/** Exchanges that name no order are in none. */
export const ordersOf = (seen: readonly Seen[]): readonly Order[] =>
  [...groupedBy(seen, ({ order }) => order)].map(([id, own]) => ({ id, seen: own }));

/** By a key, those without one left out. */
export function groupedBy(
  seen: readonly Seen[],
  keyOf: (one: Seen) => string | undefined,
): ReadonlyMap<string, readonly Seen[]> {
  const groups = new Map<string, Seen[]>();
  for (const one of seen) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

/** After the till's own limit of 60 s the order must have been cancelled; a little more is allowed. */
const patience = seconds(90);

/** Whether nothing has happened for so long that nothing more will. */
export function isQuiet({ seen }: Pick<Order, 'seen'>, now: Instant): boolean {
  const last = seen.at(-1);
  return last !== undefined && elapsed(last.at, now) > patience;
}

/** The request that made an order whose outcome its answer did not tell; a pre-order never tells it. */
export const leftOpenBy = ({ seen }: Order): Seen | undefined =>
  seen.find((one) =>
    one.does === 'pay'
      ? isOpenEnded(one)
      : one.does === 'precreate' && (one.result === 'success' || isOpenEnded(one)),
  );

export const isPayment = ({ seen }: Order): boolean => seen.some(({ does }) => does === 'pay');

/** What came after an exchange of the order. */
export const behind = ({ seen }: Order, one: Seen): readonly Seen[] =>
  seen.slice(seen.indexOf(one) + 1);

/** Whether the partner has learned how the order ended. */
export const isKnown = (seen: readonly Seen[]): boolean =>
  seen.some(({ learned }) => learned === 'paid' || learned === 'over');

/** What the partner's program did itself; a notification is sent to it. */
export const own = (seen: readonly Seen[]): readonly Seen[] =>
  seen.filter(({ kind }) => kind === 'request');
