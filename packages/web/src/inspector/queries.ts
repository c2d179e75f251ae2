/** What the pages ask of the server. */
import type { ExchangeView } from '@sampan/api';
import {
  type InfiniteData,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { machine } from '../shared/index.ts';
import { asking, mainWorld } from './api/client.ts';
import { openLive } from './api/live.ts';
import type { ExchangePlace } from './search.ts';
import { filterOf } from './search.ts';
import { Seldom } from './seldom.ts';
import { useWorld } from './use-world.ts';

const pageSize = 100;

interface Page {
  readonly items: readonly ExchangeView[];
  readonly next: string | null;
}

/** Worlds are listed by `main`; none where the database of a sandbox is not its own. */
export const useWorlds = () =>
  useQuery({
    queryKey: ['worlds'],
    queryFn: async () => (await asking(mainWorld)('GET /admin/worlds')).worlds,
    retry: false,
  });

export function usePartners() {
  const { world, ask } = useWorld();
  return useQuery({
    queryKey: [world, 'partners'],
    queryFn: async () => (await ask('GET /admin/partners', { query: { limit: 100 } })).items,
  });
}

/** Codes of what did not succeed, with their counts. */
export function useCodes() {
  const { world, ask } = useWorld();
  return useQuery({
    queryKey: [world, 'codes'],
    queryFn: async () => (await ask('GET /admin/exchange-codes')).codes,
  });
}

/** Counts are asked again at most so often, however many exchanges come. */
const countsEveryMs = 1_000;

/** The key of the first page. */
const newest = (): string | undefined => undefined;

/** The list, newest first; `next` is the key of the following page. */
export function useExchanges(place: ExchangePlace) {
  const { world, ask } = useWorld();
  const filter = filterOf(place);
  return useInfiniteQuery({
    queryKey: [world, 'exchanges', filter],
    queryFn: ({ pageParam }): Promise<Page> =>
      ask('GET /admin/exchanges', { query: { ...filter, limit: pageSize, after: pageParam } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/**
 * Puts new exchanges into the list. While the reader is further down, or has one open, they are counted
 * and wait to be shown.
 */
export function useLiveExchanges(place: ExchangePlace, isHeld: () => boolean) {
  const { world } = useWorld();
  const queries = useQueryClient();
  const [isLive, setLive] = useState(true);
  const [held, setHeld] = useState<readonly ExchangeView[]>([]);
  const [arrived, setArrived] = useState(0);
  const asked = useRef(isHeld);
  useEffect(() => {
    asked.current = isHeld;
  });
  const filter = JSON.stringify(filterOf(place));
  useEffect(() => {
    setHeld([]);
    setArrived(0);
    const counts = new Seldom(machine, countsEveryMs, () => {
      void queries.invalidateQueries({ queryKey: [world, 'codes'] });
      void queries.invalidateQueries({ queryKey: [world, 'count'] });
    });
    const close = openLive({
      world,
      filter: JSON.parse(filter),
      onConnection: setLive,
      onExchange(exchange) {
        counts.ask();
        setArrived((before) => before + 1);
        if (asked.current()) setHeld((before) => [exchange, ...before]);
        else put(queries, [world, 'exchanges', JSON.parse(filter)], [exchange]);
      },
    });
    return () => {
      close();
      counts.close();
    };
  }, [world, filter, queries]);
  const show = () => {
    put(queries, [world, 'exchanges', JSON.parse(filter)], held);
    setHeld([]);
  };
  return { isLive, newer: held.length, arrived, show };
}

function put(
  queries: ReturnType<typeof useQueryClient>,
  key: readonly unknown[],
  fresh: readonly ExchangeView[],
): void {
  queries.setQueryData<InfiniteData<Page>>(key, (old) => {
    const [first, ...rest] = old?.pages ?? [];
    if (!old || !first) return old;
    const known = new Set(first.items.map(({ id }) => id));
    const items = [...fresh.filter(({ id }) => !known.has(id)), ...first.items];
    return { ...old, pages: [{ ...first, items }, ...rest] };
  });
}

export function useExchange(id: string | undefined) {
  const { world, ask } = useWorld();
  return useQuery({
    queryKey: [world, 'exchange', id],
    queryFn: () => ask('GET /admin/exchanges/:id', { params: { id: id ?? '' } }),
    enabled: id !== undefined,
  });
}

/** Why it was refused; searching it takes a moment, so it is asked apart from the rest. */
export function useExplanation(id: string, isWanted: boolean) {
  const { world, ask } = useWorld();
  return useQuery({
    queryKey: [world, 'explanation', id],
    queryFn: () => ask('GET /admin/exchanges/:id/explanation', { params: { id } }),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
