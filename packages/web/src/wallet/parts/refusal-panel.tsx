import type { BillView } from '@sampan/api';
import { amountText, Button, ButtonLink, clockTime, StatusPanel } from '../../shared/index.ts';
import type { Refused } from '../api/client.ts';
import { brand, brandName } from '../brand.ts';
import { intent } from '../intent.ts';
import { missingAmount } from '../missing-amount.ts';
import { type NextStep, pinFacts, refusalOf } from '../refusals.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

const places: Readonly<Record<Exclude<NextStep, 'retry' | 'amount'>, string>> = {
  'top-up': '#/',
  limits: '#/me',
  settings: '#/me',
  scan: '#/scan',
  history: '#/history',
  home: '#/',
};

const words = {
  'top-up': 'next.topUp',
  limits: 'next.limits',
  settings: 'next.settings',
  scan: 'next.scan',
  history: 'next.history',
  home: 'next.home',
  retry: 'next.retry',
  amount: 'next.amount',
} as const;

/** Says the sentence of a refusal. */
export function useRefusalSentence() {
  const { language, say } = useSay();
  const { me } = useWallet();
  return (error: Refused, bill?: Pick<BillView, 'amount' | 'charge'>): string => {
    const said = refusalOf(error);
    if (!said) return say('refused.other', { code: error.code });
    if (said.words === 'refused.balance') {
      const missing = missingAmount(me, bill?.charge ?? bill?.amount);
      return say('refused.balance', { missing: amountText(missing, me.currency) });
    }
    const { tries, until } = pinFacts(error);
    if (said.words === 'refused.pin') return say('refused.pin', { tries: tries ?? 0 });
    if (said.words === 'refused.walletKind')
      return say('refused.walletKind', { name: brandName(brand, language) });
    if (said.words === 'refused.locked' || said.words === 'refused.addressLocked') {
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
  readonly bill?: BillView;
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
            {say(words[next])}
          </Button>
        ) : (
          <ButtonLink
            kind="primary"
            full
            href={places[next]}
            onClick={() => {
              if (next === 'top-up') intent.set('top-up');
              onClose();
            }}
          >
            {say(words[next])}
          </ButtonLink>
        )
      }
    />
  );
}
