import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { type ForeignCode, foreignCode } from '../shared/index.ts';
import { newKey } from '../shared/new-key.system.ts';
import { ask, NoAnswer, Refused } from './api/client.ts';
import { keepBill } from './queries.ts';
import { scannedShop } from './scanned-shop.ts';

export type ScanState =
  | { readonly step: 'looking' | 'reading' | 'no-answer' }
  | { readonly step: 'foreign'; readonly code: ForeignCode; readonly text: string }
  | { readonly step: 'refused'; readonly error: Refused };

/** Asks the server what a code is, and opens the page for it. */
export function useScan(): {
  readonly state: ScanState;
  readonly take: (text: string) => void;
  readonly again: () => void;
} {
  const queries = useQueryClient();
  const [, go] = useLocation();
  const [state, setState] = useState<ScanState>({ step: 'looking' });
  // A camera reads the same code many times a second: one request at a time.
  const isBusy = useRef(false);

  const take = useCallback(
    async (text: string) => {
      if (isBusy.current) return;
      isBusy.current = true;
      setState({ step: 'reading' });
      try {
        const found = await ask('POST /scan', { body: { code: text }, idempotencyKey: newKey() });
        if ('tradeId' in found) {
          keepBill(queries, found);
          go(`/order/${found.tradeId}`);
        } else {
          scannedShop.set({ code: text, shop: found });
          go('/amount');
        }
      } catch (error) {
        if (error instanceof NoAnswer) setState({ step: 'no-answer' });
        else if (error instanceof Refused) setState(stateOf(error, text));
        else throw error;
      } finally {
        isBusy.current = false;
      }
    },
    [go, queries],
  );

  return {
    state,
    take: (text) => void take(text.trim()),
    again: () => setState({ step: 'looking' }),
  };
}

/** A code that the server does not know is named, when it is of a known kind. */
function stateOf(error: Refused, text: string): ScanState {
  if (error.code !== 'code-unknown') return { step: 'refused', error };
  const code = foreignCode(text);
  return code ? { step: 'foreign', code, text } : { step: 'refused', error };
}
