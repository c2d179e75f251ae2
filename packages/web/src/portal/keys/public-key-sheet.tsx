import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Button, Sheet, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useTask } from '../parts/use-task.ts';
import { useSay } from '../words/use-say.ts';
import { type Overlap, OverlapChoice } from './overlap.tsx';
import { whatKey } from './what-key.ts';

const longest = 16_384;

/** Takes a public key, pasted or from a file, and says what it is before anything is sent. */
export function PublicKeySheet({
  ours,
  hasOne,
  onClose,
  onDone,
}: {
  readonly ours: string;
  readonly hasOne: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { isBusy, fault, setFault, run } = useTask();
  const [text, setText] = useState('');
  const [overlap, setOverlap] = useState<Overlap>('7d');
  const id = useId();
  const what = text.trim() === '' ? undefined : whatKey(text, ours);
  const isGood = what === 'public';

  function take(next: string): void {
    setFault(undefined);
    // What is private is named and not kept in the page either.
    setText(next.slice(0, longest));
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isGood) return;
    const isDone = await run(async () => {
      await ask('POST /keys/public', { body: { publicKey: text, ...(hasOne && { overlap }) } });
      await queries.invalidateQueries({ queryKey: ['keys'] });
    });
    if (!isDone) return;
    onDone();
    onClose();
  }

  return (
    <Sheet
      title={say(hasOne ? 'keys.replaceDo' : 'keys.uploadDo')}
      className="wide"
      onClose={onClose}
    >
      <form className="sheet-body" onSubmit={(event) => void submit(event)} noValidate>
        <p className="muted">{say('keys.uploadWhy')}</p>
        <div className={what !== undefined && !isGood ? 'fld bad' : 'fld'}>
          <label htmlFor={id}>{say('keys.paste')}</label>
          <div className="in">
            <textarea
              id={id}
              className="mono"
              rows={7}
              spellCheck={false}
              autoComplete="off"
              value={text}
              aria-invalid={what !== undefined && !isGood}
              aria-describedby={`${id}-what`}
              onChange={({ target }) => take(target.value)}
            />
          </div>
          <div id={`${id}-what`} role="status">
            {what === undefined && <p className="hint">{say('keys.pasteHint')}</p>}
            {isGood && <p className="hint">{say('keys.is.public')}</p>}
            {what !== undefined && !isGood && <Wrong>{say(`keys.is.${what}`)}</Wrong>}
          </div>
        </div>
        <label className="btn desk file-btn">
          {say('keys.chooseFile')}
          <input
            type="file"
            className="sr"
            accept=".pem,.pub,.key,.txt,.der"
            onChange={({ target }) => {
              const file = target.files?.[0];
              target.value = '';
              if (file) void file.slice(0, longest).text().then(take);
            }}
          />
        </label>
        {hasOne && <OverlapChoice value={overlap} onChoose={setOverlap} />}
        {fault && <Wrong>{fault.field === 'publicKey' ? say('keys.notTaken') : fault.text}</Wrong>}
        {what === 'private' && <Button onClick={() => setText('')}>{say('keys.forget')}</Button>}
        <Button kind="primary" type="submit" busy={isBusy} disabled={!isGood}>
          {say(hasOne ? 'keys.replaceDo' : 'keys.uploadDo')}
        </Button>
      </form>
    </Sheet>
  );
}
