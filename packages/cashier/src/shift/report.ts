/** What a shift took. Pure: the facts of the shift in, the figures out. */
import {
  add,
  type Currency,
  formatAmount,
  type Money,
  required,
  subtract,
  zero,
} from '@sampan/primitives';
import { parseAmount } from '@sampan/sdk';
import type { ReportView } from '../api/index.ts';
import type { WholeOrder } from '../order/order-view.ts';
import { amountOf, isWallet, type Payment } from '../payment/payment.ts';
import { type Refund, refundAmount } from '../refund/refund.ts';
import { timeText } from '../times.ts';
import type { Count, DrawerMove, Shift } from './shift.ts';

export interface ShiftFacts {
  readonly shift: Shift;
  readonly until: number;
  readonly currency: Currency;
  /** Those that the shift counts, decided in any way. */
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
  /** The orders of which the last part was paid in the shift. */
  readonly orders: readonly WholeOrder[];
  readonly moves: readonly DrawerMove[];
  readonly discrepancies: readonly Payment[];
  readonly stillUnknown: readonly Payment[];
  readonly numberOf: (orderId: string) => string;
  readonly nameOf: (cashierId: string) => string;
  /** Only of a Z: until then the count is blind. */
  readonly counts?: readonly Count[];
}

export function reportOf(facts: ShiftFacts): ReportView {
  const { shift, currency, payments, refunds, orders, numberOf, nameOf } = facts;
  const sums = summing(currency);
  const paid = payments.filter(({ state }) => state === 'paid');
  const byWallet = paid.filter(isWallet);
  const returned = refunds.filter(({ state }) => state === 'refunded' || state === 'accepted');
  const ofWallets = returned.filter(isWallet);
  const cancelled = payments.filter(({ why }) => why === 'cancelled' || why === 'refunded');
  const kinds = (kind: Payment['kind']) => paid.filter((each) => each.kind === kind);
  const back = (kind: Payment['kind']) => returned.filter((each) => each.kind === kind);
  const tips = orders.map(({ totals }) => totals.tip).filter(({ minor }) => minor > 0n);
  const discounts = orders.map(({ totals }) => totals.discount).filter(({ minor }) => minor > 0n);
  const otherwise = [...kinds('cash'), ...kinds('card')];
  const drawer = drawerOf(facts);
  return {
    shiftId: shift.id,
    openedAt: timeText(shift.openedAt),
    until: timeText(facts.until),
    payments: sums.payments(byWallet),
    wallets: [...groupBy(byWallet, ({ wallet = '' }) => wallet)].map(([inst, some]) => ({
      inst,
      ...sums.payments(some),
    })),
    refunds: sums.refunds(ofWallets),
    walletsNet: formatAmount(
      subtract(sums.total(byWallet.map(sums.amount)), sums.total(ofWallets.map(sums.refund))),
    ),
    cancels: sums.payments(cancelled),
    otherwise: {
      ...sums.payments(otherwise),
      cash: sums.payments(kinds('cash')),
      card: sums.payments(kinds('card')),
    },
    otherwiseRefunds: { cash: sums.refunds(back('cash')), card: sums.refunds(back('card')) },
    tips: sums.moneys(tips),
    discounts: sums.moneys(discounts),
    taxes: taxesOf(orders, sums),
    drawer: drawer.whole,
    discrepancies: facts.discrepancies.flatMap(({ id, orderId, amount, discrepancy }) =>
      discrepancy
        ? {
            orderId,
            number: numberOf(orderId),
            paymentId: id,
            amount,
            at: timeText(discrepancy.at),
            by: nameOf(discrepancy.by),
            reason: discrepancy.reason,
          }
        : [],
    ),
    stillUnknown: facts.stillUnknown.map(({ id, orderId, amount }) => ({
      orderId,
      number: numberOf(orderId),
      paymentId: id,
      amount,
    })),
    cashiers: drawer.ids.map((cashierId) => {
      const own = paid.filter((each) => each.cashierId === cashierId);
      const total = (some: readonly Payment[]) => formatAmount(sums.total(some.map(sums.amount)));
      const given = returned.filter((each) => each.cashierId === cashierId);
      return {
        cashierId,
        name: nameOf(cashierId),
        payments: own.length,
        wallets: total(own.filter(isWallet)),
        cash: total(own.filter(({ kind }) => kind === 'cash')),
        card: total(own.filter(({ kind }) => kind === 'card')),
        refunds: formatAmount(sums.total(given.map(sums.refund))),
        ...drawer.counted(cashierId),
      };
    }),
  };
}

