import type {
  EntryView,
  NotificationView,
  OrderView,
  RefundView,
  WholeTradeView,
} from '@sampan/api';
import type { Input } from '../command.ts';
import { findOperations } from '../operations-client.ts';
import { inCurrency, pairs, print, table } from '../output.ts';
import { notificationLines } from './notification-lines.ts';

export async function run(input: Input): Promise<undefined> {
  const { call } = await findOperations(input);
  const trade = await call('GET /admin/trades/:id', {
    params: { id: input.argument('ID') },
    query: { partner: input.option('partner') },
  });
  print(input, trade, () => ('tradeId' in trade ? tradeLines(trade) : orderLines(trade)));
}

const tradeLines = (trade: WholeTradeView): readonly string[] => [
  ...pairs([
    ['trade', trade.tradeId],
    ['status', trade.status],
    ['amount', inCurrency(trade.amount, trade.currency)],
    ['buyer pays', inCurrency(trade.charge, trade.chargeCurrency)],
    ['partner gets', inCurrency(trade.settlement, trade.settlementCurrency)],
    ['channel fee', isCharged(trade.channelFee) ? trade.channelFee : undefined],
    ['merchant code', trade.merchantCode],
    ['subject', trade.subject],
    ['partner', trade.partnerId],
    ["partner's id", trade.partnerTransId],
    ['wallet', `${trade.walletId} (${trade.inst})`],
    ['created', trade.createdAt],
    ['paid', trade.paidAt],
    ['closed', trade.closedAt && `${trade.closedAt} by ${trade.closedBy}`],
    ['fee', feeText(trade)],
    ['refunded', trade.refunded],
    ['refundable until', trade.status === 'paid' ? trade.refundUntil : undefined],
  ]),
  ...refundLines(trade.refunds),
  ...entryLines(trade.entries),
  ...notificationSection(trade.notifications),
];

const orderLines = (order: OrderView): readonly string[] =>
  pairs([
    ['status', order.status],
    ['partner', order.partnerId],
    ["partner's id", order.partnerTransId],
    ['created', order.createdAt],
  ]);

/** In the currency of the settlement, which is named when it is not that of the price. */
const feeText = ({ fee, settlementCurrency }: WholeTradeView): string | undefined =>
  settlementCurrency === undefined ? fee : inCurrency(fee, settlementCurrency);

/** A code without a channel fee says nothing about one. */
const isCharged = (fee: string | undefined): boolean => /[1-9]/.test(fee ?? '');

const notificationSection = (notifications: readonly NotificationView[]): readonly string[] =>
  notifications.length === 0 ? [] : ['', 'Notifications:', ...notificationLines(notifications)];

function refundLines(refunds: readonly RefundView[]): readonly string[] {
  if (refunds.length === 0) return [];
  const rows = refunds.map((refund) => [
    refund.doneAt ?? refund.requestedAt,
    refund.state,
    refund.amount,
    refund.currency,
    refund.partnerRefundId,
  ]);
  return ['', 'Refunds:', ...table(rows, [2])];
}

export function entryLines(entries: readonly EntryView[]): readonly string[] {
  return entries.length === 0 ? [] : ['', 'Entries:', ...entryTable(entries)];
}

export function entryTable(entries: readonly EntryView[]): readonly string[] {
  const rows = entries.flatMap(({ bookedAt, kind, transfers }) =>
    transfers.map(({ amount, currency, debit, credit }) => [
      ...[bookedAt, kind, amount, currency],
      `${debit} → ${credit}`,
    ]),
  );
  return table(rows, [2]);
}
