import { useState } from 'react';
import { Refused } from '../api/client.ts';
import { useSentence } from './use-sentence.ts';

export interface Fault {
  readonly text: string;
  /** The field that is to blame. */
  readonly field: string | undefined;
}

/** One request after another: whether it runs, and what was wrong with the last one. */
export function useTask() {
  const sentence = useSentence();
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault>();
  /** Answers whether it went well. */
  async function run(task: () => Promise<unknown>): Promise<boolean> {
    if (isBusy) return false;
    setFault(undefined);
    setBusy(true);
    try {
      await task();
      return true;
    } catch (error) {
      const field = error instanceof Refused ? error.field : undefined;
      setFault({ text: sentence(error), field });
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, fault, run };
}
