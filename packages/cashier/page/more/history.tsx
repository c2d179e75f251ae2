import type { OrderView } from '@sampan/cashier/api';
import { Button, dayOf, Empty, Failed, Loading, SearchField } from '@sampan/web/shared';
import { useCallback, useState } from 'react';
import { ApprovalSheet } from '../frame/approval.tsx';
import { goTo } from '../frame/route.ts';
import { till } from '../store/api.ts';
import { tillTime } from '../store/clock.ts';
import { readTill } from '../store/connection.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { OrderRow } from './order-row.tsx';
import { PageFrame } from './page-frame.tsx';
import { useLoaded } from './use-loaded.ts';

/** The orders of a day; where the shop wants it, only after a supervisor's PIN. */
export function History() {
  const { say } = useTillWords();
  const [text, setText] = useState('');
  const [day, setDay] = useState(() => dayOf(new Date(tillTime()).toISOString()));
  const [more, setMore] = useState<{
    readonly items: readonly OrderView[];
    readonly next?: string | undefined;
  }>();
  const [unlocks, setUnlocks] = useState(false);
  const currency = useTill((state) => state.till?.currency ?? '');
  const load = useCallback(async () => {
    setMore(undefined);
    return till('GET /orders', { query: text.trim() === '' ? { day } : { text: text.trim() } });
  }, [day, text]);
  const { value, failed, reload } = useLoaded(load);
  const items = [...(value?.items ?? []), ...(more?.items ?? [])];
  const next = more ? more.next : value?.next;
  const loadMore = async () => {
    if (next === undefined || next === null) return;
    const query = text.trim() === '' ? { day, after: next } : { text: text.trim(), after: next };
    const page = await till('GET /orders', { query });
    setMore({ items: [...(more?.items ?? []), ...page.items], next: page.next ?? undefined });
  };
  return (
    <PageFrame title={say('history.title')} over={say('history.over', { currency })}>
      <div className="filters">
        <SearchField value={text} label={say('history.search')} onChange={setText} />
        <input
          type="date"
          className="date"
          aria-label={say('history.day')}
          value={day}
          disabled={text.trim() !== ''}
          onChange={({ target }) => setDay(target.value || day)}
        />
      </div>
      {failed === 'history-locked' ? (
        <section className="card">
          <Empty
            icon="lock"
            title={say('history.locked')}
            action={
              <Button kind="primary" size="big" onClick={() => setUnlocks(true)}>
                {say('unknown.supervisorButton')}
              </Button>
            }
          >
            {say('history.lockedWhat')}
          </Empty>
        </section>
      ) : failed !== undefined ? (
        <section className="card">
          <Failed onRetry={reload} />
        </section>
      ) : (
        <section className="card rows">
          {!value && <Loading what={say('history.title')} onRetry={reload} />}
          {value && items.length === 0 && (
            <Empty
              title={say('history.none')}
              action={
                text !== '' && <Button onClick={() => setText('')}>{say('common.clear')}</Button>
              }
            />
          )}
          <ul>
            {items.map((order) => (
              <li key={order.id}>
                <OrderRow order={order} />
              </li>
            ))}
          </ul>
          {next !== undefined && next !== null && (
            <Button kind="quiet" full onClick={() => void loadMore()}>
              {say('history.more')}
            </Button>
          )}
        </section>
      )}
      {unlocks && (
        <ApprovalSheet
          title={say('history.locked')}
          action={say('history.unlock')}
          onClose={() => setUnlocks(false)}
          onApprove={async (approval) => {
            await till('POST /session/unlock', { body: approval });
            await readTill();
            setUnlocks(false);
            reload();
          }}
        />
      )}
      <Button kind="quiet" icon="back" onClick={() => goTo('find')}>
        {say('rail.find')}
      </Button>
    </PageFrame>
  );
}
