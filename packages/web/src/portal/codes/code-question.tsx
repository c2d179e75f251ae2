import type { PortalCodeView } from '@sampan/api';
import { type FormEvent, useState } from 'react';
import { Button, Field, Question, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useTask } from '../parts/use-task.ts';
import { useRenewShops } from '../queries/shops.ts';
import { useSay } from '../words/use-say.ts';

export interface Wanted {
  readonly code: PortalCodeView;
  readonly status: PortalCodeView['status'];
}

/** Stops a code, restarts it, or deletes it; says what happens, and deleting needs the shop's name. */
export function CodeQuestion({
  wanted: { code, status },
  onClose,
}: {
  readonly wanted: Wanted;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const renew = useRenewShops();
  const { isBusy, fault, run } = useTask();
  const [why, setWhy] = useState('');
  const [typed, setTyped] = useState('');
  const [isShort, setShort] = useState(false);
  const { storeName } = code.shop;
  const isDeleting = status === 'deleted';
  const nameWrong = isShort || fault?.code === 'shop-name-differs';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isDeleting && typed.trim() === '') {
      setShort(true);
      return;
    }
    const isDone = await run(async () => {
      await ask('POST /codes/:id/status', {
        params: { id: code.code },
        body: {
          status,
          ...(isDeleting && { shopName: typed.trim() }),
          ...(why.trim() !== '' && { why: why.trim() }),
        },
      });
      await renew();
    });
    if (isDone) onClose();
  }

  return (
    <Question
      title={say(`codes.ask.${status}`, { shop: storeName })}
      onClose={onClose}
      actions={null}
    >
      <p className="muted">{say(`codes.askWhy.${status}`)}</p>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {isDeleting && (
          <Field
            label={say('codes.typeName')}
            hint={storeName}
            name="shop-name"
            autoComplete="off"
            autoFocus
            value={typed}
            wrong={nameWrong ? `${say('refused.shopNameDiffers')} ${storeName}` : undefined}
            onChange={({ target }) => {
              setTyped(target.value);
              setShort(false);
            }}
          />
        )}
        {status !== 'normal' && (
          <Field
            label={say('codes.why')}
            hint={say('codes.whyHint')}
            name="why"
            maxLength={200}
            autoComplete="off"
            autoFocus={!isDeleting}
            value={why}
            onChange={({ target }) => setWhy(target.value)}
          />
        )}
        {fault && fault.code !== 'shop-name-differs' && <Wrong>{fault.text}</Wrong>}
        <div className="acts">
          <Button
            kind={status === 'normal' ? 'primary' : 'danger'}
            full
            type="submit"
            busy={isBusy}
          >
            {say(`codes.do.${status}`)}
          </Button>
          <Button full onClick={onClose}>
            {say(`codes.keep.${status}`)}
          </Button>
        </div>
      </form>
    </Question>
  );
}
