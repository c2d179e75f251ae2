import type { WholePortalTradeView } from '@sampan/api';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import {
  Amount,
  amountText,
  Button,
  Empty,
  Failed,
  fullTime,
  Icon,
  Loading,
  StatePill,
} from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { isTyping } from '../is-typing.ts';
import { ApprovalBox } from '../parts/approval-box.tsx';
import { Page } from '../parts/page.tsx';
import { ReturnSheet } from '../parts/return-sheet.tsx';
import { BuyerCard, IdsCard, MoneyCard } from '../parts/trade-side.tsx';
import { TradeTimeline } from '../parts/trade-timeline.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useTrade } from '../queries/trades.ts';
import { useMay } from '../session.ts';
import { isSomething, stateOf } from '../trade-state.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/trades/$id');

/** All that is known of one trade, and what can be done with its money. */
export default function TradePage() {
  const { say } = useSay();
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const sentence = useSentence();
  const trade = useTrade(id);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isTyping(event)) return;
      void navigate({ to: '/trades', search: (old) => old });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [navigate]);
  const isUnknown =
    trade.error instanceof Refused &&
    (trade.error.code === 'trade-unknown' || trade.error.status === 400);
  return (
    <Page
      title={trade.data?.partnerTransId ?? say('trade.title')}
      note={say('app.timesIn')}
      back={
        <Link to="/trades" search={(old) => old} className="way-back">
          <Icon name="left" size={16} weight={2.2} />
          {say('nav.trades')}
        </Link>
      }
    >
      {trade.data ? (
        <OneTrade trade={trade.data} />
      ) : (
        <section className="card">
          {isUnknown ? (
            <Empty icon="search" title={say('trade.unknown')}>
              {say('trade.unknownWhy')}
            </Empty>
          ) : trade.isError ? (
            <Failed onRetry={() => void trade.refetch()}>{sentence(trade.error)}</Failed>
          ) : (
            <Loading what={say('trade.title')} rows={6} onRetry={() => void trade.refetch()} />
          )}
        </section>
      )}
    </Page>
  );
}

interface Told {
  readonly trade: WholePortalTradeView;
}

function OneTrade({ trade }: Told) {
  const waiting = trade.approvals.filter(({ state }) => state === 'waits');
  return (
    <>
      <TradeHead trade={trade} isAsked={waiting.length > 0} />
      {waiting.map((approval) => (
        <ApprovalBox key={approval.approvalId} approval={approval} />
      ))}
      <div className="trade-cols">
        <TradeTimeline trade={trade} />
        <aside>
          <MoneyCard trade={trade} />
          <IdsCard trade={trade} />
          <BuyerCard trade={trade} />
        </aside>
      </div>
    </>
  );
}

function TradeHead({ trade, isAsked }: Told & { readonly isAsked: boolean }) {
  const { say } = useSay();
  const { amount, currency, subject, storeName, createdAt, refunded } = trade;
  const { state, words, isStruck } = stateOf(trade);
  const isPart = words === 'trade.state.part';
  return (
    <section className="trade-head">
      <div className="what">
        <p className="sum-line">
          <Amount value={amount} currency={currency} size={44} struck={isStruck} />
          {isPart && <StatePill state="paid" />}
          <StatePill state={state}>
            {isPart && isSomething(refunded)
              ? say('trade.partRefunded', { amount: amountText(refunded, currency) })
              : say(words)}
          </StatePill>
        </p>
        <p className="muted">
          {[subject, storeName].filter(Boolean).join(' · ')}
          {' · '}
          <time dateTime={createdAt}>{fullTime(createdAt)}</time>
        </p>
      </div>
      <Actions trade={trade} isAsked={isAsked} />
    </section>
  );
}

/** Refund and cancel; one that is off says why. */
function Actions({ trade, isAsked }: Told & { readonly isAsked: boolean }) {
  const { say } = useSay();
  const may = useMay('money.return');
  const [open, setOpen] = useState<'refund' | 'cancel'>();
  const { noRefund, noCancel, left, currency } = trade;
  if (!may) return <p className="reason">{say('trade.mayNot')}</p>;
  const reasons: ReactNode[] = [];
  if (isAsked) reasons.push(say('trade.asked'));
  else {
    if (noCancel !== undefined) reasons.push(say(`noCancel.${noCancel}`));
    if (noRefund !== undefined) reasons.push(say(`noRefund.${noRefund}`));
    else if (left !== undefined) {
      reasons.push(say('trade.left', { amount: amountText(left, currency) }));
    }
  }
  return (
    <div className="trade-acts">
      <div className="acts">
        <Button
          icon="back"
          disabled={isAsked || noRefund !== undefined}
          aria-describedby="trade-why"
          onClick={() => setOpen('refund')}
        >
          {say('trade.refund')}
        </Button>
        <Button
          disabled={isAsked || noCancel !== undefined}
          aria-describedby="trade-why"
          onClick={() => setOpen('cancel')}
        >
          {say('trade.cancel')}
        </Button>
      </div>
      <p className="reason" id="trade-why">
        {[...new Set(reasons)].join(' ')}
      </p>
      {open && <ReturnSheet trade={trade} kind={open} onClose={() => setOpen(undefined)} />}
    </div>
  );
}
