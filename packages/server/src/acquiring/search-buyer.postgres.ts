import {
  addDays,
  type BusinessDate,
  type Instant,
  startOfDay,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { type Connection, statement } from '#database';
import { decodeOrder, trades } from './order-rows.postgres.ts';
import { isTrade, type Trade } from './trade.ts';

/** What a buyer looks for among the own trades. */
export interface TradeSearch {
  /** In the shop's name, the subject, the amount or the id. */
  readonly text?: string | undefined;
  readonly status?: 'waiting' | 'paid' | 'closed' | 'refunded' | undefined;
  /** Business days, both included. */
  readonly from?: BusinessDate | undefined;
  readonly until?: BusinessDate | undefined;
}

const asJson = '(details::jsonb ->> ';

// A buyer has thousands of trades at most, which are read through the index of the wallet.
const search = statement({
  name: 'search-trades-of-wallet',
  text: `select ${trades.selected()} from trades
    where wallet_id = $1 and trade_id < $2 and ($6::timestamptz is null or created_at >= $6)
      and ($7::timestamptz is null or created_at < $7)
      and ($4::text is null or subject ilike $4 or ${asJson}'secondaryMerchantName') ilike $4
        or ${asJson}'storeName') ilike $4 or trade_id = $8 or amount = $5::bigint or charge = $5::bigint
        or (coalesce(${asJson}'secondaryMerchantName'), '') = '' and exists (select from partners
          where partners.partner_id = trades.partner_id and name ilike $4)))
      and case $9::text
        when 'waiting' then state = 'waiting' and expires_at > $10::timestamptz
        when 'paid' then state in ('paid', 'finished')
        when 'closed' then state = 'closed' or (state = 'waiting' and expires_at <= $10::timestamptz)
        when 'refunded' then refunded > 0 or cancel_action = 'refund'
        else true end
    order by wallet_id, trade_id desc limit $3`,
});

const afterAll = '9'.repeat(29);

/** A page of the wallet's trades that fit, newest first. */
export async function searchTrades(
  connection: Connection,
  walletId: WalletId,
  { text, status, from, until }: TradeSearch,
  page: { readonly older: TradeId | undefined; readonly limit: number; readonly now: Instant },
): Promise<Trade[]> {
  const rows = await connection.run(search, [
    walletId,
    page.older ?? afterAll,
    page.limit,
    text === undefined ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`,
    text === undefined ? null : minorsIn(text),
    from === undefined ? null : startOfDay(from),
    until === undefined ? null : startOfDay(addDays(until, 1)),
    text ?? null,
    status ?? null,
    page.now,
  ]);
  return rows.map(decodeOrder).filter(isTrade);
}

/** `128` and `128.50` as minor units of a currency with two decimals. */
function minorsIn(text: string): bigint | null {
  const [, whole, part = ''] = /^([0-9]{1,12})(?:\.([0-9]{1,2}))?$/.exec(text) ?? [];
  return whole === undefined ? null : BigInt(whole + part.padEnd(2, '0'));
}
