/** Batches, days that are not settled yet, and files. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask, stream } from '../api/client.ts';
import type { FilesPlace } from '../places.ts';

const newest = (): string | undefined => undefined;

export const useBatches = () =>
  useInfiniteQuery({
    queryKey: ['batches'],
    queryFn: ({ pageParam }) => ask('GET /batches', { query: { limit: 50, after: pageParam } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const useBatch = (id: string) =>
  useQuery({
    queryKey: ['batch', id],
    queryFn: () => ask('GET /batches/:id', { params: { id } }),
  });

export const useOpenDays = () =>
  useQuery({
    queryKey: ['open-days'],
    queryFn: () => ask('GET /open-days'),
    refetchInterval: 60_000,
  });

export const useFiles = ({ day, kind }: FilesPlace) =>
  useInfiniteQuery({
    queryKey: ['files', day, kind],
    queryFn: ({ pageParam }) =>
      ask('GET /files', { query: { day, kind, limit: 50, after: pageParam } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const useLateFiles = () =>
  useQuery({
    queryKey: ['files', 'late'],
    queryFn: async () => (await ask('GET /files/late')).late,
    refetchInterval: 60_000,
  });

export const fetchFile = async (name: string): Promise<Blob> =>
  (await stream('GET /files/:name', { params: { name } })).blob();
