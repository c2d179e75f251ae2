/** The exchanges of a partner, put together by order. */
import type { Instant } from '@sampan/primitives';
import {
  acquireQuery,
  type Contract,
  cancel,
  close,
  precreate,
  query,
  refund,
  reverse,
  spotCancel,
  spotPay,
} from '@sampan/protocol';
import { type Seen, succeeded } from './seen.ts';

/** The exchanges of one order, oldest first. */
export interface OrderHistory {
  readonly orderId: string;
  readonly all: readonly Seen[];
  readonly pays: readonly Seen[];
  readonly precreates: readonly Seen[];
  readonly queries: readonly Seen[];
  /** Cancels, closes and reversals. */
  readonly cancels: readonly Seen[];
  readonly refunds: readonly Seen[];
  /** Notifications that say that it was paid. */
  readonly paidNotices: readonly Seen[];
  /** The first exchange by which the partner could know of the payment. */
  readonly paid: Seen | undefined;
  /** The buyer scanned the code of a shop: the partner has opened no order. */
  readonly isShopCode: boolean;
}

export interface PartnerHistory {
  readonly contract: Contract;
  readonly now: Instant;
  /** Oldest first. */
  readonly all: readonly Seen[];
  readonly orders: readonly OrderHistory[];
  /** All payments by their payment code. */
  readonly paysOfCode: ReadonlyMap<string, readonly Seen[]>;
}

/** From the exchanges in any order: one that took long is recorded behind those that came meanwhile. */
export function historyOf(
  recorded: readonly Seen[],
  { contract, now }: Pick<PartnerHistory, 'contract' | 'now'>,
): PartnerHistory {
  const all = [...recorded].sort((left, right) => left.at - right.at);
  const named = orderNames(all);
  const byOrder = groupedBy(all, ({ orderId, tradeId }) =>
    orderId === undefined && tradeId !== undefined ? named.get(tradeId) : orderId,
  );
  const pays = all.filter(({ service }) => service === spotPay.name);
  return {
    ...{ contract, now, all },
    orders: [...byOrder].map(([orderId, own]) => orderHistory(orderId, own)),
    paysOfCode: groupedBy(pays, codeOf),
  };
}

/** The partner's ids of orders by our ids of trades: a request may name either. */
function orderNames(all: readonly Seen[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { orderId, tradeId, replied } of all) {
    const trade = tradeId ?? replied.get('alipay_trans_id') ?? replied.get('trade_no');
    const order = orderId ?? replied.get('partner_trans_id') ?? replied.get('out_trade_no');
    if (trade && order) names.set(trade, order);
  }
  return names;
}

export function groupedBy(
  all: readonly Seen[],
  keyOf: (seen: Seen) => string | undefined,
): ReadonlyMap<string, readonly Seen[]> {
  const groups = new Map<string, Seen[]>();
  for (const seen of all) {
    const key = keyOf(seen);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(seen);
    else groups.set(key, [seen]);
  }
  return groups;
}

const cancelling: ReadonlySet<string> = new Set([
  cancel.name,
  close.name,
  reverse.name,
  spotCancel.name,
]);
const querying: ReadonlySet<string> = new Set([query.name, acquireQuery.name]);

function orderHistory(orderId: string, all: readonly Seen[]): OrderHistory {
  const of = (name: string) => all.filter(({ service }) => service === name);
  const [pays, precreates] = [of(spotPay.name), of(precreate.name)];
  const notices = all.filter(({ kind }) => kind === 'notification');
  return {
    ...{ orderId, all, pays, precreates },
    queries: all.filter(isQuery),
    cancels: all.filter(({ service }) => cancelling.has(service)),
    refunds: of(refund.name),
    paidNotices: notices.filter(saysPaid),
    paid: all.find(saysPaid),
    isShopCode: pays.length === 0 && precreates.length === 0 && notices.length > 0,
  };
}

export const isQuery = ({ service }: Seen): boolean => querying.has(service);

/** The payment code that a payment was asked with. */
export const codeOf = ({ asked }: Seen): string | undefined => asked.get('buyer_identity_code');

/** The state of the trade that a query was answered. */
export const statusOf = ({ replied }: Seen): string | undefined =>
  replied.get('alipay_trans_status') ?? replied.get('trade_status');

const isPaidStatus = (status: string | undefined): boolean =>
  status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED';

/** Whether the partner learns from this exchange that the order is paid. */
export function saysPaid(seen: Seen): boolean {
  const { kind, service, asked } = seen;
  if (kind === 'notification') {
    return isPaidStatus(asked.get('trade_status')) && !asked.has('refund_fee');
  }
  return service === spotPay.name ? succeeded(seen) : isQuery(seen) && isPaidStatus(statusOf(seen));
}
