import { type FormEvent, useState } from 'react';
import { Button, Field, SixDigits, Wrong } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

const recoveryCode = /^[a-z0-9]{5}-[a-z0-9]{5}$/;

/** The six digits of an app, sent with the sixth; or a recovery code. */
export function OneTimeCode({
  isBusy,
  wrong,
  action,
  withRecovery = true,
  onCode,
}: {
  readonly isBusy: boolean;
  readonly wrong: string | undefined;
  readonly action: string;
  readonly withRecovery?: boolean;
  readonly onCode: (code: string) => void;
}) {
  const { say } = useSay();
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [isIncomplete, setIncomplete] = useState(false);
  const shown = isIncomplete ? say('signIn.codeWrong') : wrong;

  function send(typed: string): void {
    const isWhole = isRecovery ? recoveryCode.test(typed) : typed.length === 6;
    setIncomplete(!isWhole);
    if (isWhole) onCode(typed);
    if (isWhole && !isRecovery) setCode('');
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    send(code.trim().toLowerCase());
  }
  function digits(typed: string): void {
    setCode(typed);
    setIncomplete(false);
    if (typed.length === 6 && !isBusy) send(typed);
  }

  return (
    <form onSubmit={submit} noValidate>
      {isRecovery ? (
        <Field
          label={say('signIn.recovery')}
          hint={say('signIn.recoveryHint')}
          name="recovery"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={code}
          wrong={shown}
          onChange={({ target }) => {
            setCode(target.value);
            setIncomplete(false);
          }}
        />
      ) : (
        <div className="fld">
          <span className="label">{say('signIn.code')}</span>
          <SixDigits
            wide
            kind="code"
            name="code"
            autoFocus
            value={code}
            label={say('signIn.code')}
            state={isBusy ? 'checking' : shown !== undefined ? 'wrong' : 'typing'}
            onChange={digits}
          />
          {shown !== undefined && <Wrong>{shown}</Wrong>}
        </div>
      )}
      <Button kind="primary" full type="submit" busy={isBusy}>
        {action}
      </Button>
      {withRecovery && (
        <button
          type="button"
          className="text-btn"
          onClick={() => {
            setRecovery(!isRecovery);
            setCode('');
            setIncomplete(false);
          }}
        >
          {say(isRecovery ? 'signIn.useApp' : 'signIn.useRecovery')}
        </button>
      )}
    </form>
  );
}
