import { Amount, CountdownRing, QrCode } from '@sampan/web/shared';
import { useState } from 'react';
import { NoticeLine } from '../charge/notice.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { languageKey, maskedTail, walletName } from '../names.ts';
import { printSlip } from '../print/print.ts';
import { cancelPayment } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import {
  CancelButton,
  clockSeconds,
  type OfPayment,
  secondsInAll,
  useCurrency,
  useSecondsLeft,
} from './shared.tsx';
import { SpokenEvery } from './waiting.tsx';

/** The order's code, which the customer scans. */
export function Code({ order, payment }: OfPayment) {
  const { say } = useTillWords();
  const seconds = useSecondsLeft(payment);
  const currency = useCurrency();
  const [leaving, setLeaving] = useState(false);
  const { isOpened, qrCode } = payment;
  return (
    <main className="card st code-st">
      <div className="qrc">
        {qrCode === undefined ? (
          <p role="status">{say('code.making')}</p>
        ) : (
          <QrCode text={qrCode} label={say('code.label', { seconds })} room={270} />
        )}
      </div>
      <div className="side2">
        <p className="cap">
          {say('order')} <b className="num">{order.number}</b>
        </p>
        <Amount value={payment.amount} currency={currency} size={44} />
        <Slip payment={payment} />
        <h1>{say(isOpened ? 'qr.opened' : 'qr.waiting')}</h1>
        <p className="muted">
          {isOpened
            ? say('qr.openedBy', { buyer: maskedTail(payment.buyer) ?? '••••' })
            : say('qr.notYet')}
        </p>
        <SpokenEvery seconds={seconds} />
        <div className="cnt">
          <CountdownRing seconds={seconds} of={secondsInAll(payment)} size={56} />
          <span>{say('qr.dies', { seconds })}</span>
        </div>
        <NoticeLine />
        <KeyButton icon="printer" full hot="F5" onClick={() => printSlip()}>
          {say('qr.slip')}
        </KeyButton>
        <KeyButton
          icon="scan"
          full
          hot="F2"
          busy={leaving}
          onClick={() => {
            setLeaving(true);
            void cancelPayment(payment.id);
          }}
        >
          {say('qr.scanInstead')}
        </KeyButton>
        <CancelButton payment={payment} hot="Esc" size="normal" full />
      </div>
    </main>
  );
}

/** What only the paper says: where, with what, until when. */
function Slip({ payment }: Pick<OfPayment, 'payment'>) {
  const { say, language } = useTillWords();
  const till = useTill((state) => state.till);
  if (!till) return null;
  const wallets = till.wallets.map(({ inst }) => walletName(till, inst, language)).join(' / ');
  const time = clockSeconds(payment.deadlineAt ?? payment.at);
  return (
    <div className="slip-only">
      <p>{till.shop[languageKey(language)]}</p>
      <p>{say('qr.slipHow', { wallets, time })}</p>
    </div>
  );
}
