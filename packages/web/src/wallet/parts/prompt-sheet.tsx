import type { BillView } from '@sampan/api';
import { useQueryClient } from '@tanstack/react-query';
import { newKey } from '../../shared/new-key.system.ts';
import { ask } from '../api/client.ts';
import { keepBill } from '../queries.ts';
import { usePayment } from '../use-payment.ts';
import { useSay } from '../words/use-say.ts';
import { PaymentSheet } from './payment-sheet.tsx';

/** A shop asks for the PIN: the sheet comes by itself, over whatever is shown. */
export function PromptSheet({
  bill,
  onAnswered,
  onPutAside,
}: {
  readonly bill: BillView;
  readonly onAnswered: (bill: BillView) => void;
  readonly onPutAside: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { tradeId } = bill;
  const { state, pay } = usePayment(
    tradeId,
    (proof, idempotencyKey) =>
      ask('POST /prompts/:tradeId', {
        params: { tradeId },
        body: { answer: 'confirm', ...proof },
        idempotencyKey,
      }),
    onAnswered,
  );
  const reject = async () => {
    const rejected = await ask('POST /prompts/:tradeId', {
      params: { tradeId },
      body: { answer: 'reject' },
      idempotencyKey: newKey(),
    }).catch(() => undefined);
    // Without an answer the question stays open: the server closes it when its time is over.
    if (!rejected) return onPutAside();
    keepBill(queries, rejected);
    onAnswered(rejected);
  };
  return (
    <PaymentSheet
      bill={bill}
      state={state}
      onProof={pay}
      onClose={onPutAside}
      under={
        <button type="button" className="link-btn" onClick={() => void reject()}>
          {say('prompt.reject')}
        </button>
      }
    />
  );
}
