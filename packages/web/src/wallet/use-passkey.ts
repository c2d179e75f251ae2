import { useEffect, useState } from 'react';
import { NoAnswer, Refused } from './api/client.ts';
import { useRefusalSentence } from './parts/refusal-panel.tsx';
import { canUsePasskeys, PasskeyNotUsed, passkeyToPay } from './passkey.ts';
import { remembered } from './remembered.ts';
import type { Proof } from './use-payment.ts';
import { useSay } from './words/use-say.ts';

/** Whether passkeys can be used here; undefined until the browser has said. */
export function useCanPasskey(): boolean | undefined {
  const [can, setCan] = useState<boolean>();
  useEffect(() => {
    void canUsePasskeys().then(setCan, () => setCan(false));
  }, []);
  return can;
}

/** Confirms a trade with a passkey of this device, if it has one. */
export function usePasskeyToPay(
  tradeId: string,
  onProof: (proof: Proof) => void,
): { readonly run: (() => void) | undefined; readonly problem: string | undefined } {
  const { say } = useSay();
  const sentence = useRefusalSentence();
  const can = useCanPasskey();
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async () => {
    if (isRunning) return;
    setRunning(true);
    setProblem(undefined);
    try {
      onProof({ passkey: await passkeyToPay(tradeId) });
    } catch (error) {
      if (error instanceof PasskeyNotUsed) setProblem(say('pin.passkeyFailed'));
      else if (error instanceof NoAnswer) setProblem(say('common.failed'));
      else if (error instanceof Refused) setProblem(sentence(error));
      else throw error;
    } finally {
      setRunning(false);
    }
  };
  const isOffered = can === true && remembered.hasPasskey();
  return { run: isOffered ? () => void run() : undefined, problem };
}
