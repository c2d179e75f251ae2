import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, Field, Sheet, Wrong } from '../../shared/index.ts';
import { typedAmount } from '../amounts.ts';
import { ask } from '../api/client.ts';
import { useLimit } from '../queries/approvals.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';
import { useTask } from './use-task.ts';

/** The amount above which a refund needs a second person, or none. */
export function LimitSheet({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { currency } = useSession().partner;
  const { isBusy, fault, run } = useTask();
  const [text, setText] = useState(useLimit().data?.approveAbove ?? '');
  const [isWrong, setWrong] = useState(false);
  const set = (approveAbove: string) =>
    void run(async () => {
      await ask('PATCH /settings', { body: { approveAbove } });
      await Promise.all(
        ['settings', 'trade'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
      onClose();
    });
  function submit(event: FormEvent): void {
    event.preventDefault();
    const amount = text.trim() === '0' ? '0.00' : typedAmount(text, currency);
    setWrong(amount === undefined);
    if (amount !== undefined) set(amount);
  }
  return (
    <Sheet title={say('limit.title')} className="wide" onClose={onClose}>
      <form className="sheet-body" onSubmit={submit} noValidate>
        <p className="muted">{say('limit.why')}</p>
        <Field
          label={say('limit.amount', { currency })}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          value={text}
          hint={say('limit.hint')}
          wrong={isWrong ? say('return.noAmount') : undefined}
          onChange={({ target }) => setText(target.value)}
        />
        {fault && <Wrong>{fault.text}</Wrong>}
        <Button kind="primary" full type="submit" busy={isBusy}>
          {say('limit.set')}
        </Button>
        <Button full busy={isBusy} onClick={() => set('none')}>
          {say('limit.lift')}
        </Button>
      </form>
    </Sheet>
  );
}
