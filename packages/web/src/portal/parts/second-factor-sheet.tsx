import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button, CopyId, QrCode, Sheet, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useSay } from '../words/use-say.ts';
import { OneTimeCode } from './one-time-code.tsx';
import { PasswordField } from './password-field.tsx';
import { useTask } from './use-task.ts';

interface Begun {
  readonly key: string;
  readonly address: string;
}

/** Password, then the key of the app as a QR code, then the recovery codes, which are shown once. */
export function SecondFactorSheet({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const { isBusy, fault, run } = useTask();
  const [password, setPassword] = useState('');
  const [begun, setBegun] = useState<Begun>();
  const [recovery, setRecovery] = useState<readonly string[]>();

  const begin = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => setBegun(await ask('POST /second-factor/begin', { body: { password } })));
  };
  const finish = (code: string) =>
    void run(async () => {
      const { recoveryCodes } = await ask('POST /second-factor', { body: { code } });
      setRecovery(recoveryCodes);
      await queries.invalidateQueries({ queryKey: ['session'] });
    });

  if (recovery) return <RecoveryCodes codes={recovery} onClose={onClose} />;
  return (
    <Sheet title={say('settings.second')} className="wide" onClose={onClose}>
      <div className="sheet-body">
        {begun ? (
          <>
            <p>{say('settings.secondScan')}</p>
            <div className="totp">
              <QrCode text={begun.address} label={say('settings.secondQr')} room={180} />
              <div>
                <p className="cap">{say('settings.secondType')}</p>
                <span className="mono">
                  <CopyId id={begun.key} shown={begun.key.replace(/(.{4})(?=.)/g, '$1 ')} />
                </span>
              </div>
            </div>
            <OneTimeCode
              isBusy={isBusy}
              wrong={fault?.text}
              action={say('settings.secondDo')}
              withRecovery={false}
              onCode={finish}
            />
          </>
        ) : (
          <form onSubmit={begin} noValidate>
            <PasswordField
              label={say('settings.secondPassword')}
              autoComplete="current-password"
              autoFocus
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
            {fault && <Wrong>{fault.text}</Wrong>}
            <Button kind="primary" full type="submit" busy={isBusy}>
              {say('settings.secondBegin')}
            </Button>
          </form>
        )}
      </div>
    </Sheet>
  );
}

function RecoveryCodes({
  codes,
  onClose,
}: {
  readonly codes: readonly string[];
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    // Escape does not close it: the codes are not shown again.
    <Sheet title={say('settings.recoveryTitle')} className="wide printed" onClose={() => undefined}>
      <div className="sheet-body">
        <p>{say('settings.recoveryWhy')}</p>
        <ol className="recovery mono">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ol>
        <div className="flex">
          <Button icon="copy" onClick={copy}>
            {say(isCopied ? 'settings.recoveryCopied' : 'settings.recoveryCopy')}
          </Button>
          <Button icon="printer" onClick={() => print()}>
            {say('settings.recoveryPrint')}
          </Button>
        </div>
        <Button kind="primary" full onClick={onClose}>
          {say('settings.recoveryKept')}
        </Button>
      </div>
    </Sheet>
  );
}
