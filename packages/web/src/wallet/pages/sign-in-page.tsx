import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import {
  Banner,
  Button,
  ButtonLink,
  clockTime,
  Field,
  languageNames,
  languages,
  Mark,
  SixDigits,
  Wrong,
} from '../../shared/index.ts';
import { ask, NoAnswer, Refused } from '../api/client.ts';
import { brand, brandName, otherBrand } from '../brand.ts';
import { type DemoLogin, useDemoLogin } from '../demo-login.ts';
import { pinFacts } from '../refusals.ts';
import { remembered } from '../remembered.ts';
import { useLanguage } from '../use-language.ts';
import { useSay } from '../words/use-say.ts';

/** What became of a payment when the session was over. */
export type SignedOutReason = 'no-payment' | 'unknown';

interface Fault {
  readonly at: 'phone' | 'pin' | 'form';
  readonly text: string;
}

/** Phone number and PIN. In a sandbox a box fills in the demo account. */
export function SignInPage({
  reason,
  onSignedIn,
}: {
  readonly reason: SignedOutReason | undefined;
  readonly onSignedIn: () => void;
}) {
  const { language, say } = useSay();
  const form = useSignIn(onSignedIn);
  const { phone, setPhone, pin, setPin, fault, isBusy, isOther } = form;
  const demo = useDemoLogin();
  const pinField = useRef<HTMLInputElement>(null);
  const [isKnown, setKnown] = useState(() => remembered.phone() !== '');
  useEffect(() => {
    if (isKnown) pinField.current?.focus();
  }, [isKnown]);
  const fill = ({ phone: known, pin: code }: DemoLogin) => {
    setKnown(false);
    setPhone(known);
    setPin(code);
  };
  return (
    <div className="phone sign-in">
      <header className="hero">
        <LanguageChoice />
        <div className="logo">
          <Mark name={brand.id} size={56} />
          <b>
            {brand.name} <span lang={brand.id === 'ferry' ? 'zh-HK' : 'zh-CN'}>{brand.han}</span>
          </b>
        </div>
      </header>
      <main className="card entry-card">
        <h1>{say('signIn.title')}</h1>
        {reason && (
          <Banner
            tone={reason === 'unknown' ? 'unknown' : 'closed'}
            title={say(reason === 'unknown' ? 'signIn.overUnknown' : 'signIn.over')}
          />
        )}
        <form onSubmit={form.submit} noValidate>
          {isKnown ? (
            <div className="known">
              <b className="num">
                {brand.countryCode} {phone}
              </b>
              <button
                type="button"
                className="link-btn"
                onClick={() => {
                  setKnown(false);
                  setPhone('');
                }}
              >
                {say('signIn.notYou')}
              </button>
            </div>
          ) : (
            <Field
              size="phone"
              label={say('signIn.phone')}
              name="phone"
              inputMode="tel"
              autoComplete="tel-national"
              value={phone}
              onChange={({ target }) => setPhone(target.value)}
              wrong={fault?.at === 'phone' ? fault.text : undefined}
              before={<span className="country num">{brand.countryCode}</span>}
            />
          )}
          <div className="fld phone-size">
            <span className="label">{say('signIn.pin')}</span>
            <SixDigits
              ref={pinField}
              wide
              name="pin"
              value={pin}
              label={say('signIn.pin')}
              autoComplete="current-password"
              state={isBusy ? 'checking' : fault?.at === 'pin' ? 'wrong' : 'typing'}
              onChange={setPin}
            />
            {fault && fault.at !== 'phone' && <Wrong>{fault.text}</Wrong>}
          </div>
          <Button kind="brand" size="big" full type="submit" busy={isBusy}>
            {say('signIn.do')}
          </Button>
        </form>
        {isOther && (
          <Banner
            tone="closed"
            icon="person"
            title={say('signIn.otherWallet', { name: brandName(otherBrand, language) })}
            actions={
              <ButtonLink kind="primary" href={`../${otherBrand.id}/`}>
                {say('signIn.openOther', { name: brandName(otherBrand, language) })}
              </ButtonLink>
            }
          />
        )}
      </main>
      {demo && (
        <section className="sandbox" aria-label={say('demo.title')}>
          <div>
            <p>{say('demo.title')}</p>
            <b className="num">{say('demo.login', { login: demo.phone, pin: demo.pin })}</b>
          </div>
          <Button onClick={() => fill(demo)}>{say('demo.fill')}</Button>
        </section>
      )}
      <p className="other-brand">
        <a className="link-btn" href={`../${otherBrand.id}/`}>
          {say('signIn.otherBrand', { name: brandName(otherBrand, language) })}
        </a>
      </p>
    </div>
  );
}

/** What is typed, what is wrong with it, and the request. */
function useSignIn(onSignedIn: () => void) {
  const { say } = useSay();
  const queries = useQueryClient();
  const [phone, setPhone] = useState(remembered.phone);
  const [pin, setPin] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [isBusy, setBusy] = useState(false);
  const [isOther, setOther] = useState(false);

  function faultOf(error: unknown): Fault {
    if (error instanceof NoAnswer) return { at: 'form', text: say('signIn.noNetwork') };
    if (!(error instanceof Refused)) throw error;
    const { until } = pinFacts(error);
    const time = until === undefined ? '' : clockTime(until);
    if (error.code === 'locked') return { at: 'pin', text: say('refused.locked', { time }) };
    if (error.code === 'address-locked') {
      return { at: 'form', text: say('refused.addressLocked', { time }) };
    }
    if (error.code === 'busy') return { at: 'form', text: say('refused.busy') };
    if (error.field === 'login') return { at: 'phone', text: say('signIn.phoneWrong') };
    return { at: 'pin', text: say('refused.signIn') };
  }

  async function signIn(digits: string): Promise<void> {
    const login = loginOf(digits);
    const { wallet } = await ask('POST /sign-in', { body: { login, pin } });
    if (wallet.inst !== brand.inst) {
      await ask('POST /sign-out');
      setOther(true);
      return;
    }
    remembered.keepPhone(digits);
    remembered.keepWallet(wallet);
    queries.setQueryData(['me'], wallet);
    onSignedIn();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setOther(false);
    const digits = phone.replace(/[^\d@.a-z+-]/gi, '');
    if (digits === '') return setFault({ at: 'phone', text: say('signIn.phoneWrong') });
    if (pin.length !== 6) return setFault({ at: 'pin', text: say('signIn.pinWrong') });
    setFault(undefined);
    setBusy(true);
    try {
      await signIn(digits);
    } catch (error) {
      setFault(faultOf(error));
      setPin('');
    } finally {
      setBusy(false);
    }
  }

  return {
    phone,
    setPhone,
    pin,
    setPin,
    fault,
    isBusy,
    isOther,
    submit: (e: FormEvent) => void submit(e),
  };
}

/** A number without its country is one of this wallet's; anything else is sent as it is. */
const loginOf = (typed: string): string => (/^\d+$/.test(typed) ? brand.login(typed) : typed);

function LanguageChoice() {
  const { say } = useSay();
  const { language, choose } = useLanguage();
  return (
    <fieldset className="languages">
      <legend className="sr">{say('language.label')}</legend>
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => void choose(each)}
        >
          {languageNames[each]}
        </button>
      ))}
    </fieldset>
  );
}
