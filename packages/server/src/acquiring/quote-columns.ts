/** A trade's quote in its row: all null when everything is in one currency. */
import { type Currency, money, rate, rateText, required } from '@sampan/primitives';
import { bigint, optional, text } from '#database';
import { isAtPar, type Quote, quoteAtPar } from '#fx';
import type { CancelAction, Payment, Trade } from './trade.ts';

export const quoteColumns = {
  charge_currency: optional(text<Currency>()),
  charge: optional(bigint),
  charge_returned: optional(bigint),
  charge_rate: optional(text()),
  settlement_currency: optional(text<Currency>()),
  settlement: optional(bigint),
  settlement_returned: optional(bigint),
  settlement_rate: optional(text()),
  payout_rate: optional(text()),
  fee_cny: optional(bigint),
  fee_cny_returned: optional(bigint),
};

interface QuoteRow {
  readonly charge_currency: Currency | undefined;
  readonly charge: bigint | undefined;
  readonly charge_returned: bigint | undefined;
  readonly charge_rate: string | undefined;
  readonly settlement_currency: Currency | undefined;
  readonly settlement: bigint | undefined;
  readonly settlement_returned: bigint | undefined;
  readonly settlement_rate: string | undefined;
  readonly payout_rate: string | undefined;
  readonly fee_cny: bigint | undefined;
  readonly fee_cny_returned: bigint | undefined;
}

export function quoteRow(trade: Trade | undefined): QuoteRow {
  const quote = trade && !isAtPar(trade.quote, trade.amount) ? trade.quote : undefined;
  const payment = trade?.payment;
  return {
    charge_currency: quote?.charge.currency,
    charge: quote?.charge.minor,
    charge_returned: quote && (payment?.chargeReturned.minor ?? 0n),
    charge_rate: quote && rateText(quote.chargeRate),
    settlement_currency: quote?.settlement.currency,
    settlement: quote?.settlement.minor,
    settlement_returned: quote && (payment?.settlementReturned.minor ?? 0n),
    settlement_rate: quote && rateText(quote.settlementRate),
    payout_rate: quote && rateText(quote.payoutRate),
    fee_cny: payment?.feeCny?.fee.minor,
    fee_cny_returned: payment?.feeCny?.returned.minor,
  };
}

export function quoteOf(row: QuoteRow, price: Trade['amount']): Quote {
  if (row.charge === undefined) return quoteAtPar(price);
  return {
    charge: money(quoted(row.charge_currency), row.charge),
    settlement: money(quoted(row.settlement_currency), quoted(row.settlement)),
    chargeRate: rate(quoted(row.charge_rate)),
    settlementRate: rate(quoted(row.settlement_rate)),
    payoutRate: rate(quoted(row.payout_rate)),
  };
}

const quoted = <Value>(value: Value | undefined): Value => required(value, 'a quote is whole');

interface Returned extends Pick<QuoteRow, 'charge_returned' | 'settlement_returned'> {
  readonly refunded: bigint;
  readonly cancel_action: CancelAction | undefined;
}

/**
 * The returned amounts of a paid trade. In one currency these equal the refunded amount, or
 * everything after a cancel.
 */
export function returnedOf(
  row: Returned,
  { charge, settlement }: Pick<Quote, 'charge' | 'settlement'>,
): Pick<Payment, 'chargeReturned' | 'settlementReturned'> {
  const atPar = row.cancel_action === 'refund' ? charge.minor : row.refunded;
  return {
    chargeReturned: money(charge.currency, row.charge_returned ?? atPar),
    settlementReturned: money(settlement.currency, row.settlement_returned ?? atPar),
  };
}
