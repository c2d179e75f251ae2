import type { ReturnedView, WholePortalTradeView } from '@sampan/api';
import { type FormEvent, useState } from 'react';
import {
  Amount,
  amountText,
  Banner,
  Button,
  Field,
  fullTime,
  Sheet,
  StatusPanel,
  Wrong,
} from '../../shared/index.ts';
import { isMore, typedAmount } from '../amounts.ts';
import { ask } from '../api/client.ts';
import { useRenewMoney } from '../queries/trades.ts';
import { useSay } from '../words/use-say.ts';
import { ReasonField } from './reason-field.tsx';
import { useTask } from './use-task.ts';

interface Returning {
  readonly trade: WholePortalTradeView;
  readonly kind: 'refund' | 'cancel';
  readonly onClose: () => void;
}

/** A refund or a cancel: what is left, why, who must approve; then what became of it, in the same place. */
export function ReturnSheet({ trade, kind, onClose }: Returning) {
  const { say } = useSay();
  const [returned, setReturned] = useState<ReturnedView>();
  const title = say(kind === 'refund' ? 'return.refund' : 'return.cancel');
  return (
    <Sheet title={title} className="wide return" onClose={onClose}>
      <div className="sheet-body">
        {returned ? (
          <Returned returned={returned} trade={trade} kind={kind} onClose={onClose} />
        ) : (
          <ReturnForm trade={trade} kind={kind} onReturned={setReturned} />
        )}
      </div>
    </Sheet>
  );
}

function ReturnForm({
  trade,
  kind,
  onReturned,
}: Omit<Returning, 'onClose'> & { readonly onReturned: (returned: ReturnedView) => void }) {
  const { say } = useSay();
  const { tradeId: id, currency, left = '0.00', approveAbove, paidAt } = trade;
  const isRefund = kind === 'refund';
  const { isBusy, fault, run } = useTask();
  const renew = useRenewMoney();
  const [text, setText] = useState(left);
  const [why, setWhy] = useState('');
  const [isTried, setTried] = useState(false);
  const amount = isRefund ? typedAmount(text, currency) : trade.amount;
  const isTooMuch = amount !== undefined && isRefund && isMore(amount, left, currency) === true;
  const needsOther =
    (isRefund || paidAt !== undefined) &&
    amount !== undefined &&
    approveAbove !== undefined &&
    isMore(amount, approveAbove, currency) === true;
  const shown = amountText(amount ?? left, currency);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (amount === undefined || isTooMuch || why.trim() === '') return;
    void run(async () => {
      const body = { why: why.trim() };
      const params = { id };
      onReturned(
        isRefund
          ? await ask('POST /trades/:id/refunds', { params, body: { ...body, amount } })
          : await ask('POST /trades/:id/cancel', { params, body }),
      );
    }).then(renew);
  }

  const amountWrong = isTooMuch
    ? say('return.tooMuch', { left: amountText(left, currency) })
    : isTried && amount === undefined
      ? say('return.noAmount')
      : fault?.field === 'amount'
        ? fault.text
        : undefined;
  return (
    <form onSubmit={submit} noValidate>
      {isRefund ? (
        <>
          <p>
            {say('return.left', {
              left: amountText(left, currency),
              amount: amountText(trade.amount, currency),
            })}
          </p>
          <Field
            label={say('return.amount', { currency })}
            inputMode="decimal"
            autoComplete="off"
            name="amount"
            autoFocus
            value={text}
            wrong={amountWrong}
            onChange={({ target }) => setText(target.value)}
          />
        </>
      ) : (
        <p>
          {say(paidAt === undefined ? 'return.cancelUnpaid' : 'return.cancelPaid', {
            amount: shown,
          })}
        </p>
      )}
      <ReasonField
        label={say('app.why')}
        hint={say('return.whyHint')}
        value={why}
        limit={128}
        wrong={isTried && why.trim() === '' ? say('return.noWhy') : undefined}
        onChange={setWhy}
      />
      {needsOther && (
        <Banner
          tone="waiting"
          icon="people"
          title={say('return.second', { limit: amountText(approveAbove, currency) })}
        />
      )}
      {fault && fault.field !== 'amount' && (
        <Wrong>{fault.code === undefined ? say('app.noAnswerMoney') : fault.text}</Wrong>
      )}
      <Button kind={isRefund ? 'primary' : 'danger'} full type="submit" busy={isBusy}>
        {say(
          isRefund
            ? needsOther
              ? 'return.askRefund'
              : 'return.doRefund'
            : needsOther
              ? 'return.askCancel'
              : 'return.doCancel',
          { amount: shown },
        )}
      </Button>
    </form>
  );
}

function Returned({
  returned: { result, amount, approval },
  trade: { currency },
  kind,
  onClose,
}: Returning & { readonly returned: ReturnedView }) {
  const { say } = useSay();
  const isWaiting = result === 'waits' || result === 'accepted';
  const title =
    result === 'waits'
      ? say('return.waits')
      : result === 'accepted'
        ? say('return.accepted')
        : say(kind === 'refund' ? 'return.refunded' : 'return.cancelled');
  const explained =
    result === 'waits' && approval
      ? say('return.waitsUntil', { time: fullTime(approval.endsAt).slice(0, 16) })
      : result === 'accepted'
        ? say('return.acceptedWhen')
        : undefined;
  return (
    <StatusPanel
      state={isWaiting ? 'waiting' : kind === 'refund' ? 'refund' : 'closed'}
      title={title}
      explained={explained}
      amount={amount !== undefined && <Amount value={amount} currency={currency} size={36} />}
      actions={
        <Button kind="primary" full autoFocus onClick={onClose}>
          {say('app.done')}
        </Button>
      }
    />
  );
}
