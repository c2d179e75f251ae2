import type { PartnerApi, PortalBatchView, Reply } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import {
  Amount,
  clockTime,
  dateText,
  dayOf,
  Empty,
  Failed,
  IconAvatar,
  ListRow,
  Loading,
  StatePill,
} from '../../shared/index.ts';
import { figure } from '../figure.ts';
import { useLanguage } from '../language.ts';
import { Answered } from '../parts/answered.tsx';
import { DaySums, useSumColumns } from '../parts/day-sums.tsx';
import { type Column, FigureTable } from '../parts/figure-table.tsx';
import { MoreRows } from '../parts/more-rows.tsx';
import { Page } from '../parts/page.tsx';
import { percent } from '../parts/trade-side.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useBatches, useOpenDays } from '../queries/settlement.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

type Open = Reply<PartnerApi['GET /open-days']>;

/** What was paid out, batch by batch, and what is not yet. */
export default function SettlementPage() {
  const { say } = useSay();
  const { partner } = useSession();
  const open = useOpenDays();
  return (
    <Page
      title={say('nav.settlement')}
      note={say('money.note', { currency: open.data?.currency ?? partner.currency })}
    >
      <div className="stack">
        <section className="card" aria-labelledby="open-days">
          <Answered of={open} what={say('settle.open')}>
            {(data) => <OpenDays open={data} />}
          </Answered>
        </section>
        <section className="card" aria-labelledby="batches">
          <div className="card-head">
            <h2 id="batches">{say('settle.batches')}</h2>
          </div>
          <Batches />
        </section>
      </div>
    </Page>
  );
}

function OpenDays({ open }: { readonly open: Open }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const { balance, currency, feeRate, nextSettlementAt, days } = open;
  const next =
    nextSettlementAt &&
    `${dateText(dayOf(nextSettlementAt), language)} ${clockTime(nextSettlementAt)}`;
  return (
    <>
      <div className="due">
        <div>
          <h2 id="open-days">{say('settle.open')}</h2>
          <Amount value={balance} currency={currency} size={28} />
        </div>
        <dl className="kv">
          <dt>{say('settle.next')}</dt>
          <dd className="num">{next ?? say('settle.noNext')}</dd>
          {feeRate !== undefined && (
            <>
              <dt>{say('settle.feeRate')}</dt>
              <dd className="num">{percent(feeRate)}</dd>
            </>
          )}
        </dl>
      </div>
      {days.length === 0 ? (
        <Empty icon="bank" title={say('settle.nothingOpen')} />
      ) : (
        <DaySums
          label={say('settle.openDays')}
          days={days}
          currency={currency}
          sub={({ closed, dueOn }) =>
            !closed
              ? say('settle.today')
              : dueOn === undefined
                ? say('settle.closed')
                : say('settle.dueOn', { day: dateText(dueOn, language) })
          }
        />
      )}
    </>
  );
}

function Batches() {
  const { say } = useSay();
  const sentence = useSentence();
  const list = useBatches();
  if (list.isPending) {
    return <Loading what={say('settle.batches')} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return <Failed onRetry={() => void list.refetch()}>{sentence(list.error)}</Failed>;
  }
  const batches = list.data.pages.flatMap(({ items }) => items);
  if (batches.length === 0) {
    return (
      <Empty icon="bank" title={say('settle.none')}>
        {say('settle.noneWhy')}
      </Empty>
    );
  }
  return (
    <>
      <BatchTable batches={batches} />
      <MoreRows list={list} />
    </>
  );
}

function BatchTable({ batches }: { readonly batches: readonly PortalBatchView[] }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const sums = useSumColumns<PortalBatchView>(batches[0]?.currency ?? '');
  const columns: readonly Column<PortalBatchView>[] = [
    {
      head: say('settle.settledOn'),
      cell: ({ batchId, settledOn }) => (
        <Link to="/settlement/$id" params={{ id: batchId }}>
          {dateText(settledOn, language)}
        </Link>
      ),
    },
    { head: say('settle.days'), isFigure: true, cell: ({ days }) => days.length },
    ...sums,
    { head: say('settle.payout'), cell: (batch) => <Payout batch={batch} /> },
  ];
  return (
    <FigureTable
      label={say('settle.batches')}
      columns={columns}
      rows={batches}
      idOf={({ batchId }) => batchId}
      narrow={(batch) => (
        <ListRow
          href={`#/settlement/${encodeURIComponent(batch.batchId)}`}
          avatar={<IconAvatar icon="bank" size={32} />}
          title={dateText(batch.settledOn, language)}
          sub={say('settle.daysCount', { count: batch.days.length })}
          end={
            <>
              <b className="num">
                {batch.currency} {figure(batch.net)}
              </b>
              <Payout batch={batch} />
            </>
          }
        />
      )}
    />
  );
}

export function Payout({ batch: { payout } }: { readonly batch: Pick<PortalBatchView, 'payout'> }) {
  const { say } = useSay();
  const state = payout === 'ordered' ? 'done' : payout === 'not-ordered' ? 'next' : 'refused';
  return <StatePill state={state}>{say(`settle.payout.${payout}`)}</StatePill>;
}
