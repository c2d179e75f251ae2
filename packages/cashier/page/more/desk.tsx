import {
  Amount,
  Button,
  clockTime,
  Empty,
  Failed,
  fullTime,
  Loading,
  QrCode,
} from '@sampan/web/shared';
import { useEffect, useState } from 'react';
import { walletName } from '../names.ts';
import { refusalCode, till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';
import { PageFrame } from './page-frame.tsx';
import { useLoaded } from './use-loaded.ts';

const load = () => till('GET /desk-code');

/** The static code on the desk, and what came in by it, large enough to be read while serving. */
export function Desk() {
  const { say, language } = useTillWords();
  const view = useTill((state) => state.till);
  const latest = useTill((state) => state.deskPayment);
  const { value, failed, reload, set } = useLoaded(load);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const currency = view?.currency ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: each payment that comes in
  useEffect(() => reload(), [latest, reload]);
  const make = async () => {
    setBusy(true);
    try {
      set(await till('POST /desk-code', {}));
    } catch (error) {
      setWrong(whyNot(say, refusalCode(error)));
    } finally {
      setBusy(false);
    }
  };
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
                    <li key={payment.id} className="row plain-row">
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
                        {payment.refunded !== undefined && payment.refunded !== '0.00' && (
                          <span className="wd refund">{say('row.partRefunded')}</span>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
          <section className="card pad-in center">
            {value.code ? (
              <>
                <span className="on-white">
                  <QrCode text={value.code.qrCode} label={say('desk.title')} room={230} />
                </span>
                <p>{say('desk.sign')}</p>
                {!value.hasNotifications && <p className="warn">{say('desk.deaf')}</p>}
              </>
            ) : (
              <Empty
                icon="qr"
                title={say('desk.noCode')}
                action={
                  <Button kind="primary" size="big" busy={busy} onClick={make}>
                    {say('desk.make')}
                  </Button>
                }
              >
                {say('desk.noCodeWhat')}
              </Empty>
            )}
            {wrong !== undefined && <p className="warn">{wrong}</p>}
          </section>
        </div>
      )}
    </PageFrame>
  );
}
