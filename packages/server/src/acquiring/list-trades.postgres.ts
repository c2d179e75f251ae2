/**
 * Lists trades for operators, newest first (keyset pagination). Time alone changes a trade's status
 * (`statusAt`), so a status is a set of states, each read through its own index and merged: all
 * pages cost the same.
 */
import {
  addDays,
  type BusinessDate,
  type Instant,
  type PartnerId,
  startOfDay,
  type TradeId,
  type WalletId,
} from '@sampan/primitives';
import { type Connection, type RawRow, type Statement, statement } from '#database';
import { decodeOrder, trades } from './order-rows.postgres.ts';
import { isTrade, type Trade, type TradeStatus } from './trade.ts';

export interface TradeFilter {
  readonly partnerId?: PartnerId | undefined;
  readonly walletId?: WalletId | undefined;
  readonly status?: TradeStatus | undefined;
  /** The business day on which the trade began. */
  readonly day?: BusinessDate | undefined;
}

const inPage = 'trade_id < $1 and trade_id >= $2 and created_at >= $3 and created_at < $4';
const asPage = 'order by trade_id desc limit $5';

/** `newest` for the trades of one state; `now` is the parameter that holds the instant. */
export type Parts = (newest: (where: string) => string, now: string) => readonly string[];

const statuses: readonly TradeStatus[] = ['waiting', 'paid', 'closed', 'finished'];

const partsOf: Readonly<Record<TradeStatus, Parts>> = {
  waiting: (newest, now) => [newest(`state = 'waiting' and expires_at > ${now}`)],
  paid: (newest, now) => [
    newest(`state = 'paid' and not (refund_until <= ${now} and refund_reserved = 0)`),
  ],
  closed: (newest, now) => [
    newest(`state = 'closed'`),
    newest(`state = 'waiting' and expires_at <= ${now}`),
  ],
  // The job that finishes trades leaves few of the second part, so they are found before they are sorted.
  finished: (newest, now) => [
    newest(`state = 'finished'`),
    `(with over as materialized (
        select * from trades
        where state = 'paid' and refund_until <= ${now} and refund_reserved = 0)
      ${newest('true').replace('from trades', 'from over')})`,
  ],
};

interface Listing {
  readonly statement: Statement;
  readonly usesNow: boolean;
}

function listing(name: string, scope: string, parts: Parts, now: string): Listing {
  const text = pageText(scope, parts, now);
  return { statement: statement({ name, text }), usesNow: text.includes(now) };
}

/** The newest trades of the parts, merged: `$1` to `$4` are `pageBounds`, `$5` is how many. */
export function pageText(scope: string, parts: Parts, now: string): string {
  const newest = (where: string): string =>
    `(select ${trades.names()} from trades where ${scope}${where} and ${inPage} ${asPage})`;
  const all = parts(newest, now);
  const [only] = all;
  return all.length === 1
    ? String(only)
    : `select * from (${all.join(' union all ')}) as parts ${asPage}`;
}

type Listings = Readonly<Record<TradeStatus | 'any', Listing>>;

const byStatus = (name: string, scope: string, any: Parts, now: string): Listings => {
  const all = [
    ['any', listing(name, scope, any, now)],
    ...statuses.map((each) => [each, listing(`${name}-${each}`, scope, partsOf[each], now)]),
  ];
  return Object.fromEntries(all) as Listings;
};

const ofAll = byStatus('list-trades', '', (newest) => [newest('true')], '$6');

// The index begins with partner and state, so all of a partner's trades are those of each state.
const eachState: Parts = (newest) => statuses.map((state) => newest(`state = '${state}'`));
const ofPartner = byStatus('list-trades-of-partner', 'partner_id = $6 and ', eachState, '$7');

/** The parts of a partner's trades, of all or of those in a status. */
export const partsOfPartner: Readonly<Record<TradeStatus | 'any', Parts>> = {
  ...partsOf,
  any: eachState,
};

// One buyer has few enough trades to look at each.
const ofWallet = statement({
  name: 'list-trades-of-wallet',
  text: `select ${trades.names()} from trades where wallet_id = $6 and ${inPage}
      and ($7::text is null or partner_id = $7)
      and ($8::text is null or $8 = case
        when state = 'waiting' and expires_at <= $9 then 'closed'
        when state = 'paid' and refund_until <= $9 and refund_reserved = 0 then 'finished'
        else state end)
    order by wallet_id, trade_id desc limit $5`,
});

/** A page of trades, newest first: at most `limit` that are older than `after`. */
export async function listTrades(
  connection: Connection,
  { partnerId, walletId, status, day }: TradeFilter,
  { after, limit, now }: TradePage,
): Promise<Trade[]> {
  const page = [...pageBounds({ from: day, to: day }, after), limit];
  const at = now;
  if (walletId !== undefined) {
    const values = [...page, walletId, partnerId ?? null, status ?? null, at];
    return decodeAll(await connection.run(ofWallet, values));
  }
  const { statement, usesNow } = (partnerId === undefined ? ofAll : ofPartner)[status ?? 'any'];
  const values = [
    ...page,
    ...(partnerId === undefined ? [] : [partnerId]),
    ...(usesNow ? [at] : []),
  ];
  return decodeAll(await connection.run(statement, values));
}

export interface TradePage {
  /** The last trade of the page before. */
  readonly after: TradeId | undefined;
  readonly limit: number;
  readonly now: Instant;
}

/** Greater than every id in every collation. */
const afterAll = '9'.repeat(29);

export interface TradeDays {
  /** The first and the last business day on which trades began. */
  readonly from?: BusinessDate | undefined;
  readonly to?: BusinessDate | undefined;
}

/** `$1` to `$4`. The id of a trade begins with its day or the next one. */
export function pageBounds({ from, to }: TradeDays, after: TradeId | undefined) {
  const above = to === undefined ? afterAll : addDays(to, 2).replaceAll('-', '');
  return [
    after !== undefined && after < above ? after : above,
    from === undefined ? '' : from.replaceAll('-', ''),
    from === undefined ? '-infinity' : startOfDay(from),
    to === undefined ? 'infinity' : startOfDay(addDays(to, 1)),
  ] as const;
}

const decodeAll = (rows: readonly RawRow[]): Trade[] => rows.map(decodeOrder).filter(isTrade);
