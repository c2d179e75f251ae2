import { Amount, Button, Icon } from '@sampan/web/shared';
import { useEffect, useRef, useState } from 'react';
import { NoticeLine } from '../charge/notice.tsx';
import { ChargeSheet, type SheetName } from '../charge/sheets.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { walletName } from '../names.ts';
import { backToBasket, dropOrder, nextCustomer, open, showCode } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { nextStep } from './next-step.ts';
import { clockSeconds, FirstLines, type OfPayment, useCurrency } from './shared.tsx';

/** A clear no: nothing moved. One sentence, one next step, the order stays. */
export function Refused({ order, payment }: OfPayment) {
  const { say, language } = useTillWords();
  const currency = useCurrency();
  const till = useTill((state) => state.till);
  const [sheet, setSheet] = useState<SheetName>();
  const [details, setDetails] = useState(false);
  const text = payment.text ?? 'gateway-refused';
  const step = nextStep(text);
  const others = till?.wallets.filter(({ inst }) => inst !== payment.wallet) ?? [];
  const wallets = (others.length > 0 ? others : (till?.wallets ?? []))
    .map(({ inst }) => walletName(till, inst, language))
    .join(language === 'en' ? ' or ' : '／');
  const values = {
    code: payment.code ?? '',
    wallets,
    other: payment.otherWallet ?? say('refusal.thisWallet'),
    left: `${currency} ${payment.left}`,
  };
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const press = {
    scan: () => setSheet('code'),
    otherwise: () => setSheet('otherwise'),
    split: () => setSheet('split'),
    details: () => setDetails(true),
    newOrder: nextCustomer,
    check: () => void open(order.id, payment.id),
  }[step];
  const isStillOpen = order.state === 'open' || order.state === 'partPaid';
  return (
    <main className="card st refused-st">
      <div className="no" role="alert">
        <span className="q" aria-hidden="true">
          <Icon name="cross" size={56} weight={2.4} />
        </span>
        <div>
          <h1>{say(`refusal.${text}.title`, values)}</h1>
          <p>{say(`refusal.${text}.what`, values)}</p>
        </div>
      </div>
      <div className="body">
        <div className="flex between top">
          <div>
            <p className="cap">
              {say('order')} <b className="num">{order.number}</b>{' '}
              {isStillOpen && say('refused.stays')}
            </p>
            <span className="a">
              <Amount value={payment.amount} currency={currency} size={72} />
            </span>
          </div>
          <dl className="kv small">
            <dt>{say('refused.by')}</dt>
            <dd>
              {say('refused.gateway', { time: clockSeconds(payment.decidedAt ?? payment.at) })}
            </dd>
            {payment.code !== undefined && (
              <>
                <dt>{say('refused.code')}</dt>
                <dd className="mono">{payment.code}</dd>
              </>
            )}
            {payment.wallet !== undefined && (
              <>
                <dt>{say('fact.wallet')}</dt>
                <dd>{walletName(till, payment.wallet, language)}</dd>
              </>
            )}
            {details && payment.means !== undefined && (
              <>
                <dt>{say('refused.means')}</dt>
                <dd>{payment.means}</dd>
              </>
            )}
          </dl>
        </div>
        <FirstLines order={order} />
        <NoticeLine />
        {isStillOpen && (
          <button type="button" className="link-btn" onClick={dropOrder}>
            {say('refused.drop')}
          </button>
        )}
        <button type="button" className="link-btn" onClick={backToBasket}>
          {say('refused.change')}
        </button>
      </div>
      <div className="acts three" ref={first}>
        {step === 'scan' || !isStillOpen ? null : (
          <Button kind="primary" size="big" onClick={press}>
            {say(`step.${step}`)}
          </Button>
        )}
        {isStillOpen ? (
          <>
            <KeyButton
              kind={step === 'scan' ? 'primary' : 'secondary'}
              size="big"
              icon="scan"
              hot="F2"
              onClick={() => setSheet('code')}
            >
              {say('refused.scan')}
            </KeyButton>
            <KeyButton size="big" icon="qr" hot="F3" onClick={showCode}>
              {say('charge.qr')}
            </KeyButton>
            {step === 'otherwise' ? null : (
              <KeyButton size="big" icon="cash" hot="F4" onClick={() => setSheet('otherwise')}>
                {say('charge.otherwise')}
              </KeyButton>
            )}
          </>
        ) : (
          <KeyButton kind="primary" size="big" icon="plus" hot="Enter" onClick={nextCustomer}>
            {say('paid.next')}
          </KeyButton>
        )}
      </div>
      {sheet && (
        <ChargeSheet
          name={sheet}
          due={order.totals.due}
          now={payment.amount}
          onClose={() => {
            if (sheet === 'split') backToBasket();
            setSheet(undefined);
          }}
        />
      )}
    </main>
  );
}
