import type { ZLineView } from '@sampan/cashier/api';
import { Amount, Banner, Button, dayText, Empty, Failed, Loading } from '@sampan/web/shared';
import { type ChangeEvent, useRef, useState } from 'react';
import { goTo, hashOf } from '../frame/route.ts';
import { refusalCode, till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { whyNot } from '../words/why-not.ts';
import { PageFrame } from './page-frame.tsx';
import { useLoaded } from './use-loaded.ts';
import { PaidOut, Verdict } from './verdict.tsx';

const loadAll = () => till('GET /z', { query: { limit: 31 } });

/** The Z reports, each beside what the transaction file of its day says. */
export function Reports() {
  const { say } = useTillWords();
  return (
    <PageFrame title={say('menu.reports')} over={say('reports.over')} wide>
      <ReportList />
    </PageFrame>
  );
}

export function ReportList({ here }: { readonly here?: string }) {
  const { say } = useTillWords();
  const { value, failed, reload } = useLoaded(loadAll);
  return (
    <section className="card table-card">
      <h2>{say('reports.title')}</h2>
      {!value && failed === undefined && <Loading what={say('menu.reports')} onRetry={reload} />}
      {failed !== undefined && <Failed onRetry={reload} />}
      {value && value.items.length === 0 && (
        <Empty icon="document" title={say('reports.none')}>
          {say('reports.noneWhat')}
        </Empty>
      )}
      {value && value.items.length > 0 && (
        <ReportTable items={value.items} here={here} onDone={reload} />
      )}
    </section>
  );
}

export function ReportTable({
  items,
  here,
  onDone,
}: {
  readonly items: readonly ZLineView[];
  readonly here?: string | undefined;
  readonly onDone: () => void;
}) {
  const { say, language } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  return (
    <table className="reports">
      <thead>
        <tr>
          <th scope="col">Z</th>
          <th scope="col">{say('reports.day')}</th>
          <th scope="col" className="n">
            {say('reports.net', { currency })}
          </th>
          <th scope="col">{say('reports.file')}</th>
          <th scope="col" className="n">
            {say('reports.payout', { currency })}
          </th>
          <th scope="col">
            <span className="sr">{say('reports.compare')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ number, day, walletsNet, verdict }) => (
          <tr key={number} className={number === here ? 'here' : undefined}>
            <th scope="row">
              <a className="num" href={hashOf('report', number)}>
                {number}
              </a>
            </th>
            <td>{dayText(day, language)}</td>
            <td className="n">
              <Amount value={walletsNet} currency={currency} withoutCurrency />
            </td>
            <td>
              <Verdict verdict={verdict} />
            </td>
            <td className="n">
              <PaidOut verdict={verdict} />
            </td>
            <td className="n">
              {!verdict.payout && (
                <CompareButton
                  day={day}
                  name={say(verdict.is === 'awaited' ? 'reports.compare' : 'reports.look')}
                  onDone={onDone}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Fetches the day's file, or takes one that a supervisor has. */
function CompareButton({
  day,
  name,
  onDone,
}: {
  readonly day: string;
  readonly name: string;
  readonly onDone: () => void;
}) {
  const { say } = useTillWords();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const file = useRef<HTMLInputElement>(null);
  const run = async (call: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await call();
      onDone();
    } catch (error) {
      const code = refusalCode(error);
      if (code === 'no-sftp') return file.current?.click();
      setWrong(whyNot(say, code));
    } finally {
      setBusy(false);
    }
  };
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const text = await target.files?.[0]?.text();
    if (text !== undefined) {
      await run(() => till('POST /days/:day/file', { params: { day }, body: { text } }));
    }
  };
  return (
    <>
      <Button
        busy={busy}
        onClick={() => run(() => till('POST /days/:day/fetch', { params: { day } }))}
      >
        {name}
      </Button>
      <input ref={file} type="file" hidden aria-label={say('reports.choose')} onChange={take} />
      {wrong !== undefined && (
        <Banner
          tone="refused"
          title={wrong}
          actions={<Button onClick={() => file.current?.click()}>{say('reports.choose')}</Button>}
        />
      )}
    </>
  );
}

export const toReports = (): void => goTo('reports');
