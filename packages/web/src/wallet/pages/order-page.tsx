import type { BillView } from '@sampan/api';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import {
  Amount,
  amountText,
  Button,
  CopyId,
  clockTime,
  type Fact,
  Facts,
  Failed,
  Loading,
  Question,
  ShopAvatar,
  TopBar,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useIntent } from '../intent.ts';
import { PaymentSheet } from '../parts/payment-sheet.tsx';
import { useTrade } from '../queries.ts';
import { usePayment } from '../use-payment.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** An order that was scanned: what it is, and one button to pay it. */
export default function OrderPage({ id }: { readonly id: string }) {
  const { say } = useSay();
  const [, go] = useLocation();
  const trade = useTrade(id);
  const isOver = trade.data !== undefined && trade.data.status !== 'waiting';
  useEffect(() => {
    if (isOver) go(`/result/${id}`, { replace: true });
  }, [isOver, go, id]);
  if (trade.data && !isOver) return <Order bill={trade.data} />;
  return (
    <main className="phone">
      <TopBar title={say('order.title')} onBack={() => go('/')} />
      {trade.isError ? (
        <Failed onRetry={() => void trade.refetch()} />
      ) : (
        <Loading what={say('order.title')} rows={6} />
      )}
    </main>
  );
}

function Order({ bill }: { readonly bill: BillView }) {
  const { say } = useSay();
  const [, go] = useLocation();
  const { tradeId } = bill;
  const [isPaying, setPaying] = useState(useIntent('pay'));
  const [isLeaving, setLeaving] = useState(false);
  const { state, pay, again } = usePayment(
    tradeId,
    (proof, idempotencyKey) => ask('POST /pay', { body: { tradeId, ...proof }, idempotencyKey }),
    () => go(`/result/${tradeId}`, { replace: true }),
  );
  return (
    <div className="phone order">
      <TopBar title={say('order.title')} onBack={() => setLeaving(true)} />
      <main>
        <ShopAvatar name={bill.merchant} size={56} />
        <h2>{bill.merchant}</h2>
        {bill.store !== undefined && <p className="muted">{bill.store}</p>}
        <Amount value={bill.amount} currency={bill.currency} size={44} />
        <section className="card facts">
          <OrderFacts bill={bill} />
        </section>
      </main>
      <div className="foot">
        <Button kind="brand" size="big" full onClick={() => setPaying(true)} autoFocus>
          {say('order.pay', { amount: amountText(bill.amount, bill.currency) })}
        </Button>
      </div>
      {isPaying && (
        <PaymentSheet
          bill={bill}
          state={state}
          onProof={pay}
          onClose={() => {
            setPaying(false);
            again();
          }}
        />
      )}
      {isLeaving && (
        <Question
          title={say('order.leave')}
          onClose={() => setLeaving(false)}
          actions={
            <>
              <Button kind="primary" onClick={() => setLeaving(false)}>
                {say('order.stay')}
              </Button>
              <Button onClick={() => go('/')}>{say('order.leaveDo')}</Button>
            </>
          }
        >
          {bill.expiresAt !== undefined && (
            <p className="muted">{say('order.leaveSub', { time: clockTime(bill.expiresAt) })}</p>
          )}
        </Question>
      )}
    </div>
  );
}

function OrderFacts({ bill }: { readonly bill: BillView }) {
  const { say } = useSay();
  const { me } = useWallet();
  const { currency, charge, chargeCurrency, chargeRate } = bill;
  const isAbroad = charge !== undefined && chargeCurrency !== undefined;
  const facts: (Fact | undefined)[] = [
    { name: say('order.what'), value: bill.subject },
    bill.typed === undefined
      ? undefined
      : { name: say('order.typed'), value: amountText(bill.typed, currency) },
    bill.fee === undefined
      ? undefined
      : { name: say('order.fee'), value: amountText(bill.fee, currency) },
    isAbroad
      ? { name: say('order.charge'), value: amountText(charge, chargeCurrency), strong: true }
      : undefined,
    isAbroad && chargeRate !== undefined
      ? {
          name: say('order.rate'),
          value: say('order.rateAbout', { from: currency, rate: chargeRate, to: chargeCurrency }),
        }
      : undefined,
    {
      name: say('order.source'),
      value: say('order.sourceBalance', { balance: amountText(me.balance, me.currency) }),
    },
    bill.expiresAt === undefined
      ? undefined
      : { name: say('order.openUntil'), value: clockTime(bill.expiresAt) },
    {
      name: say('order.id'),
      value: (
        <CopyId
          id={bill.tradeId}
          shown={`… ${bill.tradeId.slice(-8, -4)} ${bill.tradeId.slice(-4)}`}
        />
      ),
    },
  ];
  return <Facts facts={facts.filter((fact) => fact !== undefined)} />;
}
