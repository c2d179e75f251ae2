import {
  Amount,
  Button,
  Icon,
  type Language,
  languageNames,
  languages,
  type Step,
  Timeline,
} from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { NoticeLine } from '../charge/notice.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { askAgain, nextCustomer } from '../store/actions.ts';
import { toldToCustomer } from '../words/told.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { DiscrepancySheet } from './discrepancy.tsx';
import { CancelButton, clockSeconds, type OfPayment, useCurrency, useTrail } from './shared.tsx';

/** We do not know yet. No button here declares the payment made: only the gateway does. */
export function Unknown({ order, payment }: OfPayment) {
  const { say, language } = useTillWords();
  const currency = useCurrency();
  const trail = useTrail(payment);
  const [sheet, setSheet] = useState(false);
  const [asking, setAsking] = useState(false);
  const { asksAgainAt, silent } = payment;
  useEffect(() => setAsking(false), []);
  const steps: readonly Step[] = [
    ...trail.slice(-3),
    ...(asksAgainAt === undefined
      ? []
      : [
          {
            id: 'again',
            state: 'next' as const,
            what: <b className="strong">{say('unknown.again')}</b>,
            sub: say('unknown.againHow'),
            when: { text: clockSeconds(asksAgainAt), iso: asksAgainAt },
          },
        ]),
  ];
  return (
    <main className="card st unknown-st">
      <div className="red" role="alert">
        <span className="q" aria-hidden="true">
          <Icon name="question" size={52} weight={2.2} />
        </span>
        <div className="grow">
          <h1>{say('unknown.title')}</h1>
          <p>
            {say('unknown.order', { number: order.number })}
            {language === 'en' ? ' ' : ''}
            {whoIsSilent()}
          </p>
          <p>
            <b>{say('unknown.do')}</b>
          </p>
        </div>
        <Amount value={payment.amount} currency={currency} size={36} />
      </div>
      <div className="two">
        <section>
          <h2>{say('unknown.know')}</h2>
          <Timeline steps={steps} />
        </section>
        <section className="do">
          <h2>{say('unknown.can')}</h2>
          <KeyButton
            kind="primary"
            size="big"
            full
            icon="renew"
            hot="F6"
            first
            busy={asking}
            onClick={() => {
              setAsking(true);
              void askAgain(payment.id).finally(() => setAsking(false));
            }}
          >
            {say('unknown.ask')}
          </KeyButton>
          <CancelButton payment={payment} hot="F7" full />
          <KeyButton size="big" full icon="plus" hot="Enter" onClick={nextCustomer}>
            {say('unknown.next')}
          </KeyButton>
          <p className="muted small">{say('unknown.stays')}</p>
          <NoticeLine />
        </section>
      </div>
      <div className="tell">
        <Icon name="speech" size={24} />
        <div>
          <h2>{say('unknown.tell')}</h2>
          {toldIn(language).map((each) => (
            <p key={each} lang={each} title={languageNames[each]}>
              {toldToCustomer[each]}
            </p>
          ))}
        </div>
      </div>
      <div className="sup">
        <span>
          <Icon name="people" size={22} />
          {say(payment.discrepancy ? 'unknown.closed' : 'unknown.supervisor')}
        </span>
        {!payment.discrepancy && (
          <Button onClick={() => setSheet(true)}>{say('unknown.supervisorButton')}</Button>
        )}
      </div>
      {sheet && <DiscrepancySheet payment={payment} onClose={() => setSheet(false)} />}
    </main>
  );

  function whoIsSilent(): string {
    if (silent === 'customer') return say('unknown.customerSilent');
    const since = payment.gatewaySilentSince ?? payment.unknownSince;
    if (since === undefined) return '';
    return say('unknown.gatewaySilent', { time: clockSeconds(since) });
  }
}

/** The page's language first, then the other that the shop's customers speak. */
function toldIn(language: Language): readonly Language[] {
  const second = language === 'en' ? 'zh-HK' : 'en';
  return languages.filter((each) => each === language || each === second);
}
