import { type FormEvent, useEffect, useRef } from 'react';
import { Button, ButtonLink, SixDigits, Wrong } from '../../shared/index.ts';
import { brand } from '../brand.ts';
import { EntryFrame, OtherBrand, PhoneField, SandboxBox } from '../parts/entry-frame.tsx';
import { nextPlaces, nextWords } from '../parts/refusal-panel.tsx';
import { type Purpose, type SignUpFault, useSignUp } from '../use-sign-up.ts';
import { useSay } from '../words/use-say.ts';

const steps = ['phone', 'code', 'pin'] as const;

/** A new wallet, or a new PIN for a forgotten one: the number, the code that was sent to it, the PIN twice. */
export default function SignUpPage({
  purpose,
  onSignedIn,
}: {
  readonly purpose: Purpose;
  readonly onSignedIn: () => void;
}) {
  const { say } = useSay();
  const form = useSignUp(purpose, onSignedIn);
  const { step, sent, fault, isBusy } = form;
  const isNew = purpose === 'sign-up';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.submit();
  };
  const demoCode = step === 'code' ? sent?.code : undefined;
  const below = (
    <>
      {demoCode !== undefined && (
        <SandboxBox
          title={say('demo.codeTitle')}
          text={say('demo.code', { code: demoCode })}
          fill={<Button onClick={() => form.setCode(demoCode)}>{say('demo.fill')}</Button>}
        />
      )}
      <p className="other-brand">
        <a className="link-btn" href="#/">
          {say(isNew ? 'signUp.have' : 'common.back')}
        </a>
      </p>
    </>
  );
  return (
    <EntryFrame title={say(isNew ? 'signUp.title' : 'forgotten.title')} below={below}>
      <p className="cap num">{say('signUp.step', { step: steps.indexOf(step) + 1 })}</p>
      <form onSubmit={submit} noValidate>
        {step === 'phone' && <PhoneStep form={form} isNew={isNew} />}
        {step === 'code' && <CodeStep form={form} />}
        {step === 'pin' && <PinStep form={form} />}
        {fault && step !== 'phone' && <Wrong>{fault.text}</Wrong>}
        {fault && <WayOn fault={fault} />}
        <Button kind="brand" size="big" full type="submit" busy={isBusy}>
          {say(
            step === 'phone'
              ? 'signUp.send'
              : step === 'code'
                ? 'signUp.next'
                : isNew
                  ? 'signUp.do'
                  : 'forgotten.do',
          )}
        </Button>
      </form>
      {step === 'code' && (
        <div className="acts">
          <Button onClick={form.sendAgain}>{say('signUp.again')}</Button>
          <Button onClick={form.toPhone}>{say('signUp.otherPhone')}</Button>
        </div>
      )}
      {form.isOther && <OtherBrand />}
    </EntryFrame>
  );
}

type Form = ReturnType<typeof useSignUp>;

function PhoneStep({ form, isNew }: { readonly form: Form; readonly isNew: boolean }) {
  const { say } = useSay();
  return (
    <>
      <p className="muted">{say(isNew ? 'signUp.phoneWhy' : 'forgotten.why')}</p>
      <PhoneField value={form.phone} onChange={form.setPhone} wrong={form.fault?.text} />
    </>
  );
}

function CodeStep({ form: { phone, sent, code, setCode, fault } }: { readonly form: Form }) {
  const { say } = useSay();
  const field = useFocus();
  return (
    <>
      <p className="muted num">
        {say('signUp.sent', { phone: `${brand.countryCode} ${phone}`, time: sent?.until ?? '' })}
      </p>
      <div className="fld phone-size">
        <span className="label">{say('signUp.code')}</span>
        <SixDigits
          ref={field}
          wide
          kind="code"
          name="code"
          value={code}
          label={say('signUp.code')}
          state={fault ? 'wrong' : 'typing'}
          onChange={setCode}
        />
      </div>
    </>
  );
}

function PinStep({ form }: { readonly form: Form }) {
  const { say } = useSay();
  const { isBusy, fault } = form;
  const field = useFocus();
  const state = isBusy ? 'checking' : fault ? 'wrong' : 'typing';
  return (
    <>
      <p className="muted">{say('signUp.pinWhy')}</p>
      <div className="fld phone-size">
        <span className="label">{say('signUp.pin')}</span>
        <SixDigits
          ref={field}
          wide
          name="pin"
          value={form.pin}
          label={say('signUp.pin')}
          autoComplete="new-password"
          state={state}
          onChange={form.setPin}
        />
      </div>
      <div className="fld phone-size">
        <span className="label">{say('signUp.pinAgain')}</span>
        <SixDigits
          wide
          name="again"
          value={form.again}
          label={say('signUp.pinAgain')}
          autoComplete="new-password"
          state={state}
          onChange={form.setAgain}
        />
      </div>
    </>
  );
}

/** A refusal that another page mends has a button there. */
function WayOn({ fault: { next } }: { readonly fault: SignUpFault }) {
  const { say } = useSay();
  if (next === undefined || next === 'retry' || next === 'amount' || next === 'home') return null;
  return (
    <ButtonLink full href={nextPlaces[next]}>
      {say(nextWords[next])}
    </ButtonLink>
  );
}

/** The first field of a step is ready to be typed into. */
function useFocus() {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}
