import { useCallback } from 'react';
import { NoAnswer, Refused } from '../api/client.ts';
import { refusalWords } from '../refusals.ts';
import { useSay } from '../words/use-say.ts';

/** Says what went wrong with a request, and what to do; an error that is none of the server's is thrown again. */
export function useSentence(): (error: unknown) => string {
  const { say } = useSay();
  return useCallback(
    (error: unknown) => {
      if (error instanceof NoAnswer) return say('refused.noAnswer');
      if (!(error instanceof Refused)) throw error;
      const words = refusalWords(error.code);
      return words === undefined ? say('refused.other', { code: error.code }) : say(words);
    },
    [say],
  );
}
