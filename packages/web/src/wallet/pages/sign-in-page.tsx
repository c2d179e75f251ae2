import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Banner, Button, clockTime, SixDigits, Wrong } from '../../shared/index.ts';
import { ask, NoAnswer, Refused } from '../api/client.ts';
import { brand, brandName, otherBrand } from '../brand.ts';
import { useDemoLogin } from '../demo-login.ts';
import { EntryFrame, OtherBrand, PhoneField, SandboxBox } from '../parts/entry-frame.tsx';
import { PasskeyNotUsed, signInByPasskey } from '../passkey.ts';
import { loginOf, typedNumber } from '../phone-number.ts';
import { pinFacts } from '../refusals.ts';
import { remembered } from '../remembered.ts';
import { useEnter } from '../use-enter.ts';
import { useCanPasskey } from '../use-passkey.ts';
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
  const can = useCanPasskey();
  const pinField = useRef<HTMLInputElement>(null);
  const [isKnown, setKnown] = useState(() => remembered.phone() !== '');
  useEffect(() => {
    if (isKnown) pinField.current?.focus();
  }, [isKnown]);
  const below = (
    <>
      <a className="btn full new-here" href="#/sign-up">
        {say('signIn.new')}
      </a>
      {demo && (
        <SandboxBox
          title={say('demo.title')}
          text={say('demo.login', { login: demo.phone, pin: demo.pin })}
          fill={
            <Button
              onClick={() => {
                setKnown(false);
                setPhone(demo.phone);
                setPin(demo.pin);
              }}
            >
              {say('demo.fill')}
            </Button>
          }
        />
      )}
      <p className="other-brand">
        <a className="link-btn" href={`../${otherBrand.id}/`}>
          {say('signIn.otherBrand', { name: brandName(otherBrand, language) })}
        </a>
      </p>
    </>
  );
  return (
    <EntryFrame title={say('signIn.title')} below={below}>
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
          <PhoneField
            value={phone}
            onChange={setPhone}
            wrong={fault?.at === 'phone' ? fault.text : undefined}
          />
        )}
        <div className="fld phone-size">
          <span className="flex between">
            <span className="label">{say('signIn.pin')}</span>
            <a className="link-btn" href="#/forgotten">
              {say('signIn.forgot')}
            </a>
          </span>
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
      {can && (
        <Button
          full
          icon="face"
          kind={remembered.hasPasskey() ? 'primary' : 'secondary'}
          busy={isBusy}
          onClick={() => void form.byPasskey()}
        >
          {say('signIn.passkey')}
        </Button>
      )}
      {isOther && <OtherBrand />}
    </EntryFrame>
  );
}

/** What is typed, what is wrong with it, and the request. */
function useSignIn(onSignedIn: () => void) {
  const { say } = useSay();
  const enter = useEnter(onSignedIn);
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

  async function byPasskey(): Promise<void> {
    setOther(false);
    setFault(undefined);
    setBusy(true);
    try {
      const { wallet } = await signInByPasskey();
      remembered.keepHasPasskey(true);
      setOther((await enter(wallet)) === 'other-brand');
    } catch (error) {
      if (
        error instanceof PasskeyNotUsed ||
        (error instanceof Refused && /^passkey/.test(error.code))
      )
        setFault({ at: 'form', text: say('signIn.passkeyFailed') });
      else setFault(faultOf(error));
    } finally {
      setBusy(false);
    }
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setOther(false);
    const typed = typedNumber(phone);
    if (typed === '') return setFault({ at: 'phone', text: say('signIn.phoneWrong') });
    if (pin.length !== 6) return setFault({ at: 'pin', text: say('signIn.pinWrong') });
    setFault(undefined);
    setBusy(true);
    try {
      const { wallet } = await ask('POST /sign-in', { body: { login: loginOf(typed), pin } });
      setOther((await enter(wallet, typed)) === 'other-brand');
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
    byPasskey,
    submit: (e: FormEvent) => void submit(e),
  };
}
