import { offsetTime, type PartnerId } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import {
  asCurl,
  asFixture,
  asSdk,
  asVerification,
  countCodes,
  countExchanges,
  decodeExchange,
  type ExchangeFilter,
  type ExchangeSummary,
  listExchanges,
  type StoredExchange,
} from '#exchanges';
import { readPartners } from '#partner';
import { type Columns, sendCsv } from './csv.http.ts';
import type { OperationsDependencies } from './dependencies.ts';
import { exchangeView, wholeExchangeView } from './exchange-record-view.ts';
import {
  type AskedFilters,
  filterOf,
  findExchange,
  orderOf,
  readTime,
  recordOf,
} from './find-exchange.ts';
import { knownPartner } from './known-partner.ts';
import { type List, pageOf } from './page.ts';
import { conflict } from './problem.ts';
import { serve } from './serve.http.ts';

const exchangeList: List<ExchangeSummary, bigint> = {
  name: 'exchanges',
  keyOf: ({ number }) => [String(number)],
  keyFrom: ([number = '']) => (/^[0-9]{1,18}$/.test(number) ? BigInt(number) : undefined),
};

const exchangeColumns: Columns<ExchangeSummary> = {
  at: ({ at }) => offsetTime(at),
  kind: ({ kind }) => kind,
  service: ({ service }) => service,
  partner: ({ partnerId }) => partnerId,
  order: ({ orderId }) => orderId,
  trade: ({ tradeId }) => tradeId,
  notification: ({ notifyId }) => notifyId,
  result: ({ result }) => result,
  code: ({ code }) => code,
  reason: ({ reason }) => reason,
  took_ms: ({ tookMs }) => tookMs,
  id: ({ id }) => id,
};

/** The record of a sandbox: lists, one exchange, and copies of it. */
export function exchangeRoutes(app: FastifyInstance, world: OperationsDependencies): void {
  const { lists, gatewayUrl } = world;

  serve(app, world, 'GET /admin/exchanges', async ({ query }) => {
    const filter = await listed(query);
    const page = await pageOf(exchangeList, query, async (after, limit) => {
      const { result } = await lists.read((connection) =>
        listExchanges(connection, filter, after, limit),
      );
      return result;
    });
    return { ...page, items: page.items.map(exchangeView) };
  });

  serve(app, world, 'GET /admin/exchange-count', async ({ query }) => {
    const filter = await listed(query);
    const { result } = await lists.read((connection) => countExchanges(connection, filter));
    return { count: result };
  });

  serve(app, world, 'GET /admin/exchanges.csv', async ({ query }, _request, reply) => {
    const filter = await listed(query);
    return sendCsv(reply, world, {
      name: 'exchanges.csv',
      columns: exchangeColumns,
      async read(last, limit) {
        const { result } = await lists.read((connection) =>
          listExchanges(connection, filter, last?.number, limit),
        );
        return result;
      },
    });
  });

  serve(app, world, 'GET /admin/exchanges/:id', async ({ params: { id } }) => {
    const stored = await findExchange(world, id);
    const decoded = await decodeExchange(stored);
    return wholeExchangeView(stored, decoded, await orderOf(world, stored));
  });

  serve(app, world, 'GET /admin/exchanges/:id/copy', async ({ params: { id }, query: { as } }) => {
    const stored = await findExchange(world, id);
    if (stored.kind === 'download') {
      throw conflict('exchange-unreadable', 'A file was fetched over SFTP; there is no request');
    }
    return { as, text: await copyOf(stored, as) };
  });

  serve(app, world, 'GET /admin/exchange-codes', async ({ query: { partner, since } }) => {
    await recordOf(world).flush();
    const filter = {
      partnerId: partner === undefined ? undefined : await knownPartner(lists, partner),
      since: readTime('since', since),
    };
    const { result } = await lists.read((connection) => countCodes(connection, filter));
    return {
      codes: result.map(({ lastAt, ...count }) => ({ ...count, lastAt: offsetTime(lastAt) })),
    };
  });

  /** What the lists ask; all that was handed over before is stored then. */
  async function listed(
    query: AskedFilters & { readonly since?: string; readonly until?: string },
  ): Promise<ExchangeFilter> {
    await recordOf(world).flush();
    return {
      ...(await filterOf(world, query)),
      since: readTime('since', query.since),
      until: readTime('until', query.until),
    };
  }

  async function copyOf(stored: StoredExchange, as: 'curl' | 'sdk' | 'fixture'): Promise<string> {
    if (as === 'curl') return asCurl(stored, gatewayUrl());
    const decoded = await decodeExchange(stored);
    if (as === 'fixture') return asFixture(stored, decoded);
    if (decoded.parameters.length === 0) {
      throw conflict('exchange-unreadable', 'The request has no parameters; copy it as curl');
    }
    const { partnerId } = stored;
    const contract = partnerId === undefined ? 'hk' : await contractOf(partnerId);
    const surroundings = { gatewayUrl: gatewayUrl(), contract };
    return stored.kind === 'request'
      ? asSdk(decoded, surroundings)
      : asVerification(stored, decoded, surroundings);
  }

  async function contractOf(partnerId: PartnerId) {
    const { result } = await lists.read((connection) => readPartners(connection, [partnerId]));
    return result[0]?.contract ?? 'hk';
  }
}
