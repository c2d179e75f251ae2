import type { ExchangeView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loading, Sheet, Toggle } from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { useWorld } from '../use-world.ts';
import { useSay } from '../words/use-say.ts';
import { CopyButton } from './copy-button.tsx';

const forms = ['curl', 'sdk', 'fixture'] as const;
type Form = (typeof forms)[number];

/** The exchange as something to paste. */
export function CopySheet({
  id,
  kind,
  onClose,
}: Pick<ExchangeView, 'id' | 'kind'> & { readonly onClose: () => void }) {
  const { say } = useSay();
  const { world, ask } = useWorld();
  const [form, setForm] = useState<Form>('curl');
  const { data, error } = useQuery({
    queryKey: [world, 'copy', id, form],
    queryFn: async () =>
      (await ask('GET /admin/exchanges/:id/copy', { params: { id }, query: { as: form } })).text,
  });
  return (
    <Sheet title={say('one.copyAs')} onClose={onClose} className="wide">
      <div className="sheet-body">
        <Toggle
          label={say('one.copyAs')}
          ways={forms.map((id) => ({ id, name: say(`one.${id}`) }))}
          value={form}
          onChoose={setForm}
        />
        {error instanceof Refused && <p className="muted">{error.message}</p>}
        {data === undefined && !error && <Loading what={kind} />}
        {data !== undefined && (
          <>
            <textarea
              className="bytes"
              readOnly
              rows={14}
              aria-label={say(`one.${form}`)}
              value={data}
            />
            <CopyButton text={data} kind="primary" />
          </>
        )}
      </div>
    </Sheet>
  );
}
