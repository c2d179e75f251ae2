/** Beside the order: the last five payments, refund, what the till is connected to, the desk's code. */
import type { OrderView, PaymentView } from '@sampan/cashier/api';
import {
  Amount,
  amountText,
  clockTime,
  Icon,
  type IconName,
  type MoneyState,
  StateDot,
} from '@sampan/web/shared';
import { maskedTail, walletName } from '../names.ts';
import { open } from '../store/actions.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { KeyButton } from './kbd.tsx';
import { goTo } from './route.ts';

export function Rail() {
  const { say } = useTillWords();
  return (
    <aside className="rail" aria-label={say('rail.label')}>
      <LastFive />
      <KeyButton icon="back" hot="F8" full className="tall" onClick={() => goTo('find')}>
        {say('rail.find')}
      </KeyButton>
      <Health />
      <DeskCode />
    </aside>
  );
}

export function LastFive({ limit = 5 }: { readonly limit?: number }) {
  const { say } = useTillWords();
  const currency = useTill(({ till }) => till?.currency ?? '');
  const recent = useTill((state) => state.recent);
  return (
    <section className="card last5">
      <h2>{say('rail.lastFive', { currency })}</h2>
      {recent.length === 0 && <p className="none">{say('rail.none')}</p>}
      <ul>
        {recent.slice(0, limit).map((order) => (
          <li key={order.id}>
            <PaymentRow order={order} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One order by its last payment. */
export function PaymentRow({ order }: { readonly order: OrderView }) {
  const { say, language } = useTillWords();
  const till = useTill((state) => state.till);
  const payment = order.payments.at(-1);
  if (!payment) return null;
  const state = rowState(order, payment);
  const wallet = walletName(till, payment.wallet, language);
  const tail = maskedTail(payment.buyer) ?? (payment.codeTail && `•••• ${payment.codeTail}`);
  const sub = rowSub(payment) ?? '';
  return (
    <button type="button" className="row" onClick={() => open(order.id, payment.id)}>
      <StateDot state={state} />
      <span className="what">
        <span className="t num">
          {clockTime(payment.at)} <span className="faint">{order.number}</span>
        </span>
        <span className="s line-1">
          {sub === '' ? [wallet, tail].filter(Boolean).join(' · ') || say('row.wallet') : say(sub)}
        </span>
      </span>
      <span className="e">
        <Amount value={payment.amount} currency={till?.currency ?? ''} withoutCurrency />
        <span className={`wd ${state}`}>{say(`row.${rowWord(order, payment)}`)}</span>
      </span>
    </button>
  );
}

export function rowState(order: OrderView, payment: PaymentView): MoneyState {
  switch (payment.state) {
    case 'begun':
    case 'waiting':
    case 'cancelling':
      return 'waiting';
    case 'unknown':
      return 'unknown';
    case 'paid':
      return isRefunded(order, payment) ? 'refund' : 'paid';
    case 'notPaid':
      return payment.why === 'refused' ? 'refused' : 'closed';
  }
}

const isRefunded = (order: OrderView, payment: PaymentView) =>
  order.state === 'refunded' || payment.refunds.some(({ state }) => state === 'refunded');

export function rowWord(order: OrderView, payment: PaymentView) {
  if (payment.state === 'unknown') return 'unknown';
  if (payment.state === 'notPaid') return 'notPaid';
  if (payment.state !== 'paid') return 'waiting';
  if (order.state === 'refunded') return 'refunded';
  if (isRefunded(order, payment)) return 'partRefunded';
  return order.state === 'partPaid' ? 'partPaid' : 'paid';
}

function rowSub(payment: PaymentView) {
  if (payment.kind === 'cash' || payment.kind === 'card') return `row.${payment.kind}` as const;
  switch (payment.state) {
    case 'begun':
      return 'row.begun';
    case 'waiting':
      return payment.kind === 'show' ? 'row.codeShown' : 'row.confirming';
    case 'cancelling':
      return 'row.cancelling';
    case 'unknown':
      return 'row.silent';
    case 'notPaid':
      return payment.text === undefined ? 'row.gaveUp' : (`short.${payment.text}` as const);
    case 'paid':
      return undefined;
  }
}

function Health() {
  const { say } = useTillWords();
  const status = useTill((state) => state.status);
  const connection = useTill((state) => state.connection);
  const { silentSince, answersInMs } = status?.gateway ?? {};
  const printer = status?.printer ?? 'none';
  const isListening = connection === 'there';
  return (
    <ul className="card health">
      <Line icon="scan" text={say(isListening ? 'health.scanner' : 'health.scannerOff')} />
      {printer !== 'none' && (
        <Line
          icon="printer"
          text={say(`health.printer.${printer}`)}
          bad={printer === 'silent'}
          {...(printer !== 'ready' && { value: '' })}
        />
      )}
      {silentSince === undefined ? (
        <Line
          icon="globe"
          text={say('health.gateway')}
          value={answersInMs === undefined ? '–' : `${answersInMs} ms`}
        />
      ) : (
        <Line icon="globe" bad text={say('health.silent')} value={clockTime(silentSince)} />
      )}
    </ul>
  );
}

function Line({
  icon,
  text,
  value,
  bad = false,
}: {
  readonly icon: IconName;
  readonly text: string;
  readonly value?: string;
  readonly bad?: boolean;
}) {
  return (
    <li className={bad ? 'bad' : undefined}>
      <Icon name={icon} size={18} />
      <span className="line-1">{text}</span>
      <b className="num">{value ?? <Icon name="tick" size={16} weight={2.6} />}</b>
    </li>
  );
}

function DeskCode() {
  const { say } = useTillWords();
  const last = useTill((state) => state.deskPayment);
  const currency = useTill(({ till }) => till?.currency ?? '');
  return (
    <button type="button" className="card desk" onClick={() => goTo('desk')}>
      <span className="ava" aria-hidden="true">
        <Icon name="qr" size={20} />
      </span>
      <span className="grow">
        <b>{say('desk.title')}</b>
        <small className="num line-1">
          {last
            ? `${say('desk.last', { time: clockTime(last.paidAt) })} · ${amountText(last.amount, currency)} · …${last.orderTail}`
            : say('desk.none')}
        </small>
      </span>
      <Icon name="right" size={20} />
    </button>
  );
}
