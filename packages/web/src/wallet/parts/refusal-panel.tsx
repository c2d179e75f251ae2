import type { BillView } from '@sampan/api';
import { useContext } from 'react';
import { amountText, Button, ButtonLink, clockTime, StatusPanel } from '../../shared/index.ts';
import type { Refused } from '../api/client.ts';
import { brand, brandName } from '../brand.ts';
import { missingAmount } from '../missing-amount.ts';
import { type NextStep, pinFacts, refusalOf } from '../refusals.ts';
import { WalletContext } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** Where a next step leads. */
export const nextPlaces: Readonly<Record<Exclude<NextStep, 'retry' | 'amount'>, string>> = {
  'top-up': '#/top-up',
  'sign-in': '#/',
  'sign-up': '#/sign-up',
  limits: '#/me',
  settings: '#/me',
  scan: '#/scan',
  history: '#/history',
  home: '#/',
};

export const nextWords = {
  'sign-in': 'next.signIn',
  'sign-up': 'next.signUp',
  'top-up': 'next.topUp',
  limits: 'next.limits',
  settings: 'next.settings',
  scan: 'next.scan',
  history: 'next.history',
  home: 'next.home',
  retry: 'next.retry',
  amount: 'next.amount',
} as const;

/** Says the sentence of a refusal, to a buyer or to a person who is not one yet. */
export function useRefusalSentence() {
  const { language, say } = useSay();
  const me = useContext(WalletContext)?.me;
  return (error: Refused, bill?: Pick<BillView, 'amount' | 'charge'>): string => {
    const said = refusalOf(error);
    if (!said) return say('refused.other', { code: error.code });
    if (said.words === 'refused.balance') {
      if (!me) return say('refused.other', { code: error.code });
      const missing = missingAmount(me, bill?.charge ?? bill?.amount);
      return say('refused.balance', { missing: amountText(missing, me.currency) });
    }
    const { tries, until } = pinFacts(error);
    if (said.words === 'refused.pin') return say('refused.pin', { tries: tries ?? 0 });
    if (said.words === 'refused.walletKind')
      return say('refused.walletKind', { name: brandName(brand, language) });
    if (
      said.words === 'refused.locked' ||
      said.words === 'refused.addressLocked' ||
      said.words === 'refused.codeTooSoon'
    ) {
      return say(said.words, { time: until === undefined ? '' : clockTime(until) });
    }
    return say(said.words);
  };
}

/** A calm no: the sentence and what to do next. */
export function RefusalPanel({
  error,
  bill,
  onClose,
}: {
  readonly error: Refused;
  readonly bill?: Pick<BillView, 'amount' | 'charge' | 'currency'>;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const sentence = useRefusalSentence()(error, bill);
  const next = refusalOf(error)?.next ?? 'home';
  return (
    <StatusPanel
      state="refused"
      title={sentence}
      amount={bill && <span className="muted num">{amountText(bill.amount, bill.currency)}</span>}
      actions={
        next === 'retry' || next === 'amount' ? (
          <Button kind="primary" full autoFocus onClick={onClose}>
            {say(nextWords[next])}
          </Button>
        ) : (
          <ButtonLink kind="primary" full href={nextPlaces[next]} onClick={onClose}>
            {say(nextWords[next])}
          </ButtonLink>
        )
      }
    />
  );
}