function summing(currency: Currency) {
  const total = (moneys: readonly Money[]): Money => moneys.reduce(add, zero(currency));
  const moneys = (some: readonly Money[]) => ({
    count: some.length,
    amount: formatAmount(total(some)),
  });
  const amount = (payment: Payment): Money => amountOf(payment, currency);
  const refund = (each: Refund): Money => refundAmount(each, currency);
  return {
    total,
    moneys,
    amount,
    refund,
    payments: (some: readonly Payment[]) => moneys(some.map(amount)),
    refunds: (some: readonly Refund[]) => moneys(some.map(refund)),
  };
}

function taxesOf(orders: readonly WholeOrder[], { total }: ReturnType<typeof summing>) {
  const all = orders.flatMap(({ totals }) => totals.taxes);
  return [...groupBy(all, ({ rate }) => rate)].map(([rate, some]) => ({
    rate,
    included: formatAmount(total(some.map(({ included }) => included))),
  }));
}

/** The cash that should be there, of each cashier and together; only a Z says it. */
function drawerOf({ shift, currency, payments, refunds, moves, counts }: ShiftFacts) {
  const read = (text: string): Money =>
    required(parseAmount(text, currency), 'checked before it was stored');
  const cash = new Map<string, Money>();
  const put = (cashierId: string, amount: Money): void =>
    void cash.set(cashierId, add(cash.get(cashierId) ?? zero(currency), amount));
  const take = (cashierId: string, amount: Money): void =>
    void cash.set(cashierId, subtract(cash.get(cashierId) ?? zero(currency), amount));
  put(shift.openedBy, read(shift.float));
  for (const { cashierId, kind, state, amount } of payments) {
    put(cashierId, kind === 'cash' && state === 'paid' ? read(amount) : zero(currency));
  }
  for (const { cashierId, kind, amount } of refunds) {
    take(cashierId, kind === 'cash' ? read(amount) : zero(currency));
  }
  for (const { cashierId, kind, amount } of moves) {
    if (kind === 'in') put(cashierId, read(amount));
    if (kind === 'out') take(cashierId, read(amount));
  }
  for (const { cashierId } of counts ?? []) put(cashierId, zero(currency));
  const sum = (kind: DrawerMove['kind']): string =>
    formatAmount(
      moves
        .filter((move) => move.kind === kind)
        .map(({ amount }) => read(amount))
        .reduce(add, zero(currency)),
    );
  const expected = [...cash.values()].reduce(add, zero(currency));
  const counted = (counts ?? []).map((count) => read(count.cash)).reduce(add, zero(currency));
  return {
    ids: [...cash.keys()],
    whole: {
      float: shift.float,
      in: sum('in'),
      out: sum('out'),
      openings: moves.filter(({ kind }) => kind === 'opened').length,
      ...(counts && {
        expected: formatAmount(expected),
        counted: formatAmount(counted),
        difference: formatAmount(subtract(counted, expected)),
      }),
    },
    counted(cashierId: string) {
      const own = (counts ?? []).filter((count) => count.cashierId === cashierId);
      if (own.length === 0) return {};
      const there = own.map((count) => read(count.cash)).reduce(add, zero(currency));
      // One count is of the whole drawer.
      const due = counts?.length === 1 ? expected : (cash.get(cashierId) ?? zero(currency));
      return { counted: formatAmount(there), difference: formatAmount(subtract(there, due)) };
    },
  };
}

function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
