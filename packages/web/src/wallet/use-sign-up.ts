/** A number, the code that was sent to it, and a PIN: what a new wallet or a forgotten PIN needs. */
import { useState } from 'react';
import { clockTime } from '../shared/index.ts';
import { ask, NoAnswer, Refused } from './api/client.ts';
import { brand } from './brand.ts';
import { useRefusalSentence } from './parts/refusal-panel.tsx';
import { loginOf, typedNumber } from './phone-number.ts';
import { type NextStep, refusalOf } from './refusals.ts';
import { remembered } from './remembered.ts';
import { useEnter } from './use-enter.ts';
import { useSay } from './words/use-say.ts';

export type Purpose = 'sign-up' | 'forgotten';
export type SignUpStep = 'phone' | 'code' | 'pin';

export interface SignUpFault {
  readonly text: string;
  /** Where else to go. */
  readonly next?: NextStep;
}

export interface SentCode {
  readonly until: string;
  /** Only a sandbox shows it. */
  readonly code: string | undefined;
}

/** To which step a refusal leads back; all others stay where they are. */
const stepOf: Readonly<Record<string, SignUpStep>> = {
  'code-wrong': 'code',
  'phone-taken': 'phone',
  'inst-differs': 'phone',
  'wallet-unknown': 'phone',
};

export function useSignUp(purpose: Purpose, onSignedIn: () => void) {
  const { say } = useSay();
  const sentence = useRefusalSentence();
  const enter = useEnter(onSignedIn);
  const [step, setStep] = useState<SignUpStep>('phone');
  const [phone, setPhone] = useState(() => (purpose === 'forgotten' ? remembered.phone() : ''));
  const [sent, setSent] = useState<SentCode>();
  const [code, setCode] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [fault, setFault] = useState<SignUpFault>();
  const [isBusy, setBusy] = useState(false);
  const [isOther, setOther] = useState(false);
  const typed = typedNumber(phone);

  function refused(error: unknown): void {
    if (!(error instanceof Refused)) {
      if (!(error instanceof NoAnswer)) throw error;
      setFault({ text: say('signUp.noNetwork') });
      return;
    }
    if (error.field === 'phone' && error.status === 400) {
      setStep('phone');
      setFault({ text: say('signIn.phoneWrong') });
      return;
    }
    const next = refusalOf(error)?.next;
    setFault({ text: sentence(error), ...(next && { next }) });
    setStep(stepOf[error.code] ?? step);
    if (error.code === 'code-wrong') setCode('');
    if (error.code === 'pin-too-simple') {
      setPin('');
      setAgain('');
    }
  }

  async function work(action: () => Promise<void>): Promise<void> {
    setFault(undefined);
    setBusy(true);
    try {
      await action();
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  }

  const send = () =>
    work(async () => {
      const made = await ask('POST /one-time-codes', { body: { phone: loginOf(typed) } });
      setSent({ until: clockTime(made.expiresAt), code: made.code });
      setCode('');
      setStep('code');
    });

  const finish = () =>
    work(async () => {
      const proof = { phone: loginOf(typed), code, pin };
      const { wallet } =
        purpose === 'sign-up'
          ? await ask('POST /sign-up', { body: { ...proof, inst: brand.inst } })
          : await ask('POST /pin/forgotten', { body: proof });
      setOther((await enter(wallet, typed)) === 'other-brand');
    });

  function submit(): void {
    if (step === 'phone') {
      if (typed === '') setFault({ text: say('signIn.phoneWrong') });
      else void send();
    } else if (step === 'code') {
      if (code.length === 6) setStep('pin');
      setFault(code.length === 6 ? undefined : { text: say('signUp.codeShort') });
    } else if (pin.length !== 6 || again.length !== 6) {
      setFault({ text: say('signIn.pinWrong') });
    } else if (pin === again) {
      void finish();
    } else {
      setAgain('');
      setFault({ text: say('signUp.pinDiffers') });
    }
  }

  return {
    ...{ step, phone, sent, code, pin, again, fault, isBusy, isOther },
    ...{ setPhone, setCode, setPin, setAgain },
    submit,
    sendAgain: () => void send(),
    toPhone: () => {
      setFault(undefined);
      setStep('phone');
    },
  };
}
