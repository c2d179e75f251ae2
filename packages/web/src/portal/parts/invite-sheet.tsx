import type { Role } from '@sampan/api/client';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Banner, Button, Field, fullTime, Sheet, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { type Invited, invitationAddress } from '../invited.ts';
import { useSay } from '../words/use-say.ts';
import { RoleChoice } from './role-choice.tsx';
import { useTask } from './use-task.ts';

/** Who is invited, and as what. */
export function InviteSheet({
  onInvited,
  onClose,
}: {
  readonly onInvited: (invited: Invited) => void;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const { isBusy, fault, run } = useTask();
  const queries = useQueryClient();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('supervisor');
  const isAboutLogin = fault?.code === 'login-taken' || fault?.field === 'login';

  function submit(event: FormEvent): void {
    event.preventDefault();
    void run(async () => {
      const made = await ask('POST /members', {
        body: { login: login.trim(), name: name.trim(), role },
      });
      await queries.invalidateQueries({ queryKey: ['members'] });
      onInvited({ ...made, endsAt: made.invitationEndsAt });
    });
  }

  return (
    <Sheet title={say('people.invite')} className="wide" onClose={onClose}>
      <form className="sheet-body" onSubmit={submit} noValidate>
        <Field
          label={say('signIn.login')}
          type="email"
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={login}
          wrong={isAboutLogin ? fault.text : undefined}
          onChange={({ target }) => setLogin(target.value)}
        />
        <Field
          label={say('people.name')}
          autoComplete="off"
          maxLength={64}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <RoleChoice value={role} onChoose={setRole} />
        {fault && !isAboutLogin && <Wrong>{fault.text}</Wrong>}
        <Button
          kind="primary"
          full
          type="submit"
          busy={isBusy}
          disabled={login.trim() === '' || name.trim() === ''}
        >
          {say('people.doInvite')}
        </Button>
        <p className="hint">{say('people.inviteHow')}</p>
      </form>
    </Sheet>
  );
}

/** The address of the invitation, which is shown only now. */
export function InvitedSheet({
  invited: { name, login, invitation, endsAt },
  onClose,
}: {
  readonly invited: Invited;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const [isCopied, setCopied] = useState(false);
  const address = invitationAddress(invitation);
  const copy = () =>
    void navigator.clipboard.writeText(address).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Sheet title={say('invited.title', { name })} className="wide" onClose={onClose}>
      <div className="sheet-body">
        <p>{say('invited.send', { login })}</p>
        <code className="address">{address}</code>
        <Button kind="primary" full icon="copy" onClick={copy}>
          {say(isCopied ? 'common.copied' : 'invited.copy')}
        </Button>
        <Banner tone="closed" icon="clock" title={say('invited.once')}>
          {endsAt !== undefined && say('invited.until', { time: fullTime(endsAt).slice(0, 16) })}
        </Banner>
        <span className="sr" role="status">
          {isCopied ? say('common.copied') : ''}
        </span>
        <Button full onClick={onClose}>
          {say('app.done')}
        </Button>
      </div>
    </Sheet>
  );
}
