/** What the pages ask of the server. */
import { QueryClient, useQuery } from '@tanstack/react-query';
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

/** Who is signed in; refused with `signed-out` when there is no session. */
export const useSessionQuery = () =>
  useQuery({ queryKey: ['session'], queryFn: () => ask('GET /session'), staleTime: 60_000 });

export const useDevices = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await ask('GET /sessions')).sessions,
  });
