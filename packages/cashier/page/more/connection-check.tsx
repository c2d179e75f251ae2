import type { ConnectionCheckView } from '@sampan/cashier/api';
import { Button, StateDot } from '@sampan/web/shared';
import { useState } from 'react';
import { refusalCode, till } from '../store/api.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';

const dots = { right: 'ok', wrong: 'refused', silent: 'unknown' } as const;

/** Keys, shop and gateway, tried before the first customer comes. */
export function ConnectionCheck() {
  const { say } = useTillWords();
  const [busy, setBusy] = useState(false);
  const [found, setFound] = useState<ConnectionCheckView>();
  const [wrong, setWrong] = useState<string>();
  const check = async () => {
    setBusy(true);
    setFound(undefined);
    setWrong(undefined);
    try {
      setFound(await till('POST /connection-check', {}));
    } catch (error) {
      setWrong(whyNot(say, refusalCode(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card pad-in">
      <h2>{say('check.title')}</h2>
      <p className="muted">{say('check.what')}</p>
      <Button icon="renew" busy={busy} onClick={check}>
        {say('check.button')}
      </Button>
      <CheckedSteps found={found} />
      {wrong !== undefined && (
        <p className="warn" role="alert">
          {wrong}
        </p>
      )}
    </section>
  );
}

/** What each step found. */
export function CheckedSteps({ found }: { readonly found: ConnectionCheckView | undefined }) {
  const { say } = useTillWords();
  return (
    <ul className="checks" aria-live="polite">
      {found?.steps.map(({ step, is, said = '' }) => (
        <li key={step}>
          <StateDot state={dots[is]} size={20} />
          <span>
            {say(`check.${step}`)}
            {is === 'wrong' && <span className="warn block">{say('check.wrong', { said })}</span>}
            {is === 'silent' && <span className="warn block">{say('check.silent')}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
