import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';

export const usePeople = () =>
  useQuery({
    queryKey: ['members'],
    queryFn: async () => (await ask('GET /members')).members,
  });

const newest = (): string | undefined => undefined;

/** What people have changed, newest first. */
export const useLog = (member: string | undefined) =>
  useInfiniteQuery({
    queryKey: ['log', member],
    queryFn: ({ pageParam }) =>
      ask('GET /log', { query: { member, limit: 100, after: pageParam } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
