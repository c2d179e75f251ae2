import type { Instant, Money } from '@sampan/primitives';
import { type Refund, readRefundsOfTrades, type Trade } from '#acquiring';
import type { Connection } from '#database';
import { readPartners } from '#partner';

/** A trade with all that its buyer sees of it. */
export interface Bill {
  readonly trade: Trade;
  /** The shop's name; the partner's, when the partner is the shop. */
  readonly merchant: string;
  /** What came back, oldest first. A cancel of a paid order gives back all of it. */
  readonly refunds: readonly GivenBack[];
}

export interface GivenBack {
  /** Of the price. */
  readonly amount: Money;
  /** What came into the wallet, in its currency. */
  readonly charge: Money;
  readonly at: Instant;
  /** Names it among all that was ever given back. */
  readonly id: string;
}

/** The bills of the trades, in their order. */
export async function readBills(connection: Connection, trades: readonly Trade[]): Promise<Bill[]> {
  if (trades.length === 0) return [];
  const partnerIds = [...new Set(trades.map(({ partnerId }) => partnerId))];
  const [partners, refunds] = await Promise.all([
    readPartners(connection, partnerIds),
    readRefundsOfTrades(connection, trades),
  ]);
  const names = new Map(partners.map(({ id, name }) => [id, name]));
  return trades.map((trade) => ({
    trade,
    merchant: trade.details.secondaryMerchantName || names.get(trade.partnerId) || '',
    refunds: givenBack(trade, refunds),
  }));
}

/** What is only promised is not shown: until it is done, nothing has come back. */
function givenBack(trade: Trade, refunds: readonly Refund[]): GivenBack[] {
  const { closing, amount } = trade;
  const { charge } = trade.quote;
  const done = refunds.flatMap(({ tradeId, done, ...refund }) =>
    tradeId === trade.id && done
      ? [{ amount: refund.amount, charge: refund.charge, at: done.at, id: done.entryId }]
      : [],
  );
  if (closing?.cancelAction !== 'refund') return done;
  return [...done, { amount, charge, at: closing.at, id: `cancel-${trade.id}` }];
}

/** What a merchant has asked the buyer; an order that the buyer has scanned is no question. */
export const isPrompt = ({ product }: Trade): boolean => product === 'barcode';
