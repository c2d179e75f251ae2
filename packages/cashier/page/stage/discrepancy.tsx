import type { PaymentView } from '@sampan/cashier/api';
import { amountText, Field } from '@sampan/web/shared';
import { useState } from 'react';
import { ApprovalSheet } from '../frame/approval.tsx';
import { nextCustomer } from '../store/actions.ts';
import { till } from '../store/api.ts';
import { dispatch } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { useCurrency } from './shared.tsx';

/** A supervisor closes the order of an unknown payment, which stays unknown. */
export function DiscrepancySheet({
  payment,
  onClose,
}: {
  readonly payment: PaymentView;
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const currency = useCurrency();
  const [reason, setReason] = useState('');
  return (
    <ApprovalSheet
      title={say('discrepancy.title')}
      action={say('discrepancy.button', { amount: amountText(payment.amount, currency) })}
      onClose={onClose}
      onApprove={async (approval) => {
        const body = { approval, reason: reason.trim() || say('discrepancy.noReason') };
        await till('POST /payments/:id/discrepancy', { params: { id: payment.id }, body });
        dispatch({ is: 'status', status: await till('GET /status') });
        onClose();
        nextCustomer();
      }}
    >
      <p className="muted">{say('unknown.supervisor')}</p>
      <Field
        size="phone"
        label={say('reason')}
        value={reason}
        maxLength={200}
        onChange={({ target }) => setReason(target.value)}
      />
    </ApprovalSheet>
  );
}
