/** What the buyer has set, and how it is changed. */
import type { BuyerWalletView, SettingsView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, NoAnswer, Refused } from '../api/client.ts';
import { useRefusalSentence } from '../parts/refusal-panel.tsx';
import { remembered } from '../remembered.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

export const useSettings = () =>
  useQuery({ queryKey: ['settings'], queryFn: () => ask('GET /settings') });

export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await ask('GET /sessions')).sessions,
  });

/** Puts what a change has answered where it is shown. */
export function useKeep() {
  const queries = useQueryClient();
  const { shelf } = useWallet();
  return {
    settings: (settings: SettingsView) => {
      queries.setQueryData(['settings'], settings);
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
    wallet: (wallet: BuyerWalletView) => {
      queries.setQueryData(['me'], wallet);
      remembered.keepWallet(wallet);
      // Codes from before a pause or a freeze are dead.
      shelf.clear();
      void queries.invalidateQueries({ queryKey: ['settings'] });
    },
  };
}

/** Carries out a change; `problem` is the sentence of its refusal, or what `explain` makes of another failure. */
export function useChange<Given extends readonly unknown[]>(
  change: (...given: Given) => Promise<void>,
  explain: (error: unknown) => string | undefined = () => undefined,
): {
  readonly isBusy: boolean;
  readonly problem: string | undefined;
  readonly refusal: Refused | undefined;
  readonly run: (...given: Given) => void;
  readonly reset: () => void;
} {
  const { say } = useSay();
  const sentence = useRefusalSentence();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [refusal, setRefusal] = useState<Refused>();
  const run = async (...given: Given) => {
    setBusy(true);
    setProblem(undefined);
    setRefusal(undefined);
    try {
      await change(...given);
    } catch (error) {
      if (error instanceof NoAnswer) setProblem(say('common.failed'));
      else if (error instanceof Refused) {
        setRefusal(error);
        setProblem(sentence(error));
      } else {
        const explained = explain(error);
        if (explained === undefined) throw error;
        setProblem(explained);
      }
    } finally {
      setBusy(false);
    }
  };
  const reset = () => {
    setProblem(undefined);
    setRefusal(undefined);
  };
  return { isBusy, problem, refusal, run: (...given) => void run(...given), reset };
}
