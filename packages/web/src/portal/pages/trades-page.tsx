import type { PartnerApi, Reply } from '@sampan/api';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import {
  amountText,
  Button,
  clockTime,
  Empty,
  Failed,
  Icon,
  Loading,
  Wrong,
} from '../../shared/index.ts';
import { stream } from '../api/client.ts';
import { countText } from '../figure.ts';
import { Page } from '../parts/page.tsx';
import { TradeFilters } from '../parts/trade-filters.tsx';
import { TradeTable } from '../parts/trade-table.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useTask } from '../parts/use-task.ts';
import { useNewerTrades, useTradeSums, useTrades, useWaitingTrades } from '../queries/trades.ts';
import { saveFile } from '../save-file.ts';
import { isFiltered, type TradeFilter, type TradesPlace, tradeFilterOf } from '../search.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/trades');

const nothing: TradesPlace = {
  text: undefined,
  from: undefined,
  to: undefined,
  status: undefined,
  inst: undefined,
  product: undefined,
  store: undefined,
  refunded: undefined,
};

/** All trades, newest first: what waits on top, then page by page as it is scrolled. */
export default function TradesPage() {
  const { say } = useSay();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const filter = tradeFilterOf(place);
  const sums = useTradeSums(filter);
  const change = useCallback(
    (filters: TradesPlace) =>
      void navigate({ search: (old) => ({ ...old, ...filters }), replace: true }),
    [navigate],
  );
  return (
    <Page
      title={say('nav.trades')}
      note={say('app.timesIn')}
      actions={<Export filter={filter} count={sums.data?.trades} />}
    >
      <TradeFilters place={place} onFilter={change} />
      <section className="card list" aria-label={say('nav.trades')}>
        <Trades filter={filter} sums={sums.data} onClear={() => change(nothing)} />
      </section>
    </Page>
  );
}

type Sums = Reply<PartnerApi['GET /trades/sums']>;

function Trades({
  filter,
  sums,
  onClear,
}: {
  readonly filter: TradeFilter;
  readonly sums: Sums | undefined;
  readonly onClear: () => void;
}) {
  const { say } = useSay();
  const sentence = useSentence();
  const list = useTrades(filter);
  const waiting = useWaitingTrades(filter);
  const newer = useNewerTrades(filter, list.isSuccess);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  if (list.isPending) return <Loading what={say('nav.trades')} rows={10} />;
  if (!list.data) {
    return <Failed onRetry={() => void list.refetch()}>{sentence(list.error)}</Failed>;
  }
  const pinned = new Set(waiting.map(({ tradeId }) => tradeId));
  const rows = list.data.pages
    .flatMap(({ items }) => items)
    .filter(({ tradeId }) => !pinned.has(tradeId));
  const isNothing = rows.length === 0 && waiting.length === 0;
  return (
    <>
      <div className="sum">
        {sums && <SumLine sums={sums} />}
        {newer.staleSince !== undefined && (
          <span className="stale" role="status">
            {say('list.stale', { time: clockTime(new Date(newer.staleSince).toISOString()) })}
          </span>
        )}
        <span className="grow" role="status">
          {newer.newer > 0 && (
            <button type="button" className="newer" onClick={() => void newer.show()}>
              <Icon name="renew" size={16} weight={2} />
              {say('list.newer', { count: newer.isMore ? `${newer.newer}+` : newer.newer })}
            </button>
          )}
        </span>
      </div>
      {isNothing && !isFiltered(filter) && (
        <Empty title={say('trades.none')}>{say('trades.noneWhy')}</Empty>
      )}
      {isNothing && isFiltered(filter) && !hasNextPage && (
        <Empty
          icon="search"
          title={say('list.nothing')}
          action={<Button onClick={onClear}>{say('list.clear')}</Button>}
        >
          {filter.text !== undefined && say('trades.wholeId')}
        </Empty>
      )}
      {!isNothing && (
        <TradeTable
          pinned={waiting}
          trades={rows}
          total={sums?.trades}
          withDay={filter.from === undefined || filter.from !== filter.to}
          more={hasNextPage && !isFetchingNextPage ? more : undefined}
        />
      )}
      <Foot
        isEnd={!hasNextPage}
        isFetching={isFetchingNextPage}
        hasFailed={list.isFetchNextPageError}
        onRetry={more}
      />
    </>
  );
}

function SumLine({ sums: { trades, paid, sums } }: { readonly sums: Sums }) {
  const { say } = useSay();
  return (
    <>
      <span>{say('trades.count', { count: countText(trades) })}</span>
      <span>{say('trades.paid', { count: countText(paid) })}</span>
      {sums.map(({ currency, paid: amount, refunded, fees }) => (
        <span key={currency} className="num">
          <b>{amountText(amount, currency)}</b>
          {/[1-9]/.test(refunded) && (
            <>
              {' · '}
              {say('trades.back')} <b>{amountText(`-${refunded}`, currency)}</b>
            </>
          )}
          {/[1-9]/.test(fees) && (
            <>
              {' · '}
              {say('trades.fees')} {amountText(fees, currency)}
            </>
          )}
        </span>
      ))}
    </>
  );
}

function Foot({
  isEnd,
  isFetching,
  hasFailed,
  onRetry,
}: {
  readonly isEnd: boolean;
  readonly isFetching: boolean;
  readonly hasFailed: boolean;
  readonly onRetry: () => void;
}) {
  const { say } = useSay();
  return (
    <footer className="list-foot">
      {hasFailed ? (
        <Button size="desk" icon="renew" onClick={onRetry}>
          {say('list.moreFailed')}
        </Button>
      ) : (
        <span>{say(isFetching ? 'list.fetching' : isEnd ? 'list.end' : 'list.more')}</span>
      )}
      <span className="keys-line">
        <kbd>j</kbd>
        <kbd>k</kbd> {say('keys.row')} <kbd>Enter</kbd> {say('keys.openShort')} <kbd>?</kbd>{' '}
        {say('keys.all')}
      </span>
    </footer>
  );
}

/** The trades that the filters leave, as the server writes them. */
function Export({
  filter,
  count,
}: {
  readonly filter: TradeFilter;
  readonly count: number | undefined;
}) {
  const { say } = useSay();
  const { isBusy, fault, run } = useTask();
  const save = async () => {
    const answer = await stream('GET /trades.csv', { query: filter });
    saveFile('trades.csv', await answer.blob());
  };
  return (
    <div>
      <Button
        size="desk"
        icon="download"
        busy={isBusy}
        disabled={count === undefined || count === 0}
        onClick={() => void run(save)}
      >
        {count === undefined
          ? say('trades.exportAll')
          : say('trades.export', { count: countText(count) })}
      </Button>
      {fault && <Wrong>{fault.text}</Wrong>}
    </div>
  );
}
