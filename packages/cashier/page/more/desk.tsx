import type { DeskPaymentView } from '@sampan/cashier/api';
import { Amount, clockTime, Empty, Failed, fullTime, Loading } from '@sampan/web/shared';
import { useEffect } from 'react';
import { hashOf } from '../frame/route.ts';
import { walletName } from '../names.ts';
import { till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { DeskCodeCard } from './desk-code.tsx';
import { PageFrame } from './page-frame.tsx';
import { useLoaded } from './use-loaded.ts';

const load = () => till('GET /desk-code');

/** The static code on the desk, and what came in by it, large enough to be read while serving. */
export function Desk() {
  const { say, language } = useTillWords();
  const view = useTill((state) => state.till);
  const latest = useTill((state) => state.deskPayment);
  const { value, failed, reload, set } = useLoaded(load);
  const currency = view?.currency ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each payment that comes in
  useEffect(() => reload(), [latest, reload]);
  const [newest, ...others] = value?.payments ?? [];
  return (
    <PageFrame title={say('desk.title')} over={say('desk.over')} wide>
      {failed !== undefined && !value && <Failed onRetry={reload} />}
      {!value && failed === undefined && <Loading what={say('desk.title')} onRetry={reload} />}
      {value && (
        <div className="columns desk-page">
          <div className="stack" aria-live="polite">
            {newest ? (
              <section className="card incoming">
                <p className="cap num">
                  {say('desk.came', {
                    time: fullTime(newest.paidAt).slice(11),
                    tail: newest.orderTail,
                  })}
                </p>
                <Amount value={newest.amount} currency={currency} size={72} flow="in" />
                <p>{walletName(view, newest.wallet, language)}</p>
                <Refunded payment={newest} />
                {newest.orderId !== undefined && (
                  <a className="btn" href={hashOf('order', newest.orderId)}>
                    {say('step.details')}
                  </a>
                )}
              </section>
            ) : (
              <section className="card">
                <Empty icon="qr" title={say('desk.none')}>
                  {say('desk.noneWhat')}
                </Empty>
              </section>
            )}
            {value.quietSince !== undefined && (
              <p className="muted">{say('desk.quiet', { time: clockTime(value.quietSince) })}</p>
            )}
            {others.length > 0 && (
              <section className="card rows">
                <ul>
                  {others.map((payment) => (
                    <li key={payment.id}>
                      <a
                        className="row plain-row"
                        href={
                          payment.orderId === undefined
                            ? hashOf('desk')
                            : hashOf('order', payment.orderId)
                        }
                      >
                        <span className="what num">
                          <span className="t">{clockTime(payment.paidAt)}</span>
                          <span className="s">
                            …{payment.orderTail} · {walletName(view, payment.wallet, language)}
                          </span>
                        </span>
                        <span className="e">
                          <Amount
                            value={payment.amount}
                            currency={currency}
                            size={20}
                            withoutCurrency
                          />
                          <Refunded payment={payment} />
                        </span>
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
          <DeskCodeCard view={value} onChange={set} />
        </div>
      )}
    </PageFrame>
  );
}

function Refunded({ payment }: { readonly payment: DeskPaymentView }) {
  const { say } = useTillWords();
  const { refunded = '0.00', amount } = payment;
  if (refunded === '0.00') return null;
  return (
    <span className="wd refund">
      {say(refunded === amount ? 'row.refunded' : 'row.partRefunded')}
    </span>
  );
}
