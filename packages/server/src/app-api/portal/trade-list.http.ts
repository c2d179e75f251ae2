import { Readable } from 'node:stream';
import {
  type Currency,
  formatAmount,
  type Instant,
  money,
  offsetTime,
  type PartnerId,
  type TradeId,
} from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  findPartnerTrades,
  fitsFilter,
  givenBack,
  listPartnerTrades,
  type PartnerTradeFilter,
  sumPartnerTrades,
  type Trade,
  timeOfId,
} from '#acquiring';
import { readDelivery } from '#notification';
import { asTradeId } from '../fields.ts';
import { type List, searchedPageOf } from '../page.ts';
import { invalid } from '../problem.ts';
import { readDay } from '../read-day.ts';
import type { PortalWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { csvHead, csvLine, lineCells } from './trade-csv.ts';
import { portalTradeView } from './trade-views.ts';

const tradeList: List<Pick<Trade, 'id'>, TradeId> = {
  name: 'portal-trades',
  keyOf: ({ id }) => [id],
  keyFrom: ([id = '']) => asTradeId(id),
};

/** The filters of a request, and the id that it searches. */
interface Wanted extends PartnerTradeFilter {
  readonly text: string | undefined;
}

/** Rows that are read at once for a file; between two pieces others have their turn. */
const piece = 500;

/** A partner's trades: page by page, summed up, and as a file. */
export function tradeListRoutes(app: FastifyInstance, world: PortalWorld): void {
  const { lists, clock, onError } = world;

  serve(app, world, 'GET /trades', async ({ caller, query }) => {
    const now = clock.now();
    const wanted = wantedIn(query);
    const page = await searchedPageOf(tradeList, query, async (after, limit) => {
      const { trades, scannedTo } = await read(caller.partner.id, wanted, { after, limit, now });
      return { items: trades, searchedTo: scannedTo === undefined ? undefined : { id: scannedTo } };
    });
    const { items, next, searchedTo } = page;
    return {
      items: items.map((trade) => portalTradeView(trade, now)),
      next,
      ...(searchedTo && { searchedTo: offsetTime(timeOfId(searchedTo.id)) }),
    };
  });

  serve(app, world, 'GET /trades/sums', async ({ caller, query }) => {
    const now = clock.now();
    const wanted = wantedIn(query);
    if (wanted.text !== undefined) {
      const limit = Number.POSITIVE_INFINITY;
      const { trades } = await read(caller.partner.id, wanted, { after: undefined, limit, now });
      return sumsView(sumOf(trades));
    }
    const { result } = await lists.read((connection) =>
      sumPartnerTrades(connection, caller.partner.id, wanted, { now }),
    );
    return sumsView(result);
  });

  serve(app, world, 'GET /trades.csv', async ({ caller, query }, { method }, reply) => {
    const wanted = wantedIn(query);
    const { id } = caller.partner;
    reply.headers({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="trades.csv"',
    });
    if (method === 'HEAD') return reply.send();
    // Pulled as the client reads; a client that goes away ends it before the next piece is read.
    const lines = linesOf(id, wanted, clock.now());
    const stream = Readable.from(lines, { objectMode: false });
    stream.once('error', onError);
    return reply.send(stream);
  });

  async function* linesOf(partnerId: PartnerId, wanted: Wanted, now: Instant) {
    yield csvHead;
    for (let after: TradeId | undefined; ; ) {
      const found = await read(partnerId, wanted, { after, limit: piece, now });
      const { trades, scannedTo } = found;
      if (trades.length > 0) yield trades.map((trade) => csvLine(lineCells(trade, now))).join('');
      after = trades.length >= piece ? trades.at(-1)?.id : scannedTo;
      if (after === undefined) return;
    }
  }

  async function read(
    partnerId: PartnerId,
    { text, ...filter }: Wanted,
    page: { readonly after: TradeId | undefined; readonly limit: number; readonly now: Instant },
  ) {
    const { after, limit, now } = page;
    const { result } = await lists.read(async (connection) => {
      if (text === undefined) return listPartnerTrades(connection, partnerId, filter, page);
      const delivery = await readDelivery(connection, partnerId, text);
      const others = delivery ? [delivery.tradeId] : [];
      const found = await findPartnerTrades(connection, partnerId, text, others);
      const fitting = found
        .filter((trade) => fitsFilter(trade, filter, now))
        .filter(({ id }) => after === undefined || id < after);
      return { trades: fitting.slice(0, limit), scannedTo: undefined };
    });
    return result;
  }
}

interface Query extends Omit<PartnerTradeFilter, 'from' | 'to' | 'returned'> {
  readonly from?: string;
  readonly to?: string;
  readonly refunded?: 'true';
  readonly text?: string;
}

function wantedIn({ status, inst, product, store, text, ...query }: Query): Wanted {
  const from = query.from === undefined ? undefined : readDay(query.from, 'from');
  const to = query.to === undefined ? undefined : readDay(query.to, 'to');
  if (from !== undefined && to !== undefined && from > to) {
    throw invalid('to', 'a day that is not before "from"');
  }
  const returned = query.refunded === 'true';
  return { status, from, to, inst, product, store, returned, text: text?.trim() };
}

type Sums = Awaited<ReturnType<typeof sumPartnerTrades>>;

/** As the statement sums up a list. */
const sumOf = (trades: readonly Trade[]): Sums => ({
  trades: BigInt(trades.length),
  paid: BigInt(trades.filter(({ payment }) => payment).length),
  sums: trades.map((trade) => ({
    currency: trade.amount.currency,
    settledIn: trade.quote.settlement.currency,
    paid: trade.payment ? trade.amount.minor : 0n,
    refunded: givenBack(trade)?.minor ?? 0n,
    fees: (trade.payment?.fee.minor ?? 0n) - (trade.payment?.feeReturned.minor ?? 0n),
  })),
  isPartial: false,
});

/** Prices are in the currency of the price, fees in that of the settlement. */
function sumsView({ trades, paid, sums, isPartial }: Sums) {
  const currencies = [
    ...new Set(sums.flatMap(({ currency, settledIn }) => [currency, settledIn])),
  ].sort();
  const total = (rows: Sums['sums'], name: 'paid' | 'refunded' | 'fees', currency: Currency) =>
    formatAmount(
      money(
        currency,
        rows.reduce((sum, row) => sum + row[name], 0n),
      ),
    );
  return {
    trades: Number(trades),
    paid: Number(paid),
    atLeast: isPartial,
    sums: currencies.map((currency) => {
      const priced = sums.filter((row) => row.currency === currency);
      return {
        currency,
        paid: total(priced, 'paid', currency),
        refunded: total(priced, 'refunded', currency),
        fees: total(
          sums.filter(({ settledIn }) => settledIn === currency),
          'fees',
          currency,
        ),
      };
    }),
  };
}
