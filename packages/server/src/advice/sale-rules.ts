/** Rules about orders whose outcome is open: ask, cancel, and never charge twice (12 §3.2, §8). */
import { elapsed } from '@sampan/primitives';
import { each, type Finding, type History, type Rule } from './kinds.ts';
import { isForged, isOpenEnded } from './learned.ts';
import {
  behind,
  groupedBy,
  isKnown,
  isPayment,
  isQuiet,
  leftOpenBy,
  type Order,
  own,
} from './orders.ts';
import { endOf, type Seen, terms, textOfMs } from './seen.ts';

const practice = ['barcode_hk/practice', 'globalbarcode/error_handling'] as const;

/** An order that was left open, long enough ago. */
const isLeftOpen =
  ({ now }: Pick<History, 'now'>) =>
  (order: Order): boolean =>
    leftOpenBy(order) !== undefined && isQuiet(order, now);

interface LeftOpen {
  readonly opening: Seen;
  /** What the program did about it. */
  readonly done: readonly Seen[];
}

/** Whether the program still does not know, and what it did. */
function stillOpen(order: Order): LeftOpen | undefined {
  const opening = leftOpenBy(order);
  if (!opening) return undefined;
  const later = behind(order, opening);
  return isKnown(later) ? undefined : { opening, done: own(later) };
}

const isCancel = ({ does }: Seen): boolean => does === 'cancel';

const notAsked: Rule = {
  id: 'outcome-not-asked',
  severity: 'high',
  title: 'After an open outcome the program does nothing',
  why: 'The buyer may have paid, or pay later. The till shows a failure, and the goods or the money are lost.',
  todo: 'After UNKNOW, SYSTEM_ERROR or a time-out, query from 5 s on every 3 to 5 s; after 60 s cancel.',
  documents: practice,
  judge: (history) =>
    each(history.orders.filter(isPayment), isLeftOpen(history), (order) => {
      const open = stillOpen(order);
      if (!open || open.done.length > 0 || isForged(open.opening)) return undefined;
      return { by: [open.opening], found: `answered ${endOf(open.opening)}, and nothing followed` };
    }),
};

const notVerified: Rule = {
  id: 'reply-not-verified',
  severity: 'high',
  title: 'A reply with a wrong signature is believed',
  why: 'Anyone between the till and the gateway can say that an order is paid.',
  todo: 'Verify the signature of every reply. When it is wrong the outcome is open: query, then cancel.',
  documents: ['hkapi/spot_pay', ...practice],
  judge: (history) =>
    each(
      history.orders,
      (order) => order.seen.some(isForgedMove) && isQuiet(order, history.now),
      (order) => {
        const forged = order.seen.find(isForgedMove);
        if (!forged || own(behind(order, forged)).length > 0) return undefined;
        return { by: [forged], found: 'the reply was signed wrongly, and nothing followed' };
      },
    ),
};

const isForgedMove = (seen: Seen): boolean =>
  isForged(seen) && ['pay', 'precreate', 'cancel', 'refund'].includes(seen.does);

const notCancelled: Rule = {
  id: 'not-cancelled',
  severity: 'high',
  title: 'An order with an open outcome is not cancelled',
  why: 'A buyer who pays late, or whose payment was booked, has paid for a sale that the till gave up.',
  todo: 'When the order is not paid 60 s after its start, cancel it, and repeat the cancel until it answers.',
  documents: ['barcode_hk/practice', 'transaction_qr_code_hk/practice'],
  judge: (history) =>
    each(history.orders, isLeftOpen(history), (order) => {
      const open = stillOpen(order);
      if (!open || open.done.some(isCancel)) return undefined;
      const queries = open.done.filter(({ does }) => does === 'query');
      if (isPayment(order) && open.done.length === 0) return undefined;
      const last = open.done.at(-1);
      const asked =
        queries.length === 0 ? 'never asked about' : `asked about ${queries.length} times`;
      return {
        by: last ? [open.opening, last] : [open.opening],
        found: `${asked}, never known to be paid or over, and not cancelled`,
      };
    }),
};

const cancelGivenUp: Rule = {
  id: 'cancel-given-up',
  severity: 'high',
  title: 'A cancel without a definite answer is not repeated',
  why: 'The order may still be paid, or stay paid, although the till reports it as cancelled.',
  todo: 'Repeat the cancel with the same data until it succeeds or is refused; then alarm the staff.',
  documents: practice,
  judge: (history) =>
    each(
      history.orders,
      (order) => order.seen.some((one) => isCancel(one) && isOpenEnded(one)),
      (order) => {
        const last = order.seen.findLast(isCancel);
        if (!last || !isOpenEnded(last) || !isQuiet(order, history.now)) return undefined;
        if (isKnown(behind(order, last))) return undefined;
        return { by: [last], found: `the last cancel was answered ${endOf(last)}` };
      },
    ),
};

/** Less than the 3 s of the guides by what a request may be late. */
const pollEveryMs = 2_900;

