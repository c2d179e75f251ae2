import type { BillView } from '@sampan/api';
import type { ReactNode } from 'react';
import { useState } from 'react';
import {
  Amount,
  amountText,
  ButtonLink,
  clockTime,
  IconButton,
  PinSheet,
  Sheet,
  StatusPanel,
} from '../../shared/index.ts';
import { usePasskeyToPay } from '../use-passkey.ts';
import type { PaymentState, Proof } from '../use-payment.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';
import { RefusalPanel } from './refusal-panel.tsx';

/** The PIN for a trade, and what came of it: wrong, refused, not known yet. */
export function PaymentSheet({
  bill,
  state,
  onProof,
  onClose,
  under,
}: {
  readonly bill: BillView;
  readonly state: PaymentState;
  readonly onProof: (proof: Proof) => void;
  readonly onClose: () => void;
  readonly under?: ReactNode;
}) {
  const { say } = useSay();
  const { me } = useWallet();
  const [forgot, setForgot] = useState(false);
  const passkey = usePasskeyToPay(bill.tradeId, onProof);
  const amount = amountText(bill.amount, bill.currency);
  if (state.step === 'refused') {
    return (
      <Sheet title={say('refused.title')} onClose={onClose}>
        <RefusalPanel error={state.error} bill={bill} onClose={onClose} />
      </Sheet>
    );
  }
  if (state.step === 'unknown') {
    return (
      <Sheet title={bill.merchant} onClose={onClose}>
        <StatusPanel
          state="unknown"
          title={say('result.unknown')}
          explained={say('result.unknownSub')}
          amount={<Amount value={bill.amount} currency={bill.currency} size={44} />}
        />
      </Sheet>
    );
  }
  const wrong = wrongOf(state) ?? passkey.problem;
  return (
    <PinSheet
      title={say('prompt.title')}
      checking={state.step === 'checking'}
      wrong={wrong}
      locked={state.step === 'wrong' && state.until !== undefined}
      onPin={(pin) => onProof({ pin })}
      corner={
        passkey.run && (
          <IconButton
            icon="face"
            label={say('pin.passkey')}
            disabled={state.step === 'checking'}
            onClick={passkey.run}
          />
        )
      }
      onClose={onClose}
      under={
        forgot ? (
          <div className="forgot">
            <p className="muted">{say('pin.forgotHow')}</p>
            <ButtonLink href="#/forgotten">{say('pin.forgotDo')}</ButtonLink>
          </div>
        ) : (
          (under ?? (
            <button type="button" className="link-btn" onClick={() => setForgot(true)}>
              {say('pin.forgot')}
            </button>
          ))
        )
      }
    >
      <span className="line-1 fit">{bill.merchant}</span>
      <Amount value={bill.amount} currency={bill.currency} size={36} />
      {bill.charge !== undefined && bill.chargeCurrency !== undefined && (
        <small>
          {say('order.charge')} {amountText(bill.charge, bill.chargeCurrency)}
        </small>
      )}
      <small>{say('prompt.from', { balance: amountText(me.balance, me.currency) })}</small>
      <span className="sr">{amount}</span>
    </PinSheet>
  );

  function wrongOf(now: PaymentState): string | undefined {
    if (now.step === 'elsewhere') return say('order.elsewhere');
    if (now.step !== 'wrong') return undefined;
    if (now.until !== undefined) return say('pin.locked', { time: clockTime(now.until) });
    return say('pin.wrong', { tries: now.tries ?? 0 });
  }
}
