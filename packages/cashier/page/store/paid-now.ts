import type { PaymentView } from '@sampan/cashier/api';

interface Heard {
  readonly amount: string;
  readonly wallet?: PaymentView['wallet'] | undefined;
}

let listener: (paid: Heard) => void = () => undefined;

/** Calls when the till read of a payment from a verified reply or notification. */
export function onPaid(call: (paid: Heard) => void): () => void {
  listener = call;
  return () => {
    listener = () => undefined;
  };
}

export const paidNow = (paid: Heard): void => listener(paid);
