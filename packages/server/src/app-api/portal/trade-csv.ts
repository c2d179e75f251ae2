/** Trades as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, so that Excel reads Chinese. */
import { formatAmount, type Instant, offsetTime, subtract } from '@sampan/primitives';
import { givenBack, statusAt, type Trade } from '#acquiring';

/** A text may have been written by a stranger; a figure was written by us. */
type Cell = { readonly text: string | undefined } | { readonly figure: string | undefined };

const columns = [
  ...['created_at', 'paid_at', 'status', 'product', 'partner_trans_id', 'trade_id', 'subject'],
  ...['wallet', 'buyer', 'store_id', 'store_name', 'amount', 'currency', 'refunded'],
  ...['fee', 'fee_currency'],
];

export const csvHead = `\ufeff${columns.join(',')}\r\n`;

export function lineCells(trade: Trade, now: Instant): readonly Cell[] {
  const { payment, details } = trade;
  const refunded = givenBack(trade);
  return [
    { figure: offsetTime(trade.createdAt) },
    { figure: payment && offsetTime(payment.paidAt) },
    { figure: statusAt(trade, now) },
    { figure: trade.product },
    { text: trade.partnerTransId },
    { figure: trade.id },
    { text: trade.subject },
    { figure: trade.inst },
    { text: trade.buyerLogin },
    { text: details.storeId },
    { text: details.storeName },
    { figure: formatAmount(trade.amount) },
    { figure: trade.amount.currency },
    { figure: refunded && formatAmount(refunded) },
    { figure: payment && formatAmount(subtract(payment.fee, payment.feeReturned)) },
    { figure: payment?.fee.currency },
  ];
}

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`;

function written(cell: Cell): string {
  const value = 'text' in cell ? unformulated(cell.text ?? '') : (cell.figure ?? '');
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A spreadsheet would carry out a text that begins like a formula; an apostrophe makes it text. */
const unformulated = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
