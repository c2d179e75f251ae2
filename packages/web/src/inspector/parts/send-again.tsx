import type { WholeExchangeView } from '@sampan/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Sheet, Wrong } from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';
import { type Parameter, ParameterFields } from './parameter-fields.tsx';

/** Made anew by the signature. */
const signedAnew: ReadonlySet<string> = new Set(['sign', 'sign_type']);

/** The request once more, changed and signed anew; the new exchange opens. */
export function SendAgain({
  exchange: { id, parameters },
  onClose,
  onSent,
}: {
  readonly exchange: WholeExchangeView;
  readonly onClose: () => void;
  readonly onSent: (id: string) => void;
}) {
  const { say } = useSay();
  const { ask } = useWorld();
  const old = parameters.filter(({ name }) => !signedAnew.has(name));
  const [fields, setFields] = useState<readonly Parameter[]>(old);
  const send = useMutation({
    mutationFn: () =>
      ask('POST /admin/exchanges/:id/again', {
        params: { id },
        // The server signs with the partner's shared key.
        body: { set: { ...changesOf(old, fields), sign_type: 'MD5' } },
      }),
    onSuccess: ({ id: sent }) => onSent(sent),
  });
  return (
    <Sheet title={say('one.againTitle')} onClose={onClose} className="wide">
      <form
        className="sheet-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (!send.isPending) send.mutate();
        }}
      >
        <p className="muted">{say('one.againWhy')}</p>
        <ParameterFields parameters={fields} onChange={setFields} />
        {send.error && (
          <Wrong>
            {send.error instanceof Refused
              ? say('one.notSent', { why: send.error.message })
              : say('one.noAnswer')}
          </Wrong>
        )}
        <Button kind="primary" type="submit" icon="renew" busy={send.isPending}>
          {say('one.send')}
        </Button>
      </form>
    </Sheet>
  );
}

/** What differs; an empty value removes a parameter. */
function changesOf(
  old: readonly Parameter[],
  fields: readonly Parameter[],
): Readonly<Record<string, string>> {
  const before = new Map(old.map(({ name, value }) => [name, value]));
  return Object.fromEntries(
    fields
      .filter(({ name, value }) => name !== '' && before.get(name) !== value)
      .map(({ name, value }) => [name, value]),
  );
}
