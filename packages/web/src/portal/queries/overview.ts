import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client.ts';

const everyMs = 20_000;

/** A day's figures; of today they are asked for again and again. */
export const useOverview = (day: string | undefined) =>
  useQuery({
    queryKey: ['overview', day],
    queryFn: () => ask('GET /overview', { query: { day } }),
    refetchInterval: everyMs,
  });

/** The newest few trades. */
export const useLatestTrades = (day: string | undefined) =>
  useQuery({
    queryKey: ['trades', 'latest', day],
    queryFn: async () =>
      (await ask('GET /trades', { query: { from: day, to: day, limit: 6 } })).items,
    refetchInterval: everyMs,
  });
