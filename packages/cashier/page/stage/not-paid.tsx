import { Amount, Icon } from '@sampan/web/shared';
import { NoticeLine } from '../charge/notice.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { backToBasket, dropOrder, nextCustomer } from '../store/actions.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { clockSeconds, FirstLines, type OfPayment, useCurrency } from './shared.tsx';

/** Cancelled or closed: no money stayed here. */
export function NotPaid({ order, payment }: OfPayment) {
  const { say } = useTillWords();
  const currency = useCurrency();
  const isStillOpen = order.state === 'open' || order.state === 'partPaid';
  return (
    <main className="card st closed-st">
      <div className="no" role="status">
        <span className="q" aria-hidden="true">
          <Icon name="bar" size={56} weight={2.4} />
        </span>
        <div>
          <h1>{say('notPaid.title')}</h1>
          <p>{say('notPaid.what')}</p>
          <p className="muted">{whoWasSilent()}</p>
        </div>
      </div>
      <div className="body">
        <p className="cap">
          {say('order')} <b className="num">{order.number}</b> ·{' '}
          {clockSeconds(payment.decidedAt ?? payment.at)}
        </p>
        <span className="a">
          <Amount value={payment.amount} currency={currency} size={72} />
        </span>
        <FirstLines order={order} />
        <NoticeLine />
        {isStillOpen && (
          <button type="button" className="link-btn" onClick={dropOrder}>
            {say('refused.drop')}
          </button>
        )}
      </div>
      <div className="acts two-acts">
        {isStillOpen && (
          <KeyButton
            kind="primary"
            size="big"
            icon="renew"
            hot="Enter"
            first
            onClick={backToBasket}
          >
            {say('notPaid.again')}
          </KeyButton>
        )}
        <KeyButton
          kind={isStillOpen ? 'secondary' : 'primary'}
          size="big"
          icon="plus"
          {...(!isStillOpen && { hot: 'Enter', first: true })}
          onClick={nextCustomer}
        >
          {say('paid.next')}
        </KeyButton>
      </div>
    </main>
  );

  function whoWasSilent(): string {
    if (payment.cancelledBy === 'cashier') return say('notPaid.byCashier');
    if (payment.silent === 'gateway') {
      return say('unknown.gatewaySilent', {
        time: clockSeconds(payment.gatewaySilentSince ?? payment.at),
      });
    }
    const seconds = Math.round(
      (Date.parse(payment.deadlineAt ?? payment.at) - Date.parse(payment.at)) / 1_000,
    );
    return payment.kind === 'scan'
      ? say('notPaid.silent', { seconds })
      : say('notPaid.unscanned', { seconds });
  }
}
