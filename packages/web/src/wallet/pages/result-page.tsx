import type { BillView } from '@sampan/api';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  Amount,
  amountText,
  Banner,
  Button,
  CopyId,
  type Fact,
  Facts,
  Failed,
  fullTime,
  Icon,
  Loading,
  Mark,
  type MoneyState,
  ShopAvatar,
  StateDot,
  StatePill,
} from '../../shared/index.ts';
import { brand } from '../brand.ts';
import { chargeOf } from '../parts/trade-row.tsx';
import { useTrade } from '../queries.ts';
import { shareReceipt } from '../share-receipt.ts';
import { useSay } from '../words/use-say.ts';

const askAgainMs = 3_000;

/** What became of a payment. It is asked again until it is final. */
export function ResultPage({ id }: { readonly id: string }) {
  const { say } = useSay();
  const [, go] = useLocation();
  const trade = useTrade(id, askAgainMs);
  if (!trade.data) {
    return (
      <main className="phone">
        {trade.isError ? (
          <Failed onRetry={() => void trade.refetch()} />
        ) : (
          <Loading what={say('history.loading')} rows={6} />
        )}
      </main>
    );
  }
  return <Result bill={trade.data} onDone={() => go('/')} />;
}

function Result({ bill, onDone }: { readonly bill: BillView; readonly onDone: () => void }) {
  const { say } = useSay();
  const [hasProblem, setProblem] = useState(false);
  const { state, title, explained } = useVerdict(bill);
  const charged = chargeOf(bill);
  return (
    <div className="phone result">
      <header className="hero">
        <span className="logo">
          <Mark name={brand.id} size={28} />
          <b>{brand.name}</b>
        </span>
        {bill.charge !== undefined && (
          <span className="abroad">
            <Icon name="globe" size={18} />
            {say('result.mainland')}
          </span>
        )}
      </header>
      <main>
        <section className={`verdict ${state}`} role={state === 'refused' ? 'alert' : 'status'}>
          <StateDot state={state} size={64} />
          <h1>{title}</h1>
          <Amount {...charged} size={44} struck={state === 'closed'} />
          {explained && <p>{explained}</p>}
        </section>
        <section className="card facts">
          <div className="shop">
            <ShopAvatar name={bill.merchant} />
            <span className="grow">
              <b>{bill.merchant}</b>
              <small>{[bill.store, bill.subject].filter(Boolean).join(' · ')}</small>
            </span>
          </div>
          <BillFacts bill={bill} />
        </section>
        {hasProblem && <Banner tone="closed" icon="help" title={say('result.problemSub')} />}
        <div className="acts">
          <Button icon="share" onClick={() => void shareReceipt(bill, say)}>
            {say('result.share')}
          </Button>
          <Button icon="help" onClick={() => setProblem(true)}>
            {say('result.problem')}
          </Button>
        </div>
        <Button kind="brand" size="big" full onClick={onDone} autoFocus>
          {say('result.done')}
        </Button>
      </main>
    </div>
  );
}

/** Amounts, rate, source, time and number of a trade. */
export function BillFacts({ bill }: { readonly bill: BillView }) {
  const { say } = useSay();
  const { currency, chargeCurrency, charge, chargeRate } = bill;
  const isAbroad = charge !== undefined && chargeCurrency !== undefined;
  const facts: (Fact | undefined)[] = [
    bill.typed === undefined
      ? undefined
      : { name: say('order.typed'), value: amountText(bill.typed, currency) },
    bill.fee === undefined
      ? undefined
      : { name: say('order.fee'), value: amountText(bill.fee, currency) },
    isAbroad || bill.fee !== undefined
      ? { name: say('result.orderAmount'), value: amountText(bill.amount, currency), strong: true }
      : undefined,
    isAbroad && chargeRate !== undefined
      ? { name: say('result.rate'), value: `1 ${currency} = ${chargeRate} ${chargeCurrency}` }
      : undefined,
    isAbroad
      ? { name: say('result.charged'), value: amountText(charge, chargeCurrency), strong: true }
      : undefined,
    bill.status === 'paid'
      ? { name: say('result.source'), value: say('result.balance') }
      : undefined,
    { name: say('result.time'), value: fullTime(bill.paidAt ?? bill.closedAt ?? bill.createdAt) },
    {
      name: say('result.id'),
      value: (
        <CopyId
          id={bill.tradeId}
          shown={`… ${bill.tradeId.slice(-8, -4)} ${bill.tradeId.slice(-4)}`}
        />
      ),
    },
  ];
  return (
    <>
      <Facts facts={facts.filter((fact) => fact !== undefined)} />
      {isAbroad && bill.status === 'paid' && (
        <p className="note">
          {say('result.promise', { charge: amountText(charge, chargeCurrency) })}
        </p>
      )}
    </>
  );
}

/** The state, its sentence, and what it means for the money. */
export function useVerdict(bill: BillView): {
  readonly state: MoneyState;
  readonly title: string;
  readonly explained: string | undefined;
} {
  const { say } = useSay();
  const { status, refunded, amount, closedBy } = bill;
  const isReturned = Number(refunded) > 0;
  if (status === 'paid') {
    if (refunded === amount)
      return { state: 'refund', title: say('result.refunded'), explained: undefined };
    const part = isReturned ? say('result.refundedPart') : undefined;
    return { state: 'paid', title: say('result.paid'), explained: part };
  }
  if (status === 'waiting') {
    return { state: 'waiting', title: say('result.waiting'), explained: say('result.waitingSub') };
  }
  if (isReturned) return { state: 'refund', title: say('result.refunded'), explained: undefined };
  const explained = say(closedBy === 'buyer' ? 'result.rejected' : 'result.closedSub');
  return { state: 'closed', title: say('result.closed'), explained };
}

/** The state of a trade beside its amount. */
export function VerdictPill({ bill }: { readonly bill: BillView }) {
  const { state, title } = useVerdict(bill);
  return <StatePill state={state}>{title}</StatePill>;
}
