/** Moves money between the bank and the wallet, and does not stop asking until the server has said what became of it. */
import type { BankTransferView } from '@sampan/api';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ask, Refused } from './api/client.ts';
import { pinFacts } from './refusals.ts';
import { untilAnswered } from './until-answered.ts';

export type TransferKind = BankTransferView['kind'];

export type TransferState =
  | { readonly step: 'typing' | 'asking-pin' | 'sending' | 'unknown' }
  | {
      readonly step: 'wrong-pin';
      readonly tries: number | undefined;
      readonly until: string | undefined;
    }
  | { readonly step: 'refused'; readonly error: Refused }
  | { readonly step: 'answered'; readonly transfer: BankTransferView };

export function useTransfer(kind: TransferKind): {
  readonly state: TransferState;
  readonly askPin: () => void;
  /** A second call while the first one is under way does nothing. */
  readonly send: (amount: string, pin?: string) => void;
  readonly back: () => void;
} {
  const queries = useQueryClient();
  const [state, setState] = useState<TransferState>({ step: 'typing' });
  const isUnderWay = useRef(false);

  async function send(amount: string, pin = ''): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setState({ step: 'sending' });
    try {
      const answer = await untilAnswered(
        (idempotencyKey) =>
          kind === 'top-up'
            ? ask('POST /top-ups', { body: { amount }, idempotencyKey })
            : ask('POST /withdrawals', { body: { amount, pin }, idempotencyKey }),
        () => setState({ step: 'unknown' }),
      );
      setState(
        answer instanceof Refused ? refusedState(answer) : { step: 'answered', transfer: answer },
      );
      for (const key of ['me', 'transfers', 'messages']) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
    } finally {
      isUnderWay.current = false;
    }
  }

  return {
    state,
    askPin: () => setState({ step: 'asking-pin' }),
    send: (amount, pin) => void send(amount, pin),
    back: () => setState({ step: 'typing' }),
  };
}

function refusedState(error: Refused): TransferState {
  if (error.code !== 'pin-wrong' && error.code !== 'locked') return { step: 'refused', error };
  const { tries, until } = pinFacts(error);
  return { step: 'wrong-pin', tries, until };
}

interface Page {
  readonly transfers: readonly BankTransferView[];
  readonly next: string | null;
}

/** Top-ups and withdrawals, newest first. */
export const useTransfers = () =>
  useInfiniteQuery({
    queryKey: ['transfers'],
    queryFn: ({ pageParam }): Promise<Page> =>
      ask('GET /bank-transfers', { query: { before: pageParam, limit: 20 } }),
    initialPageParam: newest(),
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** The first page begins with the newest one. */
const newest = (): string | undefined => undefined;
