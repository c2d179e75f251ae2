/** What several of the pages about one payment have. */
import type { OrderView, PaymentView } from '@sampan/cashier/api';
import {
  Amount,
  Button,
  fullTime,
  Icon,
  type IconName,
  Question,
  type Step,
} from '@sampan/web/shared';
import { type ReactNode, useState } from 'react';
import { LineName } from '../charge/lines.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { cancelPayment } from '../store/actions.ts';
import { useTillTime } from '../store/clock.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

export interface OfPayment {
  readonly order: OrderView;
  readonly payment: PaymentView;
}

export const useCurrency = (): string => useTill(({ till }) => till?.currency ?? '');

/** `12:04:31` */
export const clockSeconds = (iso: string): string => fullTime(iso).slice(11);

export const when = (iso: string): { readonly text: string; readonly iso: string } => ({
  text: clockSeconds(iso),
  iso,
});

/** Whole seconds until the payment is cancelled by itself. */
export function useSecondsLeft({ deadlineAt }: PaymentView): number {
  const now = useTillTime(250);
  if (deadlineAt === undefined) return 0;
  return Math.max(0, Math.ceil((Date.parse(deadlineAt) - now) / 1_000));
}

/** How long the customer has, for the ring. */
export function secondsInAll({ at, deadlineAt }: PaymentView): number {
  if (deadlineAt === undefined) return 1;
  return Math.max(1, Math.round((Date.parse(deadlineAt) - Date.parse(at)) / 1_000));
}

/** The order and the amount above a payment that is not decided, and beside them its sign. */
export function OpenHead({
  order,
  payment,
  children,
}: OfPayment & { readonly children: ReactNode }) {
  const { say } = useTillWords();
  const currency = useCurrency();
  return (
    <div className="head">
      <div>
        <p className="cap">
          {say('order')} <b className="num">{order.number}</b>
        </p>
        <span className="a">
          <Amount value={payment.amount} currency={currency} size={72} />
        </span>
      </div>
      {children}
    </div>
  );
}

/** What is sold, as a reminder: as many lines as fit. */
export function FirstLines({ order }: Pick<OfPayment, 'order'>) {
  return (
    <ul className="lines plain">
      {order.basket.lines.slice(0, 4).map(({ itemId, name }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
        <li key={index}>
          <LineName itemId={itemId} name={name} />
          <span className="p num">{order.lineAmounts[index]}</span>
        </li>
      ))}
    </ul>
  );
}

/** Asks once, then cancels: what happens to the money stands in the question. */
export function CancelButton({
  payment,
  hot,
  size = 'big',
  full = false,
  label,
}: {
  readonly payment: PaymentView;
  readonly hot: string;
  readonly size?: 'normal' | 'big';
  readonly full?: boolean;
  readonly label?: string;
}) {
  const { say } = useTillWords();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <KeyButton icon="cross" size={size} full={full} hot={hot} onClick={() => setAsks(true)}>
        {label ?? say('cancel.button')}
      </KeyButton>
      {asks && (
        <Question
          title={say('cancel.title')}
          onClose={() => setAsks(false)}
          actions={
            <>
              <Button
                kind="danger"
                size="big"
                full
                onClick={() => {
                  setAsks(false);
                  void cancelPayment(payment.id);
                }}
              >
                {say('cancel.button')}
              </Button>
              <Button size="big" full autoFocus onClick={() => setAsks(false)}>
                {say('cancel.keep')}
              </Button>
            </>
          }
        >
          <p>{say('cancel.what')}</p>
        </Question>
      )}
    </>
  );
}

/** What happened so far, for "what we know". */
export function useTrail(payment: PaymentView): readonly Step[] {
  const { say } = useTillWords();
  const steps: Step[] = [];
  if (payment.kind === 'scan') {
    steps.push({
      id: 'read',
      state: 'done',
      what: <b className="strong">{say('trail.read')}</b>,
      sub: payment.codeTail && say('trail.tail', { tail: payment.codeTail }),
      when: when(payment.at),
    });
  }
  const opened = payment.trail.find(({ call }) => call === 'open');
  if (opened) {
    steps.push({
      id: 'open',
      state: 'done',
      what: <b className="strong">{say(payment.kind === 'show' ? 'trail.made' : 'trail.sent')}</b>,
      sub: say(isSilence(opened.result) ? 'trail.silent' : 'trail.answered'),
      when: when(opened.at),
    });
  }
  const queries = payment.trail.filter(({ call }) => call === 'query');
  const lastQuery = queries.at(-1);
  if (lastQuery) {
    const silent = isSilence(lastQuery.result);
    steps.push({
      id: 'query',
      state:
        payment.state === 'unknown' ? 'unknown' : payment.state === 'paid' ? 'done' : 'waiting',
      what: <b className="strong">{say('trail.asked', { n: queries.length })}</b>,
      sub: say(silent ? 'trail.stillSilent' : 'trail.stillWaiting'),
      when: when(lastQuery.at),
    });
  }
  const cancels = payment.trail.filter(({ call }) => call === 'cancel');
  const lastCancel = cancels.at(-1);
  if (lastCancel) {
    const silent = isSilence(lastCancel.result);
    steps.push({
      id: 'cancel',
      state: silent ? 'unknown' : 'done',
      what: <b className="strong">{say('trail.cancelled', { n: cancels.length })}</b>,
      sub: say(silent ? 'trail.silent' : 'trail.answered'),
      when: when(lastCancel.at),
    });
  }
  return steps;
}

/** `unknown: timed-out` and the like: the gateway said nothing that decides. */
const isSilence = (result: string): boolean =>
  /timed-out|unreachable|silent|no-answer/i.test(result);

export function Help({
  icon,
  children,
}: {
  readonly icon: IconName;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <Icon name={icon} size={22} />
      <span>{children}</span>
    </li>
  );
}
