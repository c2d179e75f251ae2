import { Icon } from '@sampan/web/shared';
import { useEffect } from 'react';
import { tone } from '../sound/sound.system.ts';
import { clockSeconds } from '../stage/shared.tsx';
import { tryNow } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { toldNoServer } from '../words/told.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { KeyButton } from './kbd.tsx';
import { useSettings } from './settings.tsx';

/** Covers everything while the till's server does not answer: no payment can be taken or seen. */
export function NoServer() {
  const { say, language } = useTillWords();
  const { sound } = useSettings();
  const goneSince = useTill((state) => state.goneSince) ?? 0;
  const lastTry = useTill((state) => state.lastTry) ?? goneSince;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sounds once
  useEffect(() => {
    if (sound) tone('low');
  }, []);
  const iso = (at: number) => new Date(at).toISOString();
  const other = language === 'en' ? 'zh-HK' : 'en';
  return (
    <>
      <div className="strip no-server" role="alert">
        <Icon name="warning" size={20} weight={2.2} />
        <span className="grow">
          {say('noServer.strip', { time: clockSeconds(iso(goneSince)) })}
        </span>
      </div>
      <main className="ns">
        <div className="card">
          <span className="q" aria-hidden="true">
            <Icon name="networkOff" size={52} weight={2} />
          </span>
          <h1>{say('noServer.title')}</h1>
          <p className="x" lang={other}>
            {toldNoServer[other]}
          </p>
          <p>{say('noServer.what')}</p>
          <ol>
            <li>{say('noServer.isOn')}</li>
            <li>{say('noServer.isNear')}</li>
          </ol>
          <p className="muted num">{say('noServer.tries', { time: clockSeconds(iso(lastTry)) })}</p>
          <KeyButton kind="primary" size="big" icon="renew" hot="F6" first onClick={tryNow}>
            {say('noServer.try')}
          </KeyButton>
        </div>
      </main>
    </>
  );
}
