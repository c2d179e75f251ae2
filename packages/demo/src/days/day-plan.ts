/**
 * A shop's day, hour by hour: all three products, both kinds of wallets, and every way to return
 * money. Payments to refund a day later are stored in the shop's `sales`.
 */
import {
  addDays,
  type BusinessDate,
  formatAmount,
  type Instant,
  type Money,
  money,
} from '@sampan/primitives';
import type { Sale } from './own-book.ts';
import { instantAt, type Sandbox, type TimeOfDay } from './sandbox.ts';
import type { Shop } from './shop.ts';
import {
  abandonOrder,
  cancel,
  refund,
  refundLater,
  reverse,
  sellAtDesk,
  sellByOrderCode,
  sellByPaymentCode,
} from './till.ts';

export interface ShopDay {
  readonly sandbox: Sandbox;
  readonly shop: Shop;
  readonly day: BusinessDate;
  /** Counted from 0. */
  readonly index: number;
  readonly isLast: boolean;
  /** Phone numbers. The first is of the shop's own country if the contract accepts both kinds. */
  readonly buyers: readonly [string, string];
  readonly awaited: AcceptedRefund[];
}

/** An accepted refund: when it is executed, and how the shop then books it. */
export interface AcceptedRefund {
  readonly from: Instant;
  readonly book: () => Promise<void>;
}

/** A description of what was done; undefined when there was nothing to do on this day. */
type Deed = (today: ShopDay) => Promise<string | undefined>;

export interface PlannedDeed {
  readonly at: TimeOfDay;
  readonly deed: Deed;
}

/** The first hour of a day's plan, so the latest time to start playing a day. */
export const opening: TimeOfDay = '09:15';

export const dayPlan: readonly PlannedDeed[] = [
  { at: opening, deed: sells('breakfast', 3_925n, 0) },
  { at: opening, deed: sells('lunch box', 8_880n, 1) },
  { at: '10:30', deed: paidAtDesk(2_500n, 1) },
  { at: '10:30', deed: paidAtDesk(1_860n, 0) },
  { at: '11:45', deed: sellsByCode('party order', 6_400n, 0) },
  { at: '11:45', deed: changesMind },
  { at: '12:10', deed: givesBack('breakfast', 1_000n, 'today') },
  { at: '12:10', deed: givesBack('breakfast', 555n, 'yesterday') },
  { at: '13:00', deed: rungUpTwice },
  { at: '14:20', deed: reversed },
  { at: '16:00', deed: sellsByCode('banquet', 12_000n, 1) },
  { at: '17:30', deed: givesBackAll },
  { at: '21:30', deed: givesBackByNight('party order', 2_000n) },
  { at: '23:20', deed: givesBackPastMidnight },
  { at: '23:58', deed: sells('last order', 1_234n, 1) },
];

/** Prices vary slightly from day to day. */
const priced = ({ shop, index }: ShopDay, minor: bigint): Money =>
  money(shop.currency, minor + 111n * BigInt(index));

const idOf = ({ day }: Pick<ShopDay, 'day'>, name: string): string =>
  `${day.replaceAll('-', '')}-${name.replaceAll(' ', '-')}`;

const remembered = ({ shop }: ShopDay, day: number, name: string): Sale | undefined =>
  shop.sales.get(`${day} ${name}`);

const remember = ({ shop, index }: ShopDay, name: string, sale: Sale): void => {
  shop.sales.set(`${index} ${name}`, sale);
};

const wordOf = (product: string, { amount, id }: Sale): string =>
  `${product.padEnd(13)} ${amountWord(amount)}  ${id}`;

const amountWord = (amount: Money): string =>
  `${formatAmount(amount)} ${amount.currency}`.padStart(11);

function sells(name: string, minor: bigint, buyer: 0 | 1): Deed {
  return async (today) => {
    const order = orderOf(today, name, minor, buyer);
    const sale = await sellByPaymentCode(today.sandbox.operations, today.shop, order);
    remember(today, name, sale);
    return wordOf('payment code', sale);
  };
}

function sellsByCode(name: string, minor: bigint, buyer: 0 | 1): Deed {
  return async (today) => {
    const order = orderOf(today, name, minor, buyer);
    const sale = await sellByOrderCode(today.sandbox.operations, today.shop, order);
    remember(today, name, sale);
    return wordOf('order code', sale);
  };
}

