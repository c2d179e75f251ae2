import type { SignedInAsView } from '@sampan/api';
import { type FormEvent, useState } from 'react';
import { Banner, Button, Field, Wrong } from '../../shared/index.ts';
import { ask, Refused } from '../api/client.ts';
import { EntryFrame } from '../parts/entry-frame.tsx';
import { OneTimeCode } from '../parts/one-time-code.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { useTask } from '../parts/use-task.ts';
import { remembered } from '../remembered.ts';
import { useSay } from '../words/use-say.ts';

/** Address and password; then, for who has a second factor, its code. */
export default function SignInPage({
  isOver,
  onSignedIn,
}: {
  /** There was a session, and the server has ended it. */
  readonly isOver: boolean;
  readonly onSignedIn: (as: SignedInAsView) => void;
}) {
  const { say } = useSay();
  const { isBusy, fault, setFault, run } = useTask();
  const [login, setLogin] = useState(remembered.login);
  const [password, setPassword] = useState('');
  const [isCodeNeeded, setCodeNeeded] = useState(false);

  async function signIn(code?: string): Promise<void> {
    await run(async () => {
      try {
        const body = { login: login.trim(), password, ...(code !== undefined && { code }) };
        const as = await ask('POST /sign-in', { body });
        remembered.keepLogin(login.trim());
        onSignedIn(as);
      } catch (error) {
        if (!(error instanceof Refused) || error.code !== 'code-needed') throw error;
        setCodeNeeded(true);
      }
    });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (login.trim() === '' || password === '') {
      setFault({ text: say('signIn.needed'), code: undefined, field: undefined });
      return;
    }
    void signIn();
  }

  if (isCodeNeeded) {
    return (
      <EntryFrame title={say('signIn.codeTitle')}>
        <p className="muted">{say('signIn.codeWhy', { login: login.trim() })}</p>
        <OneTimeCode
          isBusy={isBusy}
          wrong={fault?.text}
          action={say('signIn.do')}
          onCode={(code) => void signIn(code)}
        />
        <button
          type="button"
          className="text-btn"
          onClick={() => {
            setCodeNeeded(false);
            setPassword('');
            setFault(undefined);
          }}
        >
          {say('signIn.other')}
        </button>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={say('signIn.title')} below={<p className="below">{say('signIn.forgot')}</p>}>
      {isOver && <Banner tone="closed" icon="leave" title={say('signIn.over')} />}
      <form onSubmit={submit} noValidate>
        <Field
          label={say('signIn.login')}
          name="login"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus={login === ''}
          value={login}
          onChange={({ target }) => setLogin(target.value)}
        />
        <PasswordField
          label={say('signIn.password')}
          name="password"
          autoComplete="current-password"
          autoFocus={login !== ''}
          value={password}
          onChange={({ target }) => setPassword(target.value)}
        />
        {fault && <Wrong>{fault.text}</Wrong>}
        <Button kind="primary" full type="submit" busy={isBusy}>
          {say('signIn.do')}
        </Button>
      </form>
    </EntryFrame>
  );
}
