import type { PartnerApi, PortalDeliveryView, Reply } from '@sampan/api';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import {
  Banner,
  Button,
  clockTime,
  Empty,
  Failed,
  fullTime,
  ListRow,
  Loading,
  SearchField,
  type State,
  StateDot,
  StatePill,
  Toggle,
} from '../../shared/index.ts';
import { DeliverySheet } from '../parts/delivery-sheet.tsx';
import { type Column, FigureTable } from '../parts/figure-table.tsx';
import { MoreRows } from '../parts/more-rows.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { type DeliveriesPlace, deliveryStates, tradeAddress } from '../places.ts';
import { useDeliveries, useReceivers } from '../queries/integration.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/notifications');

const none: DeliveriesPlace = { trade: undefined, state: undefined };

/** What was sent to the partner's addresses, whether it was taken, and once more. */
export default function NotificationsPage() {
  const { say } = useSay();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: DeliveriesPlace) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <Page title={say('nav.notifications')} note={say('app.timesIn')}>
      <Receivers onShow={() => change({ state: 'waiting', trade: undefined })} />
      <div className="places">
        <Toggle
          label={say('notes.state')}
          value={place.state ?? 'all'}
          onChoose={(state) => change({ state: state === 'all' ? undefined : state })}
          ways={(['all', ...deliveryStates] as const).map((id) => ({
            id,
            name: say(`notes.state.${id}`),
          }))}
        />
        <TradeField trade={place.trade} onTrade={(trade) => change({ trade })} />
      </div>
      <section className="card" aria-label={say('nav.notifications')}>
        <Deliveries place={place} onClear={() => change(none)} />
      </section>
      {place.open !== undefined && (
        <DeliverySheet
          key={place.open}
          id={place.open}
          onClose={() => change({ open: undefined })}
        />
      )}
    </Page>
  );
}

/** A trade's id; asked for when it is whole, with the Enter key or after a moment without typing. */
function TradeField({
  trade,
  onTrade,
}: {
  readonly trade: string | undefined;
  readonly onTrade: (trade: string | undefined) => void;
}) {
  const { say } = useSay();
  const [typed, setTyped] = useState(trade ?? '');
  useEffect(() => setTyped(trade ?? ''), [trade]);
  const isWhole = typed === '' || /^\d{28}$/.test(typed.trim());
  return (
    <div className="trade-field">
      <SearchField
        label={say('notes.trade')}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          if (text === '' || /^\d{28}$/.test(text.trim())) onTrade(text.trim() || undefined);
        }}
      />
      {!isWhole && <p className="hint">{say('notes.tradeHint')}</p>}
    </div>
  );
}

type Receiver = Reply<PartnerApi['GET /deliveries/health']>['receivers'][number];

/** The addresses that have failed since their last success; silent when all are well. */
function Receivers({ onShow }: { readonly onShow: () => void }) {
  const { say } = useSay();
  const { data } = useReceivers();
  const failing = (data ?? []).filter(({ failsSince }) => failsSince !== undefined);
  if (failing.length === 0) return null;
  const line = ({ lastFailure, waiting, nextAt }: Receiver) =>
    [
      lastFailure,
      say('notes.waitingCount', { count: waiting }),
      nextAt && say('notes.nextAt', { time: fullTime(nextAt) }),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <div className="late">
      {failing.map((receiver) => (
        <Banner
          key={receiver.url}
          tone="refused"
          title={say('notes.down', {
            url: receiver.url,
            time: fullTime(receiver.failsSince ?? '').slice(0, 16),
          })}
          actions={
            <Button size="desk" onClick={onShow}>
              {say('notes.showWaiting')}
            </Button>
          }
        >
          {line(receiver)}
        </Banner>
      ))}
    </div>
  );
}

const stateOf: Readonly<Record<PortalDeliveryView['state'], State>> = {
  waiting: 'waiting',
  delivered: 'done',
  'given-up': 'refused',
};

function Deliveries({
  place,
  onClear,
}: {
  readonly place: DeliveriesPlace;
  readonly onClear: () => void;
}) {
  const { say } = useSay();
  const sentence = useSentence();
  const list = useDeliveries(place);
  if (list.isPending) {
    return <Loading what={say('nav.notifications')} rows={8} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return (
      <Failed onRetry={place.trade === undefined ? () => void list.refetch() : onClear}>
        {sentence(list.error)}
      </Failed>
    );
  }
  const deliveries = list.data.pages.flatMap(({ items }) => items);
  const isFiltered = place.trade !== undefined || place.state !== undefined;
  return (
    <>
      {deliveries.length > 0 && <DeliveryTable deliveries={deliveries} />}
      {deliveries.length === 0 && !list.hasNextPage && (
        <Empty
          icon={isFiltered ? 'search' : 'bell'}
          title={say(isFiltered ? 'rows.nothing' : 'notes.none')}
          action={isFiltered && <Button onClick={onClear}>{say('rows.clear')}</Button>}
        >
          {!isFiltered && say('notes.noneWhy')}
        </Empty>
      )}
      <MoreRows list={list} />
    </>
  );
}

function DeliveryTable({ deliveries }: { readonly deliveries: readonly PortalDeliveryView[] }) {
  const { say } = useSay();
  const columns: readonly Column<PortalDeliveryView>[] = [
    {
      head: say('notes.time'),
      cell: ({ createdAt, notifyId }) => (
        <Link to="/notifications" search={(old) => ({ ...old, open: notifyId })}>
          <time>{fullTime(createdAt)}</time>
        </Link>
      ),
    },
    { head: say('notes.stateHead'), cell: (delivery) => <DeliveryState of={delivery} /> },
    {
      head: say('notes.what'),
      cell: ({ action }) => <span className="mono">{action ?? '–'}</span>,
    },
    {
      head: say('notes.tradeHead'),
      cell: ({ tradeId }) => (
        <a className="mono" href={tradeAddress(tradeId)}>
          {tradeId}
        </a>
      ),
    },
    {
      head: say('notes.to'),
      isWide: true,
      cell: ({ url }) => <span className="mono cut">{url}</span>,
    },
    { head: say('notes.attempts'), isFigure: true, cell: ({ attempts }) => attempts },
    {
      head: say('notes.next'),
      cell: ({ nextAt }) => (nextAt === undefined ? '–' : <time>{clockTime(nextAt)}</time>),
    },
  ];
  return (
    <FigureTable
      label={say('nav.notifications')}
      columns={columns}
      rows={deliveries}
      idOf={({ notifyId }) => notifyId}
      narrow={(delivery) => (
        <ListRow
          href={`#/notifications?open=${encodeURIComponent(delivery.notifyId)}`}
          avatar={<StateDot state={stateOf[delivery.state]} />}
          title={delivery.action ?? delivery.tradeId}
          sub={<span className="num">{fullTime(delivery.createdAt)}</span>}
          end={
            <>
              <b>{say(`notes.state.${delivery.state}`)}</b>
              <small className="faint num">
                {say('notes.attemptsCount', { count: delivery.attempts })}
              </small>
            </>
          }
        />
      )}
    />
  );
}

export function DeliveryState({
  of: { state },
}: {
  readonly of: Pick<PortalDeliveryView, 'state'>;
}) {
  const { say } = useSay();
  return <StatePill state={stateOf[state]}>{say(`notes.state.${state}`)}</StatePill>;
}
