import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';

const everyMs = 15_000;

/** What waits for a second person, and what was answered lately. */
export const useApprovals = () =>
  useQuery({
    queryKey: ['approvals'],
    queryFn: async () => (await ask('GET /approvals')).approvals,
    refetchInterval: everyMs,
  });

/** Above which amount a second person must approve; undefined when none must. */
export const useLimit = () =>
  useQuery({
    queryKey: ['settings'],
    queryFn: () => ask('GET /settings'),
    staleTime: 60_000,
  });
