import { useState } from 'react';
import { languageKey } from '../names.ts';
import { asked } from '../store/actions.ts';
import { till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { printPage } from './print.ts';

export interface Printing {
  readonly is: 'idle' | 'printing' | 'printed' | 'silent';
  print(): void;
}

/** Prints a receipt: by the till's printer, or else as a page. A silent printer never blocks anything. */
export function usePrinting(orderId: string, refundId?: string): Printing {
  const [is, setIs] = useState<Printing['is']>('idle');
  const hasPrinter = useTill((state) => state.till?.hasPrinter === true);
  const paper = useTill((state) => state.till?.paper ?? 80);
  const { language } = useTillWords();
  const key = languageKey(language);
  async function send() {
    setIs('printing');
    const body = { language: key, ...(refundId !== undefined && { refundId }) };
    let printer: 'printed' | 'silent' | 'none' = 'silent';
    await asked(async () => {
      ({ printer } = await till('POST /orders/:id/print', { params: { id: orderId }, body }));
    });
    setIs(printer === 'silent' ? 'silent' : 'printed');
  }
  function print() {
    if (hasPrinter) return void send();
    const refund = refundId === undefined ? '' : `&refundId=${encodeURIComponent(refundId)}`;
    printPage(
      `/orders/${encodeURIComponent(orderId)}/receipt?paper=${paper}&language=${key}${refund}`,
    );
    setIs('printed');
  }
  return { is, print };
}
