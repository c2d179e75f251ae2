import type { BatchView } from '@sampan/api';
import { Link, useSearch } from '@tanstack/react-router';
import { dayText, Empty, Failed, Loading, StatePill } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { Figure } from '../parts/figure.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Payouts } from '../parts/payouts.tsx';
import { Wide } from '../parts/wide.tsx';
import { usePages } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

/** Settlement batches, newest first, and what was ordered from the bank for the day that is open. */
export default function SettlementPage() {
  const { say } = useSay();
  const { open } = useSearch({ from: '/settlement' });
  const list = usePages(['batches'], (after) => ask('GET /admin/batches', { query: { after } }));
  const day = open ?? list.items[0]?.settledOn;
  return (
    <Page title={say('nav.settlement')} note={say('app.zone')}>
      <div className="stack">
        {list.isPending && <Loading what={say('settlement.batches')} rows={6} />}
        {list.isError && <Failed onRetry={() => void list.refetch()} />}
        {list.isSuccess && list.items.length === 0 && (
          <section className="card">
            <Empty icon="bank" title={say('settlement.none')}>
              {say('settlement.noneWhy')}
            </Empty>
          </section>
        )}
        {day !== undefined && <Payouts key={day} day={day} />}
        {list.items.length > 0 && (
          <section className="card" aria-labelledby="batches">
            <header className="card-head">
              <h2 id="batches">{say('settlement.batches')}</h2>
            </header>
            <Wide>
              <Batches batches={list.items} day={day} />
            </Wide>
            <More list={list} />
          </section>
        )}
      </div>
    </Page>
  );
}

function Batches({
  batches,
  day,
}: {
  readonly batches: readonly BatchView[];
  readonly day: string | undefined;
}) {
  const { say } = useSay();
  const { language } = useLanguage();
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th scope="col">{say('settlement.day')}</th>
          <th scope="col">{say('partners.partner')}</th>
          <th scope="col" className="n">
            {say('days.items')}
          </th>
          <th scope="col">{say('days.files')}</th>
          <th scope="col">{say('ledger.currency')}</th>
          <th scope="col" className="n">
            {say('settlement.net')}
          </th>
        </tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <tr key={batch.batchId} className={batch.settledOn === day ? 'on' : undefined}>
            <th scope="row">
              <Link to="/settlement" search={{ open: batch.settledOn }}>
                {dayText(batch.settledOn, language)}
              </Link>
            </th>
            <td>
              <Link to="/partners" search={{ open: batch.partnerId }} className="num">
                {batch.partnerId}
              </Link>
            </td>
            <td className="n num">{batch.items}</td>
            <td>
              <StatePill state={batch.filed ? 'done' : 'next'} />
            </td>
            <td>{batch.currency}</td>
            <td className="n">
              {batch.entryId === undefined ? (
                <Figure value={batch.net} />
              ) : (
                <Link
                  to="/ledger"
                  search={{
                    currency: batch.currency,
                    account: `payable/${batch.partnerId}/${batch.currency}`,
                    entry: batch.entryId,
                  }}
                >
                  <Figure value={batch.net} />
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
