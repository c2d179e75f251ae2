/** What the pages ask of the server. */
import { QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask, NoAnswer } from './api/client.ts';

export const openQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => error instanceof NoAnswer && count < 2,
        retryDelay: 1_000,
        // Requests are made while offline too: their failure says so.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** The key of the first page. */
const first = (): string | undefined => undefined;

/** A list, page by page; `next` is the key of the following one. */
export function usePages<Asked extends Page<unknown>>(
  key: readonly unknown[],
  read: (after: string | undefined) => Promise<Asked>,
) {
  const list = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: first(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items: readonly Asked['items'][number][] =
    list.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...list, items, last: list.data?.pages.at(-1) };
}

export const useServer = () =>
  useQuery({
    queryKey: ['server'],
    queryFn: () => ask('GET /admin/server'),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const useTrialBalance = () =>
  useQuery({ queryKey: ['trial-balance'], queryFn: () => ask('GET /admin/trial-balance') });

export const useJobs = () =>
  useQuery({
    queryKey: ['jobs'],
    queryFn: async () => (await ask('GET /admin/jobs')).jobs,
    refetchInterval: 10_000,
  });

export const useHealth = () =>
  useQuery({
    queryKey: ['health'],
    queryFn: () => ask('GET /admin/health'),
    refetchInterval: 10_000,
  });

export const useReady = () =>
  useQuery({
    queryKey: ['ready'],
    queryFn: () => ask('GET /readyz'),
    refetchInterval: 10_000,
    retry: false,
  });
