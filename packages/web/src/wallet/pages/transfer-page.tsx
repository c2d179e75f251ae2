import { decimalsOf, exceeds, formatAmount, isCurrency, parseAmount } from '@sampan/primitives';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  Amount,
  amountAfter,
  amountParts,
  amountText,
  Button,
  ButtonLink,
  Chip,
  CopyId,
  clockTime,
  Facts,
  Icon,
  IconAvatar,
  type Key,
  Keypad,
  PinSheet,
  Sheet,
  StateDot,
  StatusPanel,
  TopBar,
} from '../../shared/index.ts';
import { OfflineLine } from '../parts/offline-line.tsx';
import { RefusalPanel } from '../parts/refusal-panel.tsx';
import { type TransferKind, type TransferState, useTransfer } from '../use-transfer.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

const usual = ['100', '200', '500', '1000'] as const;

const wordsOf = {
  'top-up': {
    title: 'topUp.title',
    do: 'topUp.do',
    where: 'topUp.from',
    done: 'topUp.done',
    asked: 'topUp.asked',
    askedSub: 'topUp.askedSub',
  },
  withdrawal: {
    title: 'withdraw.title',
    do: 'withdraw.do',
    where: 'withdraw.to',
    done: 'withdraw.done',
    asked: 'withdraw.asked',
    askedSub: 'withdraw.askedSub',
  },
} as const;

/** Money from the bank or to it: an amount, for a withdrawal the PIN, and what became of it. */
export default function TransferPage({ kind }: { readonly kind: TransferKind }) {
  const { say } = useSay();
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const { state, askPin, send, back } = useTransfer(kind);
  const amount = typed.replace(/\.$/, '');
  const words = wordsOf[kind];
  if (state.step === 'answered') return <Answered kind={kind} transfer={state.transfer} />;
  return (
    <div className="phone enter-amount transfer">
      <TopBar
        title={say(words.title)}
        onBack={() => go('/')}
        corner={
          <a className="icon-btn" href="#/transfers" aria-label={say('transfer.list')}>
            <Icon name="list" />
          </a>
        }
      />
      <Entry
        kind={kind}
        typed={typed}
        isBusy={state.step === 'sending'}
        onType={setTyped}
        onGo={() => (kind === 'top-up' ? send(amount) : askPin())}
      />
      <Sheets
        kind={kind}
        state={state}
        amount={amount}
        onPin={(pin) => send(amount, pin)}
        onBack={back}
      />
    </div>
  );
}

function Entry({
  kind,
  typed,
  isBusy,
  onType,
  onGo,
}: {
  readonly kind: TransferKind;
  readonly typed: string;
  readonly isBusy: boolean;
  readonly onType: (typed: string) => void;
  readonly onGo: () => void;
}) {
  const { say } = useSay();
  const { me } = useWallet();
  const { currency, balance } = me;
  const words = wordsOf[kind];
  const decimals = isCurrency(currency) ? decimalsOf(currency) : 2;
  const isEmpty = /^[0.]*$/.test(typed);
  const amount = typed.replace(/\.$/, '') || '0';
  const isTooMuch = kind === 'withdrawal' && isMore(amount, balance, currency);
  const reason = isEmpty
    ? say('amount.empty')
    : isTooMuch
      ? say('transfer.tooMuch', { balance: amountText(balance, currency) })
      : undefined;
  const parts = amountParts(amount);
  return (
    <>
      <main>
        <div className="shop">
          <IconAvatar icon="bank" />
          <span className="grow">
            <b>{say(words.where)}</b>
            <small className="num">
              {say('transfer.balance', { balance: amountText(balance, currency) })}
            </small>
          </span>
        </div>
        <OfflineLine />
        <section className="card amount-card">
          <p className="cap">{say('amount.label')}</p>
          <output className="typed amount s44">
            <span className="cur">{currency}</span>
            <span>
              {parts.whole}
              {typed.includes('.') ? `.${typed.split('.')[1] ?? ''}` : ''}
            </span>
            <i className="caret" aria-hidden="true" />
          </output>
          <div className="chips">
            {kind === 'top-up' ? (
              usual.map((each) => (
                <Chip key={each} on={typed === each} onPress={() => onType(each)}>
                  <span className="num">{amountParts(each).whole}</span>
                </Chip>
              ))
            ) : (
              <Chip on={typed === balance} onPress={() => onType(balance)}>
                {say('transfer.all')}
              </Chip>
            )}
          </div>
        </section>
      </main>
      <div className="entry">
        <Button kind="brand" size="big" full busy={isBusy} offBecause={reason} onClick={onGo}>
          {say(words.do, { amount: amountText(inFull(amount, currency), currency) })}
        </Button>
        <Keypad
          {...(decimals > 0 && { corner: '.' })}
          onKey={(key: Key) => onType(amountAfter(typed, key, decimals))}
        />
      </div>
    </>
  );
}

