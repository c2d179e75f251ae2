import { Button, clockTime, QrCode, Switch } from '@sampan/web/shared';
import { type FormEvent, useState } from 'react';
import { LanguageChoice } from '../frame/language-choice.tsx';
import { PinPad } from '../frame/pin-pad.tsx';
import { useSettings } from '../frame/settings.tsx';
import { speak, tone, voices, wakeSound } from '../sound/sound.system.ts';
import { paidSentence, voiceFor } from '../sound/voice.ts';
import { refusalCode, till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';
import { ConnectionCheck } from './connection-check.tsx';
import { PageFrame } from './page-frame.tsx';
import { People } from './people.tsx';

/** Language, sound, the customer's display, the own PIN, and for a supervisor who works here. */
export function SettingsPage() {
  const { say, language } = useTillWords();
  const settings = useSettings();
  const currency = useTill((state) => state.till?.currency ?? '');
  const role = useTill((state) => state.till?.session?.cashier.role);
  const voice = voiceFor(language, voices());
  const test = () => {
    wakeSound();
    tone('paid');
    speak(paidSentence({ amount: '46.00', currency, wallet: '' }, voice.language), voice.voice);
  };
  return (
    <PageFrame title={say('settings.title')} wide>
      <div className="columns settings">
        <div className="stack">
          <section className="card pad-in">
            <h2>{say('settings.language')}</h2>
            <LanguageChoice />
          </section>
          <section className="card pad-in">
            <div className="flex between">
              <h2>{say('settings.sound')}</h2>
              <Switch
                on={settings.sound}
                label={say('settings.sound')}
                onChange={settings.setSound}
              />
            </div>
            <p className="muted">
              {say(voice.language === language ? 'settings.soundWhat' : 'settings.soundEnglish')}
            </p>
            <Button icon="sound" onClick={test}>
              {say('settings.test')}
            </Button>
          </section>
          <OwnPin />
        </div>
        <div className="stack">
          <Displays />
          {role === 'supervisor' && <People />}
          {role === 'supervisor' && <ConnectionCheck />}
        </div>
      </div>
    </PageFrame>
  );
}

/** The customer's display: on this device in another window, or on another device by a code. */
function Displays() {
  const { say } = useTillWords();
  const [pairing, setPairing] = useState<{
    readonly address: string;
    readonly expiresAt: string;
  }>();
  const [failed, setFailed] = useState(false);
  const pair = async () => {
    try {
      const { path, expiresAt } = await till('POST /displays', {});
      setPairing({ address: new URL(path, location.href).href, expiresAt });
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <section className="card pad-in">
      <h2>{say('settings.display')}</h2>
      <p className="muted">{say('settings.displayWhat')}</p>
      <Button
        icon="share"
        onClick={() => window.open('display', 'till-display', 'popup,width=1024,height=600')}
      >
        {say('settings.displayHere')}
      </Button>
      <Button icon="qr" onClick={pair}>
        {say('settings.displayOther')}
      </Button>
      {failed && <p className="warn">{say('notice.noAnswer')}</p>}
      {pairing && (
        <div className="center">
          <span className="on-white">
            <QrCode text={pairing.address} label={say('settings.displayOther')} room={220} />
          </span>
          <p className="muted">
            {say('settings.pairUntil', { time: clockTime(pairing.expiresAt) })}
          </p>
        </div>
      )}
    </section>
  );
}

function OwnPin() {
  const { say } = useTillWords();
  const [step, setStep] = useState<'closed' | 'old' | 'new' | 'done'>('closed');
  const [pin, setPin] = useState('');
  const [old, setOld] = useState('');
  const [wrong, setWrong] = useState<string>();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (pin.length < 4) return;
    if (step === 'old') {
      setOld(pin);
      setPin('');
      return setStep('new');
    }
    try {
      await till('POST /session/pin', { body: { pin: old, newPin: pin } });
      setStep('done');
    } catch (error) {
      setWrong(whyNot(say, refusalCode(error)));
      setStep('old');
    }
    setPin('');
  };
  return (
    <section className="card pad-in">
      <h2>{say('settings.pin')}</h2>
      {step === 'closed' || step === 'done' ? (
        <>
          {step === 'done' && <p role="status">{say('settings.pinDone')}</p>}
          <Button icon="lock" onClick={() => setStep('old')}>
            {say('settings.pinChange')}
          </Button>
        </>
      ) : (
        <form onSubmit={send}>
          <PinPad
            key={step}
            pin={pin}
            label={say(step === 'old' ? 'settings.pinOld' : 'settings.pinNew')}
            wrong={wrong}
            onPin={(next) => {
              setPin(next);
              setWrong(undefined);
            }}
          />
          <Button type="submit" kind="primary" size="big" full>
            {say(step === 'old' ? 'settings.pinOld' : 'settings.pinNew')}
          </Button>
        </form>
      )}
    </section>
  );
}
