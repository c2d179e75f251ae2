import type { BillView } from '@sampan/api';
import { useState } from 'react';
import {
  Amount,
  amountText,
  Banner,
  Button,
  clockTime,
  Empty,
  Failed,
  Loading,
  ShopAvatar,
  type Step,
  Timeline,
  TopBar,
} from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { chargeOf } from '../parts/trade-row.tsx';
import { useTrade } from '../queries.ts';
import { shareReceipt } from '../share-receipt.ts';
import { useSay } from '../words/use-say.ts';
import { BillFacts, VerdictPill } from './result-page.tsx';

/** One payment: what happened when, the receipt, and whom to ask. */
export default function TradePage({ id }: { readonly id: string }) {
  const { say } = useSay();
  const trade = useTrade(id);
  const isUnknown = trade.error instanceof Refused;
  return (
    <div className="phone trade">
      <TopBar title={say('trade.title')} onBack={() => history.back()} />
      {trade.data ? (
        <Trade bill={trade.data} />
      ) : isUnknown ? (
        <Empty icon="question" title={say('trade.unknown')} />
      ) : trade.isError ? (
        <Failed onRetry={() => void trade.refetch()} />
      ) : (
        <Loading what={say('history.loading')} rows={6} />
      )}
    </div>
  );
}

function Trade({ bill }: { readonly bill: BillView }) {
  const { say } = useSay();
  const [hasProblem, setProblem] = useState(false);
  const charged = chargeOf(bill);
  return (
    <main>
      <section className="summary">
        <ShopAvatar name={bill.merchant} size={56} />
        <h2>{bill.merchant}</h2>
        {bill.store !== undefined && <p className="muted">{bill.store}</p>}
        <Amount
          {...charged}
          size={44}
          {...(bill.status === 'paid' ? { flow: 'out' } : { struck: bill.status === 'closed' })}
        />
        <VerdictPill bill={bill} />
      </section>
      <section className="card facts">
        <Timeline steps={stepsOf(bill)} />
      </section>
      <section className="card facts">
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
    </main>
  );

  function stepsOf({
    createdAt,
    paidAt,
    closedAt,
    closedBy,
    refunds,
    product,
    currency,
  }: BillView): Step[] {
    const at = (iso: string) => ({ text: clockTime(iso), iso });
    const began: Step = {
      id: 'began',
      state: 'done',
      what: say(product === 'barcode' ? 'trade.asked' : 'trade.opened'),
      when: at(createdAt),
    };
    const steps: Step[] = [began];
    if (paidAt !== undefined) {
      steps.push({ id: 'paid', state: 'paid', what: say('trade.paid'), when: at(paidAt) });
    }
    for (const [index, refund] of refunds.entries()) {
      const amount =
        refund.charge === undefined
          ? amountText(refund.amount, currency)
          : amountText(refund.charge, bill.chargeCurrency ?? currency);
      steps.push({
        id: `refund-${index}`,
        state: 'refund',
        what: say('trade.refunded', { amount }),
        when: at(refund.at),
      });
    }
    if (closedAt !== undefined && closedBy !== undefined) {
      steps.push({
        id: 'closed',
        state: 'closed',
        what: say(closers[closedBy]),
        when: at(closedAt),
      });
    }
    return steps;
  }
}

const closers = {
  time: 'trade.closedByTime',
  buyer: 'trade.closedByBuyer',
  merchant: 'trade.closedByMerchant',
  refund: 'trade.closedByRefund',
} as const;
