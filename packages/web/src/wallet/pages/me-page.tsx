import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Banner,
  Button,
  Chip,
  languageNames,
  languages,
  Mark,
  Question,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { brand, brandName } from '../brand.ts';
import { leave } from '../leave.ts';
import { Tabs } from '../parts/tabs.tsx';
import { remembered, type Theme } from '../remembered.ts';
import { LimitSettings } from '../settings/limit-settings.tsx';
import { PasskeySettings } from '../settings/passkey-settings.tsx';
import { PaymentSettings } from '../settings/payment-settings.tsx';
import { FreezeButton, SecuritySettings } from '../settings/security-settings.tsx';
import { Group, Setting } from '../settings/setting.tsx';
import { applyTheme } from '../theme.ts';
import { useInstall } from '../use-install.ts';
import { useLanguage } from '../use-language.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** The account, its limits, language, appearance, and the way out. */
export default function MePage() {
  const { say } = useSay();
  const { me } = useWallet();
  const { language, choose } = useLanguage();
  return (
    <div className="phone me">
      <header className="page-head">
        <h1>{say('me.title')}</h1>
      </header>
      <main>
        <section className="card account">
          <span className="ava s56">
            <Mark name={brand.id} size={28} />
          </span>
          <span className="grow">
            <b className="num">{me.login}</b>
            <small className="num">{say('me.wallet', { id: me.walletId })}</small>
          </span>
        </section>
        {me.status === 'frozen' && (
          <Banner tone="closed" icon="freeze" title={say('home.frozen')} />
        )}
        <PaymentSettings />
        <PasskeySettings />
        <LimitSettings />
        <SecuritySettings />
        <Group title={say('me.other')}>
          <Setting icon="globe" title={say('me.language')}>
            <div className="chips">
              {languages.map((each) => (
                <Chip key={each} on={each === language} onPress={() => void choose(each)}>
                  <span lang={each}>{languageNames[each]}</span>
                </Chip>
              ))}
            </div>
          </Setting>
          <Appearance />
          <Install />
        </Group>
        <SignOut />
        <FreezeButton />
      </main>
      <Tabs here="me" />
    </div>
  );
}

const themes = [
  ['system', 'me.themeSystem'],
  ['light', 'me.themeLight'],
  ['dark', 'me.themeDark'],
] as const satisfies readonly (readonly [Theme, string])[];

function Appearance() {
  const { say } = useSay();
  const [theme, setTheme] = useState(remembered.theme);
  const take = (next: Theme) => {
    remembered.keepTheme(next);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <Setting icon="eye" title={say('me.theme')}>
      <div className="chips">
        {themes.map(([each, words]) => (
          <Chip key={each} on={each === theme} onPress={() => take(each)}>
            {say(words)}
          </Chip>
        ))}
      </div>
    </Setting>
  );
}

/** A browser that can, installs; on others a sentence says how. */
function Install() {
  const { language, say } = useSay();
  const { canInstall, isInstalled, install } = useInstall();
  if (isInstalled) return null;
  return (
    <Setting icon="phone" title={say('me.install', { name: brandName(brand, language) })}>
      {canInstall ? (
        <Button onClick={install}>{say('me.installDo')}</Button>
      ) : (
        <small>{say('me.installHow')}</small>
      )}
    </Setting>
  );
}

function SignOut() {
  const { say } = useSay();
  const queries = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const signOut = async () => {
    await ask('POST /sign-out').catch(() => undefined);
    leave(queries);
  };
  return (
    <>
      <Button size="big" full onClick={() => setAsked(true)}>
        {say('me.signOut')}
      </Button>
      {isAsked && (
        <Question
          title={say('me.signOutAsk')}
          onClose={() => setAsked(false)}
          actions={
            <>
              <Button kind="primary" onClick={() => void signOut()}>
                {say('me.signOutDo')}
              </Button>
              <Button onClick={() => setAsked(false)}>{say('order.stay')}</Button>
            </>
          }
        >
          <p className="muted">{say('me.signOutSub')}</p>
        </Question>
      )}
    </>
  );
}
