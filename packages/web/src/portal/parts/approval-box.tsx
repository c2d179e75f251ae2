import type { ApprovalView } from '@sampan/api';
import { useId, useState } from 'react';
import { amountText, Button, Facts, fullTime, StatePill, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useRenewMoney } from '../queries/trades.ts';
import { useSay } from '../words/use-say.ts';
import { ReasonField } from './reason-field.tsx';
import { useTask } from './use-task.ts';

/** What one person asks for, with the answers that this person may give. */
export function ApprovalBox({ approval }: { readonly approval: ApprovalView }) {
  const { say } = useSay();
  const { kind, amount, currency, why, askedBy, askedAt, endsAt, own } = approval;
  const { isBusy, fault, run } = useTask();
  const renew = useRenewMoney();
  const id = useId();
  const [isDeclining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const sum = amountText(amount, currency);
  const answer = (how: 'approve' | 'decline' | 'take-back', given = '') =>
    void run(async () => {
      const body = { answer: how, ...(given.trim() && { why: given.trim() }) };
      await ask('POST /approvals/:id', { params: { id: approval.approvalId }, body });
      await renew();
    });
  return (
    <section className="card four-eyes" aria-labelledby={id}>
      <header>
        <h2 id={id}>
          {say(kind === 'refund' ? 'approval.refund' : 'approval.cancel', { amount: sum })}
        </h2>
        <StatePill state="waiting">{say('approval.waits')}</StatePill>
      </header>
      <blockquote>{why}</blockquote>
      <Facts
        facts={[
          { name: say('approval.by'), value: askedBy },
          { name: say('approval.at'), value: <time dateTime={askedAt}>{fullTime(askedAt)}</time> },
          { name: say('approval.until'), value: <time dateTime={endsAt}>{fullTime(endsAt)}</time> },
        ]}
      />
      {own ? (
        <div className="acts">
          <Button kind="primary" offBecause={say('approval.own')}>
            {say('approval.approve', { amount: sum })}
          </Button>
          <Button busy={isBusy} onClick={() => answer('take-back')}>
            {say('approval.takeBack')}
          </Button>
        </div>
      ) : isDeclining ? (
        <div className="acts column">
          <ReasonField
            label={say('approval.declineWhy')}
            value={reason}
            limit={200}
            onChange={setReason}
          />
          <div className="acts">
            <Button
              kind="danger"
              busy={isBusy}
              disabled={reason.trim() === ''}
              onClick={() => answer('decline', reason)}
            >
              {say('approval.decline')}
            </Button>
            <Button kind="quiet" onClick={() => setDeclining(false)}>
              {say('approval.keep')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="acts">
          <Button kind="primary" busy={isBusy} onClick={() => answer('approve')}>
            {say('approval.approve', { amount: sum })}
          </Button>
          <Button onClick={() => setDeclining(true)}>{say('approval.declineAsk')}</Button>
        </div>
      )}
      {fault && <Wrong>{fault.code === undefined ? say('app.noAnswerMoney') : fault.text}</Wrong>}
    </section>
  );
}
