import type { OrderView, PaymentView, RefundView } from '@sampan/cashier/api';
import {
  Amount,
  amountText,
  Button,
  CopyId,
  Facts,
  Failed,
  Loading,
  StatePill,
} from '@sampan/web/shared';
import { useCallback, useEffect, useState } from 'react';
import { LineName } from '../charge/lines.tsx';
import { NoticeLine } from '../charge/notice.tsx';
import { KeyButton } from '../frame/kbd.tsx';
import { rowState, rowWord } from '../frame/rail.tsx';
import { goTo } from '../frame/route.ts';
import { walletName } from '../names.ts';
import { usePrinting } from '../print/use-printing.ts';
import { PrinterBanner } from '../stage/paid.tsx';
import { clockSeconds } from '../stage/shared.tsx';
import { asked, open } from '../store/actions.ts';
import { till } from '../store/api.ts';
import { dispatch, useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { PageFrame } from './page-frame.tsx';
import { RefundForm } from './refund-form.tsx';
import { useLoaded } from './use-loaded.ts';

const toFind = () => goTo('find');

/** One order: what was bought, how it was paid, what went back, and refunding it. */
export function OrderDetail({ id }: { readonly id: string }) {
  const { say } = useTillWords();
  const load = useCallback(async () => {
    const order = await till('GET /orders/:id', { params: { id } });
    dispatch({ is: 'order', order });
    return order;
  }, [id]);
  const { value, failed, reload } = useLoaded(load);
  // Events bring what comes of a refund.
  const seen = useTill((state) => state.orders[id]);
  const order = seen ?? value;
  if (!order) {
    return (
      <PageFrame title={say('order')} onBack={toFind}>
        <section className="card">
          {failed === undefined ? (
            <Loading what={say('order')} onRetry={reload} />
          ) : (
            <Failed onRetry={reload} />
          )}
        </section>
      </PageFrame>
    );
  }
  return <Shown order={order} />;
}

function Shown({ order }: { readonly order: OrderView }) {
  const { say } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  const printing = usePrinting(order.id);
  const [refunds, setRefunds] = useState<string>();
  useEffect(() => {
    void asked(() => till('PUT /display', { body: { orderId: order.id } }));
  }, [order.id]);
  return (
    <PageFrame
      title={`${say('order')} ${order.number}`}
      over={`${clockSeconds(order.at)} · ${order.cashier}`}
      onBack={toFind}
      wide
      actions={
        <KeyButton
          icon="printer"
          hot="F5"
          busy={printing.is === 'printing'}
          onClick={printing.print}
        >
          {say(order.receipts > 0 ? 'paid.copy' : 'paid.print')}
        </KeyButton>
      }
    >
      <PrinterBanner printing={printing} />
      <div className="columns">
        <section className="card pad-in">
          <ul className="lines plain">
            {order.basket.lines.map(({ itemId, name, quantity }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
              <li key={index}>
                <LineName itemId={itemId} name={name} />
                <span className="q num">{quantity}</span>
                <span className="p num">{order.lineAmounts[index]}</span>
              </li>
            ))}
          </ul>
          <Facts
            facts={[
              ...(order.basket.discount
                ? [{ name: say('charge.discount'), value: `−${order.totals.discount}` }]
                : []),
              ...(order.basket.tip ? [{ name: say('charge.tip'), value: order.totals.tip }] : []),
              ...order.totals.taxes.map(({ rate, included }) => ({
                name: say('order.tax', { rate: `${Number(rate) * 100} %` }),
                value: included,
              })),
            ]}
          />
          <div className="flex between order-total">
            <span className="muted">{say('charge.total')}</span>
            <Amount value={order.totals.total} currency={currency} size={36} />
          </div>
        </section>
        <div className="stack">
          <NoticeLine />
          {[...order.payments].reverse().map((payment) => (
            <PaymentCard
              key={payment.id}
              order={order}
              payment={payment}
              onRefund={() => setRefunds(payment.id)}
            />
          ))}
        </div>
      </div>
      {refunds !== undefined && (
        <RefundForm
          payment={order.payments.find((each) => each.id === refunds)}
          order={order}
          onClose={() => setRefunds(undefined)}
        />
      )}
    </PageFrame>
  );
}

function PaymentCard({
  order,
  payment,
  onRefund,
}: {
  readonly order: OrderView;
  readonly payment: PaymentView;
  readonly onRefund: () => void;
}) {
  const { say, language } = useTillWords();
  const view = useTill((state) => state.till);
  const currency = view?.currency ?? '';
  const how =
    payment.kind === 'cash' || payment.kind === 'card'
      ? say(`row.${payment.kind}`)
      : walletName(view, payment.wallet, language) || say('row.wallet');
  const isOpen = payment.state !== 'paid' && payment.state !== 'notPaid';
  const isLeft = payment.state === 'paid' && payment.left !== '0.00' && payment.left !== '0';
  return (
    <section className="card pad-in payment-card">
      <div className="flex between">
        <b>
          {how} · <span className="num">{clockSeconds(payment.paidAt ?? payment.at)}</span>
        </b>
        <StatePill state={rowState(order, payment)}>
          {say(`row.${rowWord(order, payment)}`)}
        </StatePill>
      </div>
      <Amount value={payment.amount} currency={currency} size={28} />
      <Facts
        facts={[
          ...(payment.buyer === undefined
            ? []
            : [{ name: say('fact.customer'), value: payment.buyer }]),
          ...(payment.tradeId === undefined
            ? []
            : [{ name: say('fact.trade'), value: <CopyId id={payment.tradeId} /> }]),
          { name: say('fact.id'), value: <CopyId id={payment.id} /> },
          ...(payment.checked
            ? [
                {
                  name: say('fact.gateway', { time: clockSeconds(payment.checked.at) }),
                  value: say(`payment.says.${payment.checked.says}`),
                },
              ]
            : []),
        ]}
      />
      {payment.refunds.map((refund) => (
        <RefundLine key={refund.id} refund={refund} orderId={order.id} />
      ))}
      {isOpen && (
        <Button
          onClick={() => {
            goTo('counter');
            void open(order.id, payment.id);
          }}
        >
          {say('order.look')}
        </Button>
      )}
      {payment.state === 'paid' && payment.kind !== 'cash' && payment.kind !== 'card' && (
        <Button
          icon="renew"
          full
          onClick={() =>
            void asked(() => till('POST /payments/:id/ask', { params: { id: payment.id } }))
          }
        >
          {say('payment.check')}
        </Button>
      )}
      {isLeft && (
        <Button icon="back" size="big" full onClick={onRefund}>
          {say('refund.button', { amount: amountText(payment.left, currency) })}
        </Button>
      )}
    </section>
  );
}

const refundPill = {
  begun: 'waiting',
  unknown: 'unknown',
  accepted: 'waiting',
  refunded: 'refund',
  notRefunded: 'refused',
} as const;

function RefundLine({
  refund,
  orderId,
}: {
  readonly refund: RefundView;
  readonly orderId: string;
}) {
  const { say } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  const printing = usePrinting(orderId, refund.id);
  return (
    <div className="refund-line">
      <div className="flex between">
        <StatePill state={refundPill[refund.state]}>{say(`refund.${refund.state}`)}</StatePill>
        <Amount value={refund.amount} currency={currency} withoutCurrency flow="out" />
      </div>
      <p className="small muted">
        {clockSeconds(refund.at)} · {refund.cashier} · {refund.reason}
      </p>
      {refund.state === 'accepted' && <p className="small">{say('refund.acceptedWhat')}</p>}
      {refund.state === 'notRefunded' && (
        <p className="small">
          {refund.text === undefined
            ? say('refund.refusedWhat', { code: refund.code ?? '' })
            : say(`short.${refund.text}`)}
        </p>
      )}
      <div className="flex">
        {refund.state === 'unknown' && (
          <Button
            icon="renew"
            onClick={() =>
              void asked(() => till('POST /refunds/:id/ask', { params: { id: refund.id } }))
            }
          >
            {say('unknown.ask')}
          </Button>
        )}
        {refund.state !== 'notRefunded' && (
          <Button kind="quiet" icon="printer" onClick={printing.print}>
            {say('paid.print')}
          </Button>
        )}
      </div>
    </div>
  );
}
