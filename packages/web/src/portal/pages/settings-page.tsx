import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Banner, Button, Question, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { DeviceList } from '../parts/device-list.tsx';
import { LanguageChoice, ThemeChoice } from '../parts/look.tsx';
import { Page } from '../parts/page.tsx';
import { leastPassword, PasswordField } from '../parts/password-field.tsx';
import { SecondFactorSheet } from '../parts/second-factor-sheet.tsx';
import { useTask } from '../parts/use-task.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/settings');

/** A person's own sign-in: second factor, password, devices; language and appearance of this browser. */
export default function SettingsPage() {
  const { say } = useSay();
  const { name, login, role, partner } = useSession();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const close = () => void navigate({ search: {}, replace: true });
  return (
    <Page title={say('nav.settings')} note={say('app.timesIn')}>
      <p className="lead">
        <b>{name}</b>{' '}
        {say('settings.who', { login, role: say(`role.${role}`), partner: partner.name })}
      </p>
      <div className="settings">
        <SecondFactor onSet={() => void navigate({ search: { open: 'second-factor' } })} />
        <Password />
        <Devices />
        <section className="card pad" aria-labelledby="look">
          <h2 id="look">{say('settings.look')}</h2>
          <div className="flex">
            <LanguageChoice />
            <ThemeChoice />
          </div>
        </section>
      </div>
      {open === 'second-factor' && <SecondFactorSheet onClose={close} />}
    </Page>
  );
}

function SecondFactor({ onSet }: { readonly onSet: () => void }) {
  const { say } = useSay();
  const { secondFactor, recoveryCodesLeft } = useSession();
  const isOn = secondFactor === 'app';
  return (
    <section className="card pad" aria-labelledby="second">
      <h2 id="second">{say('settings.second')}</h2>
      {isOn ? (
        <p className="muted">{say('settings.secondOn', { count: recoveryCodesLeft })}</p>
      ) : (
        <Banner tone="refused" icon="shield" title={say('settings.secondOff')} />
      )}
      <Button size="desk" kind={isOn ? 'secondary' : 'primary'} onClick={onSet}>
        {say(isOn ? 'settings.secondAgain' : 'settings.secondSet')}
      </Button>
    </section>
  );
}

function Password() {
  const { say } = useSay();
  const { login } = useSession();
  const { isBusy, fault, setFault, run } = useTask();
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const [password, setPassword] = useState('');
  const [next, setNext] = useState('');
  const queries = useQueryClient();
  const isAboutNew = fault !== undefined && fault.field === 'newPassword';

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (next.length < leastPassword) {
      const text = say('invite.short', { count: next.length });
      setFault({ text, code: undefined, field: 'newPassword' });
      return;
    }
    const isChanged = await run(() =>
      ask('POST /password', { body: { password, newPassword: next } }),
    );
    if (!isChanged) return;
    setDone(true);
    setOpen(false);
    setPassword('');
    setNext('');
    void queries.invalidateQueries({ queryKey: ['sessions'] });
  }

  return (
    <section className="card pad" aria-labelledby="password">
      <h2 id="password">{say('settings.password')}</h2>
      <p className="muted" role="status">
        {say(isDone ? 'settings.passwordDone' : 'settings.passwordWhy')}
      </p>
      {isOpen ? (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <input
            className="sr"
            autoComplete="username"
            value={login}
            readOnly
            tabIndex={-1}
            aria-hidden="true"
          />
          <PasswordField
            label={say('settings.passwordNow')}
            autoComplete="current-password"
            autoFocus
            value={password}
            wrong={fault?.code === 'password-wrong' ? fault.text : undefined}
            onChange={({ target }) => setPassword(target.value)}
          />
          <PasswordField
            label={say('settings.passwordNew')}
            hint={say('invite.passwordHint')}
            autoComplete="new-password"
            value={next}
            wrong={isAboutNew ? fault.text : undefined}
            onChange={({ target }) => setNext(target.value)}
          />
          {fault && !isAboutNew && fault.code !== 'password-wrong' && <Wrong>{fault.text}</Wrong>}
          <Button size="desk" kind="primary" type="submit" busy={isBusy}>
            {say('settings.passwordDo')}
          </Button>
        </form>
      ) : (
        <Button size="desk" onClick={() => setOpen(true)}>
          {say('settings.passwordChange')}
        </Button>
      )}
    </section>
  );
}

function Devices() {
  const { say } = useSay();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const { isBusy, fault, run } = useTask();
  return (
    <section className="card" aria-labelledby="devices">
      <div className="card-head">
        <h2 id="devices">{say('settings.devices')}</h2>
        <Button size="desk" onClick={() => setAsked(true)}>
          {say('settings.endAll')}
        </Button>
      </div>
      <DeviceList />
      {isAsked && (
        <Question
          title={say('settings.endAllTitle')}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button
                kind="danger"
                full
                busy={isBusy}
                onClick={() =>
                  void run(async () => {
                    await ask('DELETE /sessions');
                    await queries.resetQueries({ queryKey: ['session'] });
                  })
                }
              >
                {say('settings.endAll')}
              </Button>
              <Button full onClick={() => setAsked(false)}>
                {say('settings.endAllKeep')}
              </Button>
            </>
          }
        >
          <p className="muted">{say('settings.endAllWhy')}</p>
          {fault && <Wrong>{fault.text}</Wrong>}
        </Question>
      )}
    </section>
  );
}
