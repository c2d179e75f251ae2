import type { OrderView, PaymentView } from '@sampan/cashier/api';
import { exceeds, parseAmount, zero } from '@sampan/primitives';
import { Amount, amountText, Button, Chip, Field, Sheet } from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { isMoreThanZero } from '../charge/draft.ts';
import { type Approval, ApprovalSheet } from '../frame/approval.tsx';
import { newId } from '../ids.system.ts';
import { refusalCode, till } from '../store/api.ts';
import { showToCustomer } from '../store/keep-order.ts';
import { currencyOf } from '../store/state.ts';
import { dispatch, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';

const reasons = ['goods', 'wrong', 'gone'] as const;

/** How much, why, and above the limit who agrees. The id is made once: pressing twice gives money back once. */
export function RefundForm({
  order,
  payment,
  onClose,
}: {
  readonly order: OrderView;
  readonly payment: PaymentView | undefined;
  readonly onClose: () => void;
}) {
  const { say } = useTillWords();
  const currency = useTill(currencyOf);
  const max = useTill((state) => state.till?.refundMaxAlone ?? '0');
  const left = payment?.left ?? '0';
  const [id] = useState(newId);
  const [amount, setAmount] = useState(left);
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ readonly amount?: string; readonly reason?: string }>({});
  const [busy, setBusy] = useState(false);
  const [approves, setApproves] = useState(false);
  if (!payment) return null;
  const of = (text: string) => parseAmount(text, currency) ?? zero(currency);
  // A payment of the desk's code can be given back elsewhere too.
  const most = payment.kind === 'desk' ? payment.amount : left;
  const needsSecond = exceeds(of(amount), of(max));

  function check(): boolean {
    if (!isMoreThanZero(amount, currency)) {
      setWrong({ amount: say('amount.wrong') });
      return false;
    }
    if (exceeds(of(amount), of(most))) {
      setWrong({ amount: say('refund.tooMuch', { amount: amountText(most, currency) }) });
      return false;
    }
    if (reason.trim() === '') {
      setWrong({ reason: say('refund.needsReason') });
      return false;
    }
    return true;
  }

  async function send(approval?: Approval): Promise<void> {
    const body = { id, amount, reason: reason.trim(), ...(approval && { approval }) };
    const { id: refundId } = await till('POST /payments/:id/refunds', {
      params: { id: payment?.id ?? '' },
      body,
    });
    dispatch({
      is: 'order',
      order: await till('GET /orders/:id', { params: { id: order.id } }),
    });
    void showToCustomer({ orderId: order.id, refundId });
    onClose();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (busy || !check()) return;
    if (needsSecond) return setApproves(true);
    setBusy(true);
    try {
      await send();
    } catch (error) {
      const code = refusalCode(error);
      if (code === 'approval-needed') return setApproves(true);
      setWrong({ amount: whyNot(say, code) });
    } finally {
      setBusy(false);
    }
  }

  if (approves) {
    return (
      <ApprovalSheet
        title={say('refund.second')}
        action={say('refund.do', { amount: amountText(amount, currency) })}
        secondPerson
        onApprove={send}
        onClose={() => setApproves(false)}
      >
        <p className="muted">{say('refund.secondWhat', { amount: amountText(max, currency) })}</p>
      </ApprovalSheet>
    );
  }
  return (
    <Sheet
      title={`${say('refund.title')} ${order.number}`}
      className="till-sheet"
      onClose={onClose}
    >
      <form className="sheet-body" onSubmit={submit} noValidate>
        <div className="flex between">
          <span className="muted">
            {say('refund.left', { total: amountText(payment.amount, currency) })}
          </span>
          <Amount value={left} currency={currency} size={28} />
        </div>
        <Field
          size="phone"
          label={say('refund.amount', { currency })}
          wrong={wrong.amount}
          inputMode="decimal"
          autoComplete="off"
          value={amount}
          onChange={({ target }) => {
            setAmount(target.value.replace(',', '.'));
            setWrong({});
          }}
        />
        {amount !== left && (
          <Button onClick={() => setAmount(left)}>
            {say('refund.whole', { amount: amountText(left, currency) })}
          </Button>
        )}
        <div className="chips">
          {reasons.map((each) => {
            const text = say(`refund.reason.${each}`);
            return (
              <Chip key={each} on={reason === text} onPress={() => setReason(text)}>
                {text}
              </Chip>
            );
          })}
        </div>
        <Field
          size="phone"
          label={say('reason')}
          wrong={wrong.reason}
          maxLength={200}
          value={reason}
          onChange={({ target }) => {
            setReason(target.value);
            setWrong({});
          }}
        />
        {exceeds(of(amount), of(left)) && !exceeds(of(amount), of(most)) && (
          <p className="warn">{say('refund.elsewhere')}</p>
        )}
        {needsSecond && (
          <p className="muted small">
            {say('refund.secondWhat', { amount: amountText(max, currency) })}
          </p>
        )}
        <Button type="submit" kind="primary" size="big" full busy={busy} icon="back">
          {say('refund.do', { amount: amountText(amount, currency) })}
        </Button>
      </form>
    </Sheet>
  );
}