const tooFast: Rule = {
  id: 'query-too-fast',
  severity: 'medium',
  title: 'An order is asked about faster than every 3 s',
  why: 'The real gateway limits how often a partner may ask, and all tills of the partner share the limit.',
  todo: 'Wait 5 s before the first query, and 3 to 5 s between two.',
  documents: ['globalbarcode/practice', 'barcode_hk/practice'],
  judge: ({ orders }) =>
    each(
      orders,
      ({ seen }) => seen.some(({ does }) => does === 'query'),
      ({ seen }) => {
        const pairs = own(seen).flatMap((one, index, all) => {
          const next = all[index + 1];
          return one.learned === 'open' && next?.does === 'query' ? [{ one, next }] : [];
        });
        const fast = pairs.filter(({ one, next }) => elapsed(one.at, next.at) < pollEveryMs);
        const [worst] = fast.toSorted((a, b) => gapOf(a) - gapOf(b));
        if (!worst) return undefined;
        const often = fast.length === 1 ? '' : `, ${fast.length} times too early`;
        return {
          by: [worst.next, worst.one],
          found: `asked again after ${textOfMs(gapOf(worst))}${often}`,
        };
      },
    ),
};

const gapOf = ({ one, next }: { readonly one: Seen; readonly next: Seen }): number =>
  elapsed(one.at, next.at);

const chargedAgain: Rule = {
  id: 'charged-again',
  severity: 'high',
  title: 'The same buyer is charged under a new id while the first outcome is open',
  why: 'Both payments can succeed: the buyer pays twice.',
  todo: 'Repeat with the same id and the same data, or query and cancel first; take a new id only when the first order is known to be over.',
  documents: practice,
  judge(history) {
    const pays = history.seen.filter(({ does, given }) => does === 'pay' && given.has(code));
    const orders = new Map(history.orders.map((order) => [order.id, order]));
    const byCode = groupedBy(pays, ({ given }) => given.get(code));
    const findings = [...byCode.values()].flatMap((own) => findAgain(own, orders));
    return { looked: byCode.size, findings };
  },
};

const code = 'buyer_identity_code';

function findAgain(pays: readonly Seen[], orders: ReadonlyMap<string, Order>): readonly Finding[] {
  return pays.flatMap((first) => {
    const order = orders.get(first.order ?? '');
    if (!order || !isOpenEnded(first)) return [];
    const again = pays.find((other) => other.at >= first.at && other.order !== first.order);
    if (!again) return [];
    const before = behind(order, first).filter(({ at }) => at <= again.at);
    if (isKnown(before)) return [];
    return [
      {
        by: [again, first],
        found: `order ${again.order} while ${first.order} was answered ${endOf(first)}`,
      } satisfies Finding,
    ];
  });
}

const idReused: Rule = {
  id: 'order-id-reused',
  severity: 'high',
  title: 'An order id comes again with other terms',
  why: 'The gateway knows the order by its id: the second sale is refused, or answered with the first one’s result.',
  todo: 'Give each sale an id of its own, stored before the first request; repeat a request unchanged.',
  documents: ['hkapi/spot_pay', 'hkapi/precreate'],
  judge: ({ orders }) =>
    each(
      orders,
      (order) => openings(order).length > 0,
      (order) => {
        const all = openings(order);
        const made = all.find((one) => one.result !== 'refused');
        const other = made && all.slice(all.indexOf(made) + 1).find((one) => differing(made, one));
        if (!made || !other) return undefined;
        return {
          by: [other, made],
          found: `${differing(made, other)} differs from the first request`,
        };
      },
    ),
};

const openings = ({ seen }: Order): readonly Seen[] =>
  seen.filter(({ does }) => does === 'pay' || does === 'precreate');

function differing(one: Seen, other: Seen): string | undefined {
  if (one.does !== other.does) return 'the service';
  return terms.find((name) => one.given.get(name) !== other.given.get(name));
}

const timedOutLate: Rule = {
  id: 'no-time-out',
  severity: 'medium',
  title: 'A request without an answer is waited for until the connection ends',
  why: 'The queue at the till stands still, and the order is asked about and cancelled too late.',
  todo: 'Limit a request to 15 s or less; then the outcome is open: query, then cancel.',
  documents: ['barcode_hk/practice'],
  judge: ({ orders }) =>
    each(
      orders,
      ({ seen }) => seen.some(isLong),
      ({ seen }) => {
        const long = seen.find(isLong);
        const next = long && own(seen).find(({ at }) => at > long.at);
        if (!long || !next) return undefined;
        const afterEnd = elapsed(long.at, next.at) - long.tookMs;
        if (afterEnd < 0 || afterEnd > 2_000) return undefined;
        return { by: [long, next], found: `waited ${textOfMs(long.tookMs)}` };
      },
    ),
};

const longMs = 20_000;
const isLong = ({ kind, tookMs }: Seen): boolean => kind === 'request' && tookMs >= longMs;

export const saleRules: readonly Rule[] = [
  notAsked,
  notCancelled,
  cancelGivenUp,
  chargedAgain,
  idReused,
  notVerified,
  tooFast,
  timedOutLate,
];
