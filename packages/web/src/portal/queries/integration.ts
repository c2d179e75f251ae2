/** Keys and notifications. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';
import type { DeliveriesPlace } from '../places.ts';

const newest = (): string | undefined => undefined;

export const useKeys = () => useQuery({ queryKey: ['keys'], queryFn: () => ask('GET /keys') });

export const useDeliveries = ({ trade, state }: DeliveriesPlace) =>
  useInfiniteQuery({
    queryKey: ['deliveries', trade, state],
    queryFn: ({ pageParam }) =>
      ask('GET /deliveries', { query: { trade, state, limit: 50, after: pageParam } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const useDelivery = (id: string) =>
  useQuery({
    queryKey: ['delivery', id],
    queryFn: () => ask('GET /deliveries/:id', { params: { id } }),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 5_000 : false),
  });

export const useReceivers = () =>
  useQuery({
    queryKey: ['receivers'],
    queryFn: async () => (await ask('GET /deliveries/health')).receivers,
    refetchInterval: 15_000,
  });
