import { Link } from '@tanstack/react-router';
import { Failed, Loading } from '../../shared/index.ts';
import { useLatestTrades } from '../queries/overview.ts';
import { useSay } from '../words/use-say.ts';
import { TradeListRow, TradeTableRow } from './trade-row.tsx';
import { TradeHead } from './trade-table.tsx';
import { useNarrow } from './use-narrow.ts';

/** The newest few of the day. */
export function LatestTrades({ day }: { readonly day: string }) {
  const { say } = useSay();
  const isNarrow = useNarrow();
  const latest = useLatestTrades(day);
  return (
    <section className="card latest" aria-labelledby="latest">
      <div className="card-head">
        <h2 id="latest">{say('overview.latest')}</h2>
        <Link to="/trades" search={{ from: day, to: day }}>
          {say('overview.all')}
        </Link>
      </div>
      {latest.isPending && <Loading what={say('nav.trades')} rows={4} />}
      {latest.isError && !latest.data && <Failed onRetry={() => void latest.refetch()} />}
      {latest.data?.length === 0 && <p className="pad muted">{say('overview.noTrades')}</p>}
      {latest.data !== undefined &&
        latest.data.length > 0 &&
        (isNarrow ? (
          <ul className="trade-rows">
            {latest.data.map((trade) => (
              <li key={trade.tradeId}>
                <TradeListRow trade={trade} />
              </li>
            ))}
          </ul>
        ) : (
          <div className="table-wrap">
            <table className="trades">
              <TradeHead />
              <tbody>
                {latest.data.map((trade) => (
                  <TradeTableRow key={trade.tradeId} trade={trade} />
                ))}
              </tbody>
            </table>
          </div>
        ))}
    </section>
  );
}
