import { useCallback } from 'react';
import { clockTime } from '../../shared/index.ts';
import { NoAnswer, Refused } from '../api/client.ts';
import { refusalOf, untilIn } from '../refusals.ts';
import { useSay } from '../words/use-say.ts';

/** Says what went wrong with a request, and what to do; an error that is none of the server's is thrown again. */
export function useSentence(): (error: unknown) => string {
  const { say } = useSay();
  return useCallback(
    (error: unknown) => {
      if (error instanceof NoAnswer) return say('app.noAnswer');
      if (!(error instanceof Refused)) throw error;
      const said = refusalOf(error);
      if (!said) return say('refused.other', { code: error.code });
      if (said.words === 'refused.locked' || said.words === 'refused.addressLocked') {
        return say(said.words, { time: clockTime(untilIn(error) ?? '') });
      }
      return say(said.words);
    },
    [say],
  );
}
