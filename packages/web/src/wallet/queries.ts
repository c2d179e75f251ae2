/** What the pages know of the wallet: asked once, kept up to date by live events. */
import type { BillView, BuyerWalletView } from '@sampan/api';
import {
  type InfiniteData,
  QueryClient,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { ask, NoAnswer } from './api/client.ts';
import type { LiveEvent } from './api/live.ts';
import { remembered } from './remembered.ts';

export const openQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => error instanceof NoAnswer && count < 2,
        retryDelay: 1_000,
        // Requests are made while offline too: their failure says so.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

interface Page {
  readonly trades: readonly BillView[];
  readonly next: string | null;
}

export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      const me = await ask('GET /me');
      remembered.keepWallet(me);
      return me;
    },
  });

/** Without live events the server is asked every few seconds. */
export const usePrompts = (isLive: boolean) =>
  useQuery({
    queryKey: ['prompts'],
    queryFn: async () => (await ask('GET /prompts')).prompts,
    refetchInterval: isLive ? false : 4_000,
  });

/** All trades, or those that the server finds. */
export const useTrades = ({ text = '', status }: TradeSearch = {}, isWanted = true) =>
  useInfiniteQuery({
    queryKey: text === '' && status === undefined ? all : ['trades', 'found', text, status],
    queryFn: ({ pageParam }): Promise<Page> =>
      ask('GET /trades', {
        query: { ...(text !== '' && { text }), status, before: pageParam, limit: 20 },
      }),
    enabled: isWanted,
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export interface TradeSearch {
  readonly text?: string;
  readonly status?: 'waiting' | 'paid' | 'refunded' | undefined;
}

const all = ['trades', 'all'];

/** The first page begins with the newest trade. */
const newest = (): string | undefined => undefined;

/** One trade; asked again every three seconds while `everyMs` says so. */
export const useTrade = (id: string, everyMs?: number) =>
  useQuery({
    queryKey: ['trade', id],
    queryFn: () => ask('GET /trades/:id', { params: { id } }),
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
  });

/** Carries what a live event says into what the pages show. */
export function useApplyEvent(): (event: LiveEvent) => void {
  const queries = useQueryClient();
  return useCallback(
    (event) => {
      if (event.kind === 'reload') {
        void queries.invalidateQueries();
        return;
      }
      if (event.kind === 'balance') {
        queries.setQueryData<BuyerWalletView>(['me'], (me) => me && { ...me, ...event.data });
        return;
      }
      if (event.kind === 'notice') {
        // A freeze or a limit from another device changes what the pages show.
        for (const key of ['me', 'settings', 'messages']) {
          void queries.invalidateQueries({ queryKey: [key] });
        }
        return;
      }
      keepBill(queries, event.data);
      const others = (prompts: readonly BillView[] = []) =>
        prompts.filter(({ tradeId }) => tradeId !== event.data.tradeId);
      queries.setQueryData<readonly BillView[]>(['prompts'], (prompts) =>
        event.kind === 'prompt' ? [...others(prompts), event.data] : others(prompts),
      );
    },
    [queries],
  );
}

/** Puts a trade as it is now where it is shown. */
export function keepBill(queries: QueryClient, bill: BillView): void {
  queries.setQueryData(['trade', bill.tradeId], bill);
  queries.setQueryData<InfiniteData<Page>>(all, (list) => list && withBill(list, bill));
  // What a search has found may have changed; messages tell of it.
  for (const queryKey of [['trades', 'found'], ['messages']]) {
    void queries.invalidateQueries({ queryKey });
  }
}

function withBill(list: InfiniteData<Page>, bill: BillView): InfiniteData<Page> {
  const isKnown = list.pages.some(({ trades }) =>
    trades.some(({ tradeId }) => tradeId === bill.tradeId),
  );
  const pages = list.pages.map((page, index) => ({
    ...page,
    trades: isKnown
      ? page.trades.map((each) => (each.tradeId === bill.tradeId ? bill : each))
      : index === 0
        ? [bill, ...page.trades]
        : page.trades,
  }));
  return { ...list, pages };
}