function paidAtDesk(minor: bigint, buyer: 0 | 1): Deed {
  return async (today) => {
    const amount = { ...priced(today, minor), currency: today.shop.deskCurrency };
    const { operations } = today.sandbox;
    const at = { amount, buyer: today.buyers[buyer] };
    return wordOf('desk code', await sellAtDesk(operations, today.shop, at));
  };
}

async function changesMind(today: ShopDay): Promise<string> {
  const order = orderOf(today, 'no show', 4_500n, 0);
  await abandonOrder(today.sandbox.operations, today.shop, order);
  return `${'cancelled'.padEnd(13)} ${''.padStart(11)}  ${order.id}, before it was paid`;
}

function givesBack(name: string, minor: bigint, when: 'today' | 'yesterday'): Deed {
  return async (today) => {
    const { shop, day, index } = today;
    const sale = remembered(today, when === 'today' ? index : index - 1, name);
    if (!sale) return undefined;
    const back = { id: `${sale.id}-R-${when}`, amount: money(shop.currency, minor) };
    await refund(shop, sale, day, { ...back, reason: 'Not to my taste' });
    return wordOf('refund', { ...sale, ...back });
  };
}

async function givesBackAll(today: ShopDay): Promise<string | undefined> {
  const sale = remembered(today, today.index, 'lunch box');
  if (!sale) return undefined;
  const back = { id: `${sale.id}-R`, amount: sale.amount };
  await refund(today.shop, sale, today.day, { ...back, reason: 'Never delivered' });
  return wordOf('full refund', { ...sale, ...back });
}

async function rungUpTwice(today: ShopDay): Promise<string> {
  const { operations } = today.sandbox;
  const order = orderOf(today, 'rung up twice', 2_150n, 0);
  const sale = await sellByPaymentCode(operations, today.shop, order);
  await cancel(operations, today.shop, sale, today.day);
  return `${wordOf('cancelled', sale)}, after it was paid`;
}

async function reversed(today: ShopDay): Promise<string> {
  const order = orderOf(today, 'wrong table', 3_330n, 1);
  const sale = await sellByPaymentCode(today.sandbox.operations, today.shop, order);
  await reverse(today.shop, sale);
  return `${wordOf('reversed', sale)}, by the older service`;
}

/**
 * HK refunds execute at 23:00. A standard partner's refund of the same day executes at once, so it
 * refunds a sale of the day before.
 */
function givesBackByNight(name: string, minor: bigint): Deed {
  return async (today) => {
    const { shop, index } = today;
    const yesterdays = shop.contract === 'global' ? remembered(today, index - 1, name) : undefined;
    const sale = yesterdays ?? remembered(today, index, name);
    if (!sale) return undefined;
    const back = { id: `${sale.id}-N${index}`, amount: money(shop.currency, minor) };
    const book = await refundLater(shop, sale, { ...back, reason: 'Too much chilli' });
    const isAtOnce = shop.contract === 'global' && !yesterdays;
    today.awaited.push({ from: instantAt(today.day, isAtOnce ? '21:30' : '23:00'), book });
    const when = isAtOnce ? 'done at once on the day of the payment' : 'accepted, done at 23:00';
    return `${wordOf('refund later', { ...sale, ...back })}, ${when}`;
  };
}

/** The next full hour is on the next day, and so is the refund; the last day has none. */
async function givesBackPastMidnight(today: ShopDay): Promise<string | undefined> {
  const { shop, index, isLast } = today;
  const sale = remembered(today, shop.contract === 'global' ? index - 1 : index, 'banquet');
  if (!sale || isLast) return undefined;
  const back = { id: `${sale.id}-N${index}`, amount: money(shop.currency, 1_500n) };
  const book = await refundLater(shop, sale, { ...back, reason: 'One dish missing' });
  today.awaited.push({ from: instantAt(addDays(today.day, 1), '00:00'), book });
  return `${wordOf('refund later', { ...sale, ...back })}, accepted, done at midnight`;
}

function orderOf(today: ShopDay, name: string, minor: bigint, buyer: 0 | 1) {
  return {
    id: idOf(today, name),
    amount: priced(today, minor),
    what: `${name[0]?.toUpperCase()}${name.slice(1)}`,
    buyer: today.buyers[buyer],
  };
}
