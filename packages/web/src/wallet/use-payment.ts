/** Confirms a trade with a PIN, and does not stop asking until the server has said what became of it. */
import type { BillView } from '@sampan/api';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { machine } from '../shared/index.ts';
import { NoAnswer, Refused } from './api/client.ts';
import { newKey } from './new-key.system.ts';
import { paymentUnderWay } from './payment-under-way.ts';
import { keepBill } from './queries.ts';
import { pinFacts } from './refusals.ts';

export type PaymentState =
  | { readonly step: 'idle' | 'checking' | 'unknown' | 'elsewhere' }
  | {
      readonly step: 'wrong';
      readonly tries: number | undefined;
      readonly until: string | undefined;
    }
  | { readonly step: 'refused'; readonly error: Refused };

/** How a PIN is sent: with the same key as often as it takes. */
export type SendPin = (pin: string, idempotencyKey: string) => Promise<BillView>;

const askAgainMs = 3_000;

export function usePayment(
  tradeId: string,
  send: SendPin,
  onPaid: (bill: BillView) => void,
): {
  readonly state: PaymentState;
  readonly pay: (pin: string) => void;
  readonly again: () => void;
} {
  const queries = useQueryClient();
  const [state, setState] = useState<PaymentState>({ step: 'idle' });

  async function pay(pin: string): Promise<void> {
    setState({ step: 'checking' });
    const unknown = () => setState({ step: 'unknown' });
    const outcome = await alone(tradeId, () => untilAnswered(tradeId, pin, send, unknown));
    if (outcome === 'elsewhere') setState({ step: 'elsewhere' });
    else if (outcome instanceof Refused) setState(stateOf(outcome));
    else {
      keepBill(queries, outcome);
      onPaid(outcome);
    }
  }

  return {
    state,
    pay: (pin) => void pay(pin),
    again: () => setState({ step: 'idle' }),
  };
}

/** Sends the same request again until it is answered: it counts once, by its key. */
async function untilAnswered(
  tradeId: string,
  pin: string,
  send: SendPin,
  onUnknown: () => void,
): Promise<BillView | Refused> {
  const key = newKey();
  paymentUnderWay.begin(tradeId);
  try {
    for (;;) {
      try {
        return await send(pin, key);
      } catch (error) {
        if (error instanceof Refused && error.code !== 'busy') return error;
        if (!(error instanceof NoAnswer) && !(error instanceof Refused)) throw error;
        if (error instanceof NoAnswer) onUnknown();
        await new Promise<void>((resolve) => void machine.after(askAgainMs, resolve));
      }
    }
  } finally {
    paymentUnderWay.end(tradeId);
  }
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
