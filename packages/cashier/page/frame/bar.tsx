import { clockTime, Icon, IconButton, languages, Mark } from '@sampan/web/shared';
import { useEffect } from 'react';
import { useTillTime } from '../store/clock.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { bindKey } from './keys.ts';
import { useSettings } from './settings.tsx';

/** Whose till it is, whether it is connected, the time, and the way to everything else. */
export function Bar({ onMenu }: { readonly onMenu: (() => void) | undefined }) {
  const { say, language } = useTillWords();
  const { till, connection, shift, status } = useTill((state) => state);
  const settings = useSettings();
  useEffect(() => (onMenu ? bindKey('F10', onMenu) : undefined), [onMenu]);
  const silentSince = status?.gateway.silentSince;
  const nextLanguage = languages[(languages.indexOf(language) + 1) % languages.length] ?? 'en';
  const names = till && [
    till.till,
    till.session?.cashier.name,
    till.session &&
      (shift ? say('bar.shiftSince', { time: clockTime(shift.openedAt) }) : say('bar.noShift')),
  ];
  return (
    <header className="bar">
      <Mark name="sampan" size={28} />
      <div className="shop">
        <span className="line-1">
          {till && <ShopName />}
          {till?.branch !== undefined && <span className="branch"> · {till.branch}</span>}
        </span>
        <small className="line-1">{names?.filter(Boolean).join(' · ')}</small>
      </div>
      <span className="grow" />
      {till?.isSandbox && <span className="sandbox">{say('bar.sandbox')}</span>}
      {connection === 'there' &&
        (silentSince === undefined ? (
          <span className="ok">
            <Icon name="network" size={18} weight={2} />
            {say('bar.online')}
          </span>
        ) : (
          <span className="ok bad">
            <Icon name="warning" size={18} weight={2} />
            {say('bar.silent')}
          </span>
        ))}
      <IconButton
        icon={settings.sound ? 'sound' : 'soundOff'}
        className="wide-only"
        label={settings.sound ? say('bar.soundOn') : say('bar.soundOff')}
        aria-pressed={settings.sound}
        onClick={() => settings.setSound(!settings.sound)}
      />
      <button
        type="button"
        className="btn quiet language wide-only"
        aria-label={`${say('bar.languageShort')}, ${say('bar.language')}`}
        onClick={() => settings.setLanguage(nextLanguage)}
      >
        <Icon name="globe" size={20} />
        {say('bar.languageShort')}
      </button>
      <Clock />
      {onMenu && <IconButton icon="list" label={say('bar.menu')} onClick={onMenu} />}
    </header>
  );
}

/** Both scripts, as over the door. */
function ShopName() {
  const shop = useTill(({ till }) => till?.shop);
  const { language } = useTillWords();
  if (!shop) return null;
  const chinese = language === 'zh-CN' ? shop.zhHans : shop.zhHant;
  const lang = language === 'zh-CN' ? 'zh-CN' : 'zh-HK';
  if (chinese === shop.en) return shop.en;
  return (
    <>
      {shop.en} <span lang={lang}>{chinese}</span>
    </>
  );
}

function Clock() {
  const now = useTillTime();
  const text = new Date(now).toISOString();
  return <time dateTime={text}>{clockTime(text)}</time>;
}
