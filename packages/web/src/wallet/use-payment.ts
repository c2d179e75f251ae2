/** Confirms a trade with the PIN or a passkey, and does not stop asking until the server has said what became of it. */
import type { BillView, PasskeyAssertion } from '@sampan/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Refused } from './api/client.ts';
import { paymentUnderWay } from './payment-under-way.ts';
import { keepBill } from './queries.ts';
import { pinFacts } from './refusals.ts';
import { untilAnswered } from './until-answered.ts';

export type PaymentState =
  | { readonly step: 'idle' | 'checking' | 'unknown' | 'elsewhere' }
  | {
      readonly step: 'wrong';
      readonly tries: number | undefined;
      readonly until: string | undefined;
    }
  | { readonly step: 'refused'; readonly error: Refused };

/** By what a buyer confirms. */
export type Proof = { readonly pin: string } | { readonly passkey: PasskeyAssertion };

/** How it is sent: with the same key as often as it takes. */
export type SendProof = (proof: Proof, idempotencyKey: string) => Promise<BillView>;

export function usePayment(
  tradeId: string,
  send: SendProof,
  onPaid: (bill: BillView) => void,
): {
  readonly state: PaymentState;
  readonly pay: (proof: Proof) => void;
  readonly again: () => void;
} {
  const queries = useQueryClient();
  const [state, setState] = useState<PaymentState>({ step: 'idle' });

  async function pay(proof: Proof): Promise<void> {
    setState({ step: 'checking' });
    const unknown = () => setState({ step: 'unknown' });
    const outcome = await alone(tradeId, async () => {
      paymentUnderWay.begin(tradeId);
      try {
        return await untilAnswered((key) => send(proof, key), unknown);
      } finally {
        paymentUnderWay.end(tradeId);
      }
    });
    if (outcome === 'elsewhere') setState({ step: 'elsewhere' });
    else if (outcome instanceof Refused) setState(stateOf(outcome));
    else {
      keepBill(queries, outcome);
      onPaid(outcome);
    }
  }

  return {
    state,
    pay: (proof) => void pay(proof),
    again: () => setState({ step: 'idle' }),
  };
}

function stateOf(error: Refused): PaymentState {
  if (error.code !== 'pin-wrong' && error.code !== 'locked') return { step: 'refused', error };
  const { tries, until } = pinFacts(error);
  return { step: 'wrong', tries, until };
}

/** In one window at a time, where the browser can tell. */
async function alone<Outcome>(
  tradeId: string,
  work: () => Promise<Outcome>,
): Promise<Outcome | 'elsewhere'> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(`sampan-pay-${tradeId}`, { ifAvailable: true }, (lock) =>
    lock ? work() : 'elsewhere',
  );
}
