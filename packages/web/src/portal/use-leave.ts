import { useQueryClient } from '@tanstack/react-query';
import { ask } from './api/client.ts';

/** Ends the session. Without an answer it goes on: the page to sign in would promise too much. */
export function useLeave(): () => void {
  const queries = useQueryClient();
  return () => {
    void ask('POST /sign-out')
      .catch(() => undefined)
      .then(() => queries.resetQueries({ queryKey: ['session'] }));
  };
}
