import type { Input } from '../command.ts';
import { notificationLines } from './notification-lines.ts';
import { type Answer, findOperations } from './operations-client.ts';
import { inCurrency, list, pairs, print, table } from './output.ts';

export async function run(input: Input): Promise<undefined> {
  const operations = await findOperations(input);
  const partner = input.option('partner');
  const query = partner === undefined ? '' : `?partner=${encodeURIComponent(partner)}`;
  const path = `/admin/trades/${encodeURIComponent(input.argument('ID'))}${query}`;
  const trade = await operations.get(path);
  print(input, trade, () => [
    ...pairs([
      ['trade', trade['tradeId']],
      ['status', trade['status']],
      ['amount', trade['amount'] && `${trade['amount']} ${trade['currency']}`],
      ['buyer pays', inCurrency(trade['charge'], trade['chargeCurrency'])],
      ['partner gets', inCurrency(trade['settlement'], trade['settlementCurrency'])],
      ['channel fee', isCharged(trade['channelFee']) ? trade['channelFee'] : undefined],
      ['merchant code', trade['merchantCode']],
      ['subject', trade['subject']],
      ['partner', trade['partnerId']],
      ["partner's id", trade['partnerTransId']],
      ['wallet', trade['walletId'] && `${trade['walletId']} (${trade['inst']})`],
      ['created', trade['createdAt']],
      ['paid', trade['paidAt']],
      ['closed', trade['closedAt'] && `${trade['closedAt']} by ${trade['closedBy']}`],
      ['fee', feeText(trade)],
      ['refunded', trade['refunded']],
      ['refundable until', trade['status'] === 'paid' ? trade['refundUntil'] : undefined],
    ]),
    ...refundLines(list(trade, 'refunds')),
    ...entryLines(list(trade, 'entries')),
    ...notificationSection(list(trade, 'notifications')),
  ]);
}

/** In the currency of the settlement, which is named when it is not that of the price. */
const feeText = ({ fee, settlementCurrency }: Answer): unknown =>
  settlementCurrency === undefined ? fee : inCurrency(fee, settlementCurrency);

/** A code without a channel fee says nothing about one. */
const isCharged = (fee: unknown): boolean => /[1-9]/.test(String(fee ?? ''));

const notificationSection = (notifications: readonly Answer[]): readonly string[] =>
  notifications.length === 0 ? [] : ['', 'Notifications:', ...notificationLines(notifications)];

function refundLines(refunds: readonly Answer[]): readonly string[] {
  if (refunds.length === 0) return [];
  const rows = refunds.map((refund) => [
    String(refund['doneAt'] ?? refund['requestedAt']),
    String(refund['state']),
    String(refund['amount']),
    String(refund['currency']),
    String(refund['partnerRefundId']),
  ]);
  return ['', 'Refunds:', ...table(rows, [2])];
}

function entryLines(entries: readonly Answer[]): readonly string[] {
  if (entries.length === 0) return [];
  const rows = entries.flatMap((entry) =>
    list(entry, 'transfers').map((transfer) => [
      String(entry['bookedAt']),
      String(entry['kind']),
      String(transfer['amount']),
      String(transfer['currency']),
      `${transfer['debit']} → ${transfer['credit']}`,
    ]),
  );
  return ['', 'Entries:', ...table(rows, [2])];
}
