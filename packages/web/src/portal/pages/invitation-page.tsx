import type { SignedInAsView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import {
  Banner,
  Button,
  ButtonLink,
  Empty,
  Failed,
  Field,
  fullTime,
  Loading,
  Wrong,
} from '../../shared/index.ts';
import { ask, Refused } from '../api/client.ts';
import { EntryFrame } from '../parts/entry-frame.tsx';
import { leastPassword, PasswordField } from '../parts/password-field.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useTask } from '../parts/use-task.ts';
import { remembered } from '../remembered.ts';
import { useSay } from '../words/use-say.ts';

/** An invitation, which its address carries behind `#`: who invites whom, and a password to set. */
export default function InvitationPage({
  invitation,
  signedInAs,
  onAccepted,
}: {
  readonly invitation: string;
  readonly signedInAs: SignedInAsView | undefined;
  readonly onAccepted: (as: SignedInAsView) => void;
}) {
  const { say } = useSay();
  const sentence = useSentence();
  const shown = useQuery({
    queryKey: ['invitation', invitation],
    queryFn: () => ask('POST /invitation', { body: { invitation } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (shown.data) {
    const { partner } = shown.data;
    return (
      <EntryFrame title={say('invite.title', { partner })}>
        {signedInAs && (
          <Banner tone="closed" title={say('invite.signedIn', { name: signedInAs.name })} />
        )}
        <Acceptance invitation={invitation} shown={shown.data} onAccepted={onAccepted} />
      </EntryFrame>
    );
  }
  const isGone =
    shown.error instanceof Refused &&
    (shown.error.code === 'invitation-unknown' || shown.error.status === 400);
  return (
    <EntryFrame title={say('app.name')}>
      {isGone ? (
        <Empty
          icon="cross"
          title={say('invite.gone')}
          action={<ButtonLink href="#/">{say('invite.toSignIn')}</ButtonLink>}
        >
          {say('invite.goneWhy')}
        </Empty>
      ) : shown.isError ? (
        <Failed onRetry={() => void shown.refetch()}>{sentence(shown.error)}</Failed>
      ) : (
        <Loading what={say('app.loading')} />
      )}
    </EntryFrame>
  );
}

interface Shown {
  readonly invitedBy: string;
  readonly name: string;
  readonly login: string;
  readonly role: SignedInAsView['role'];
  readonly endsAt: string;
}

function Acceptance({
  invitation,
  shown: { invitedBy, name: given, login, role, endsAt },
  onAccepted,
}: {
  readonly invitation: string;
  readonly shown: Shown;
  readonly onAccepted: (as: SignedInAsView) => void;
}) {
  const { say } = useSay();
  const { isBusy, fault, setFault, run } = useTask();
  const [name, setName] = useState(given);
  const [password, setPassword] = useState('');
  const isAboutPassword = fault?.code === 'password-too-simple' || fault?.field === 'newPassword';

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (password.length < leastPassword) {
      const text = say('invite.short', { count: password.length });
      setFault({ text, code: undefined, field: 'newPassword' });
      return;
    }
    void run(async () => {
      const body = { invitation, newPassword: password, ...(name.trim() && { name: name.trim() }) };
      const as = await ask('POST /invitation/accept', { body });
      remembered.keepLogin(login);
      onAccepted(as);
    });
  }

  return (
    <form onSubmit={submit} noValidate>
      <p className="muted">
        {say('invite.from', {
          by: invitedBy,
          role: say(`role.${role}`),
          time: fullTime(endsAt).slice(0, 16),
        })}
      </p>
      <Field label={say('signIn.login')} autoComplete="username" value={login} readOnly />
      <Field
        label={say('invite.name')}
        hint={say('invite.nameHint')}
        name="name"
        autoComplete="name"
        maxLength={64}
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <PasswordField
        label={say('invite.password')}
        hint={say('invite.passwordHint')}
        name="password"
        autoComplete="new-password"
        autoFocus
        value={password}
        wrong={isAboutPassword ? fault.text : undefined}
        onChange={({ target }) => setPassword(target.value)}
      />
      {fault && !isAboutPassword && <Wrong>{fault.text}</Wrong>}
      <Button kind="primary" full type="submit" busy={isBusy}>
        {say('invite.do')}
      </Button>
    </form>
  );
}
