import type { ExchangeView } from '@sampan/api';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { Button, Empty, Failed, Icon, Loading, machine } from '../../shared/index.ts';
import { useExchanges, useLiveExchanges } from '../queries.ts';
import type { ExchangePlace } from '../search.ts';
import { useSay } from '../words/use-say.ts';
import { Announced } from './announced.tsx';
import { ExchangeRow } from './exchange-row.tsx';
import { ExportLine } from './export-line.tsx';
import { FirstRequest } from './first-request.tsx';
import { useRowKeys } from './row-keys.ts';

const rowHeight = 61;
/** So near to its end the next page is asked. */
const nearEnd = 20;

/** The live list; only the rows that can be seen are in the page. */
export function ExchangeList({
  place,
  isFiltered,
  onClear,
  onOpen,
  onRows,
}: {
  readonly place: ExchangePlace;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly onOpen: (id: string | undefined) => void;
  readonly onRows: (rows: readonly ExchangeView[]) => void;
}) {
  const { say } = useSay();
  const scroller = useRef<HTMLDivElement>(null);
  const list = useExchanges(place);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const isHeld = () => place.id !== undefined || (scroller.current?.scrollTop ?? 0) > rowHeight / 2;
  const live = useLiveExchanges(place, isHeld);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - nearEnd) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  useEffect(() => onRows(rows));
  useRowKeys({ scroller, rows, open: place.id, virtual, onOpen });
  const asOf = useAsOf(live.isLive);

  return (
    <>
      <Announced arrived={live.arrived} />
      {asOf !== undefined && (
        <p className="stale" role="status">
          <Icon name="networkOff" size={16} weight={2} />
          {say('list.offline', { time: asOf })}
        </p>
      )}
      {live.newer > 0 && (
        <button type="button" className="newer" onClick={live.show}>
          <Icon name="renew" size={16} weight={2} />
          {say('list.newer', { count: live.newer })}
        </button>
      )}
      <div className="scroll" ref={scroller}>
        {list.isPending && <Loading what={say('list.title')} rows={8} />}
        {list.isError && rows.length === 0 && <Failed onRetry={() => void list.refetch()} />}
        {list.isSuccess &&
          rows.length === 0 &&
          (isFiltered ? (
            <Empty
              title={say('list.nothing')}
              action={<Button onClick={onClear}>{say('list.clear')}</Button>}
            />
          ) : (
            <FirstRequest />
          ))}
        {rows.length > 0 && (
          <ul style={{ height: virtual.getTotalSize() }} aria-label={say('list.title')}>
            {items.map(({ key, index, start }) => {
              const exchange = rows[index];
              return (
                exchange && (
                  <li key={key} style={{ transform: `translateY(${start}px)` }}>
                    <ExchangeRow exchange={exchange} isOpen={exchange.id === place.id} />
                  </li>
                )
              );
            })}
          </ul>
        )}
      </div>
      <ExportLine place={place} />
    </>
  );
}

/** Since when the connection is gone; a blink of it is not said. */
function useAsOf(isLive: boolean): string | undefined {
  const [asOf, setAsOf] = useState<string>();
  useEffect(() => {
    if (isLive) {
      setAsOf(undefined);
      return undefined;
    }
    const at = new Date(machine.now());
    return machine.after(1_500, () => setAsOf(at.toTimeString().slice(0, 5)));
  }, [isLive]);
  return asOf;
}