/** What was typed, with all decimals of the currency. */
function inFull(amount: string, currency: string): string {
  const money = isCurrency(currency) ? parseAmount(amount, currency) : undefined;
  return money ? formatAmount(money) : amount;
}

function isMore(amount: string, balance: string, currency: string): boolean {
  if (!isCurrency(currency)) return false;
  const [wants, has] = [parseAmount(amount, currency), parseAmount(balance, currency)];
  return wants !== undefined && has !== undefined && exceeds(wants, has);
}

/** What lies over the page while it is being done. */
function Sheets({
  kind,
  state,
  amount,
  onPin,
  onBack,
}: {
  readonly kind: TransferKind;
  readonly state: TransferState;
  readonly amount: string;
  readonly onPin: (pin: string) => void;
  readonly onBack: () => void;
}) {
  const { say } = useSay();
  const { me } = useWallet();
  const title = say(wordsOf[kind].title);
  const value = inFull(amount, me.currency);
  const shown = <Amount value={value} currency={me.currency} size={44} />;
  if (state.step === 'refused') {
    return (
      <Sheet title={say('transfer.refused')} onClose={onBack}>
        <RefusalPanel
          error={state.error}
          bill={{ amount, currency: me.currency }}
          onClose={onBack}
        />
      </Sheet>
    );
  }
  if (state.step === 'unknown') {
    return (
      <Sheet title={title} onClose={() => undefined}>
        <StatusPanel
          state="unknown"
          title={say('transfer.unknown')}
          explained={say('transfer.unknownSub')}
          amount={shown}
        />
      </Sheet>
    );
  }
  if (kind === 'top-up' || state.step === 'typing') return null;
  const until = state.step === 'wrong-pin' ? state.until : undefined;
  const wrong =
    state.step !== 'wrong-pin'
      ? undefined
      : until === undefined
        ? say('pin.wrong', { tries: state.tries ?? 0 })
        : say('pin.locked', { time: clockTime(until) });
  return (
    <PinSheet
      title={say('prompt.title')}
      checking={state.step === 'sending'}
      wrong={wrong}
      locked={until !== undefined}
      onPin={onPin}
      onClose={onBack}
    >
      <span>{say(wordsOf[kind].where)}</span>
      <Amount value={value} currency={me.currency} size={36} />
    </PinSheet>
  );
}

function Answered({
  kind,
  transfer,
}: {
  readonly kind: TransferKind;
  readonly transfer: Extract<TransferState, { step: 'answered' }>['transfer'];
}) {
  const { say } = useSay();
  const { me } = useWallet();
  const { transferId, currency, state, requestedAt } = transfer;
  const words = wordsOf[kind];
  const isDone = state === 'done';
  // Green is for money that has arrived; what left the wallet is simply done.
  const dot = !isDone ? 'waiting' : kind === 'top-up' ? 'paid' : 'done';
  return (
    <div className="phone result">
      <header className="hero" />
      <main>
        <section className={`verdict ${dot}`} role="status">
          <StateDot state={dot} size={64} />
          <h1>{say(isDone ? words.done : words.asked)}</h1>
          {!isDone && <p>{say(words.askedSub)}</p>}
          <Amount value={transfer.amount} currency={currency} size={44} />
        </section>
        <section className="card facts">
          <Facts
            facts={[
              { name: say('transfer.newBalance'), value: amountText(me.balance, me.currency) },
              { name: say('result.time'), value: clockTime(requestedAt) },
              {
                name: say('transfer.id'),
                value: (
                  <CopyId
                    id={transferId}
                    shown={`… ${transferId.slice(-8, -4)} ${transferId.slice(-4)}`}
                  />
                ),
              },
            ]}
          />
        </section>
        <ButtonLink kind="brand" size="big" full href="#/">
          {say('result.done')}
        </ButtonLink>
        <ButtonLink full href="#/transfers" icon="list">
          {say('transfer.list')}
        </ButtonLink>
      </main>
    </div>
  );
}
