import type { ExchangeView } from '@sampan/api';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Empty, machine } from '../../shared/index.ts';
import { ExchangeDetail } from '../parts/exchange-detail.tsx';
import { ExchangeList } from '../parts/exchange-list.tsx';
import { FilterBar } from '../parts/filters.tsx';
import type { ExchangePlace } from '../search.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/');
/** A search is asked when no key has come for so long. */
const typedWithinMs = 250;

/** The live list, and beside it the exchange that is open; on a phone one of them. */
export default function ExchangesPage() {
  const { say } = useSay();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const [rows, setRows] = useState<readonly ExchangeView[]>([]);
  const filter = useCallback(
    (filters: ExchangePlace) =>
      void navigate({ search: (old) => ({ ...old, ...filters }), replace: true }),
    [navigate],
  );
  const open = useCallback(
    (id: string | undefined) => void navigate({ search: (old) => ({ ...old, id }) }),
    [navigate],
  );
  const { text, onText } = useTyped(place.text, (typed) => filter({ text: typed }));
  const { partner, service, show, id } = place;
  const isFiltered = [place.text, partner, service, show].some((each) => each !== undefined);
  const index = rows.findIndex((row) => row.id === id);
  return (
    <div className={id === undefined ? 'cols list-open' : 'cols one-open'}>
      <section className="lst" aria-label={say('list.title')}>
        <FilterBar
          place={{ ...place, text }}
          onFilter={(filters) => ('text' in filters ? onText(filters.text) : filter(filters))}
        />
        <ExchangeList
          place={place}
          isFiltered={isFiltered}
          onClear={() => {
            onText(undefined);
            filter({ text: undefined, partner: undefined, service: undefined, show: undefined });
          }}
          onOpen={open}
          onRows={setRowsIfChanged(setRows)}
        />
      </section>
      <main className="det">
        {id === undefined ? (
          <Empty title={say('list.choose')}>
            {say('list.chooseWhy')} {say('app.keys')}
          </Empty>
        ) : (
          <ExchangeDetail
            key={id}
            id={id}
            newer={rows[index - 1]?.id}
            older={index < 0 ? undefined : rows[index + 1]?.id}
            onOpen={open}
          />
        )}
      </main>
    </div>
  );
}

type Rows = readonly ExchangeView[];

/** The list tells its rows after each rendering. */
const setRowsIfChanged =
  (set: (change: (old: Rows) => Rows) => void) =>
  (next: Rows): void =>
    set((old) =>
      old.length === next.length && old[0]?.id === next[0]?.id && old.at(-1)?.id === next.at(-1)?.id
        ? old
        : next,
    );

/** What is typed shows at once, and is asked a moment later. */
function useTyped(asked: string | undefined, ask: (text: string | undefined) => void) {
  const [text, setText] = useState(asked);
  const cancel = useRef<() => void>(() => undefined);
  const ours = useRef(asked);
  useEffect(() => {
    // Another address was opened; what this page asked itself must not overtake the keys.
    if (asked !== ours.current) setText(asked);
    ours.current = asked;
  }, [asked]);
  const onText = (next: string | undefined) => {
    setText(next);
    cancel.current();
    cancel.current = machine.after(typedWithinMs, () => {
      ours.current = next;
      ask(next);
    });
  };
  return { text, onText };
}
