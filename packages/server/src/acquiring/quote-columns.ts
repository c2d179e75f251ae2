/** How a trade's quote stands in its row: all null where everything is in one currency. */
import { type Currency, money, rate, rateText } from '@sampan/primitives';
import type { RawRow } from '#database';
import { isAtPar, type Quote, quoteAtPar } from '#fx';
import type { Payment, Trade } from './trade.ts';

export const quoteColumns = `charge_currency, charge, charge_returned, charge_rate, settlement_currency,
  settlement, settlement_returned, settlement_rate, payout_rate, fee_cny, fee_cny_returned`;

/** The values of the columns, one list for each. */
export function quoteValues(trades: readonly (Trade | undefined)[]): readonly unknown[][] {
  const quotes = trades.map((trade) =>
    trade && !isAtPar(trade.quote, trade.amount) ? trade : undefined,
  );
  const payments = trades.map((trade) => trade?.payment);
  return [
    quotes.map((trade) => trade?.quote.charge.currency ?? null),
    quotes.map((trade) => trade?.quote.charge.minor ?? null),
    quotes.map((trade) => trade && (trade.payment?.chargeReturned.minor ?? 0n)),
    quotes.map((trade) => trade && rateText(trade.quote.chargeRate)),
    quotes.map((trade) => trade?.quote.settlement.currency ?? null),
    quotes.map((trade) => trade?.quote.settlement.minor ?? null),
    quotes.map((trade) => trade && (trade.payment?.settlementReturned.minor ?? 0n)),
    quotes.map((trade) => trade && rateText(trade.quote.settlementRate)),
    quotes.map((trade) => trade && rateText(trade.quote.payoutRate)),
    payments.map((payment) => payment?.feeCny?.fee.minor ?? null),
    payments.map((payment) => payment?.feeCny?.returned.minor ?? null),
  ];
}

export function decodeQuote(row: RawRow, price: Trade['amount']): Quote {
  if (row.charge === null) return quoteAtPar(price);
  return {
    charge: money(row.charge_currency as Currency, row.charge as bigint),
    settlement: money(row.settlement_currency as Currency, row.settlement as bigint),
    chargeRate: rate(row.charge_rate as string),
    settlementRate: rate(row.settlement_rate as string),
    payoutRate: rate(row.payout_rate as string),
  };
}

/** What went back of a paid trade. At par that is what was refunded, or all when it was cancelled. */
export function decodeReturned(
  row: RawRow,
  { charge, settlement }: Pick<Quote, 'charge' | 'settlement'>,
): Pick<Payment, 'chargeReturned' | 'settlementReturned'> {
  const whole = row.cancel_action === 'refund';
  const atPar = whole ? charge.minor : (row.refunded as bigint);
  const returned = (minor: unknown) => (minor === null ? atPar : (minor as bigint));
  return {
    chargeReturned: money(charge.currency, returned(row.charge_returned)),
    settlementReturned: money(settlement.currency, returned(row.settlement_returned)),
  };
}
