/** The list of trades, page by page, with what is newer and what waits. */
import type { PartnerApi, PortalTradeView, Reply } from '@sampan/api';
import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '../api/client.ts';
import type { TradeFilter } from '../search.ts';

type Page = Reply<PartnerApi['GET /trades']>;

const pageSize = 100;
const newerEveryMs = 8_000;
const waitingEveryMs = 4_000;

const newest = (): string | undefined => undefined;
const keyOf = (filter: TradeFilter) => ['trades', 'list', filter] as const;

export const useTrades = (filter: TradeFilter) =>
  useInfiniteQuery({
    queryKey: keyOf(filter),
    queryFn: ({ pageParam }): Promise<Page> =>
      ask('GET /trades', { query: { ...filter, limit: pageSize, after: pageParam } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
    // The rows stay as they are read until newer ones are wanted; states of the first page are renewed below.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Trades that wait for their buyer, whatever their place in the list; not asked when the filter excludes them. */
export function useWaitingTrades(filter: TradeFilter) {
  const isWanted = filter.status === undefined && filter.refunded === undefined;
  const waiting = useQuery({
    queryKey: ['trades', 'waiting', filter],
    queryFn: async () =>
      (await ask('GET /trades', { query: { ...filter, status: 'waiting', limit: 20 } })).items,
    enabled: isWanted,
    refetchInterval: waitingEveryMs,
  });
  return isWanted ? (waiting.data ?? []) : [];
}

/** Asks for the first page now and then: counts what is newer, and renews the states of what is shown. */
export function useNewerTrades(filter: TradeFilter, isShown: boolean) {
  const queries = useQueryClient();
  const fresh = useQuery({
    queryKey: ['trades', 'newest', filter],
    queryFn: () => ask('GET /trades', { query: { ...filter, limit: pageSize } }),
    enabled: isShown,
    refetchInterval: newerEveryMs,
  });
  const { data } = fresh;
  useEffect(() => {
    if (data) renew(queries, filter, data.items);
  }, [queries, filter, data]);
  const shown = queries.getQueryData<InfiniteData<Page>>(keyOf(filter));
  const known = new Set(shown?.pages.flatMap(({ items }) => items.map(({ tradeId }) => tradeId)));
  const first = shown?.pages[0]?.items[0]?.tradeId ?? '';
  const newer = (data?.items ?? []).filter(
    ({ tradeId }) => !known.has(tradeId) && tradeId > first,
  ).length;
  return {
    newer: shown ? newer : 0,
    isMore: newer === pageSize,
    /** When the server answered last, in this device's time; undefined while it answers. */
    staleSince: fresh.isError ? fresh.dataUpdatedAt : undefined,
    show: () =>
      queries.resetQueries({ queryKey: keyOf(filter) }).then(() => {
        void queries.invalidateQueries({ queryKey: ['trades', 'sums', filter] });
      }),
  };
}

function renew(
  queries: ReturnType<typeof useQueryClient>,
  filter: TradeFilter,
  fresh: readonly PortalTradeView[],
): void {
  const byId = new Map(fresh.map((trade) => [trade.tradeId, trade]));
  queries.setQueryData<InfiniteData<Page>>(
    keyOf(filter),
    (old) =>
      old && {
        ...old,
        pages: old.pages.map((page) => ({
          ...page,
          items: page.items.map((trade) => byId.get(trade.tradeId) ?? trade),
        })),
      },
  );
}

export const useTradeSums = (filter: TradeFilter) =>
  useQuery({
    queryKey: ['trades', 'sums', filter],
    queryFn: () => ask('GET /trades/sums', { query: filter }),
    refetchInterval: 30_000,
  });

export const useTrade = (id: string) =>
  useQuery({
    queryKey: ['trade', id],
    queryFn: () => ask('GET /trades/:id', { params: { id } }),
    // What is on its way changes by itself.
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? 3_000 : 15_000),
  });

/** After money was given back, or asked for: all that shows it is asked again. */
export function useRenewMoney(): () => Promise<unknown> {
  const queries = useQueryClient();
  return () =>
    Promise.all(
      ['trade', 'trades', 'approvals', 'overview'].map((name) =>
        queries.invalidateQueries({ queryKey: [name] }),
      ),
    );
}

export const useShops = () =>
  useQuery({
    queryKey: ['shops'],
    queryFn: async () => (await ask('GET /shops')).shops,
    staleTime: 60_000,
  });
