import type { PortalFileView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, dayText, Empty, Failed, Loading, Toggle } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { type FileKind, type FilesPlace, fileKinds } from '../places.ts';
import { Breaks } from '../reconcile/breaks.tsx';
import { ColumnChoice } from '../reconcile/column-choice.tsx';
import { DropZone } from '../reconcile/drop-zone.tsx';
import type { Compared } from '../reconcile/messages.ts';
import { NoFile } from '../reconcile/no-file.tsx';
import { Unread } from '../reconcile/unread.tsx';
import { useComparison } from '../reconcile/use-comparison.ts';
import { Verdict } from '../reconcile/verdict.tsx';
import { saveFile } from '../save-file.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/reconcile');

/** How many of the newest days are offered as buttons. */
const daysShown = 2;

/** Compares the partner's own book with a file of ours, in the page. */
export default function ReconcilePage() {
  const { say } = useSay();
  const { partner } = useSession();
  const sentence = useSentence();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: FilesPlace) =>
    void navigate({ search: { ...place, ...next }, replace: true });
  const kind = place.kind ?? 'transaction';
  const newest = useQuery({
    queryKey: ['files', 'newest', kind],
    queryFn: async () => (await ask('GET /files', { query: { kind, limit: 31 } })).items,
  });
  const day = place.day ?? newest.data?.[0]?.day;
  const file = useFileOf(day, kind);
  const { book, outcome, take, choose } = useComparison(file.data?.name);
  const [isChanging, setChanging] = useState(false);
  const compared = outcome.is === 'compared' ? outcome.compared : undefined;
  const needsColumns = outcome.is === 'columns';
  return (
    <Page
      title={say('nav.reconcile')}
      note={say('money.note', { currency: partner.currency })}
      actions={compared && compared.count > 0 && <ResultCsv compared={compared} day={day} />}
    >
      <Days
        days={(newest.data ?? []).map((each) => each.day).slice(0, daysShown)}
        place={place}
        day={day}
        kind={kind}
        onChange={change}
      />
      {newest.isPending && <Loading what={say('nav.files')} />}
      {newest.isError && (
        <Failed onRetry={() => void newest.refetch()}>{sentence(newest.error)}</Failed>
      )}
      {newest.data && day === undefined && (
        <section className="card">
          <Empty icon="document" title={say('files.none')}>
            {say('files.noneWhy')}
          </Empty>
        </section>
      )}
      {day !== undefined && (
        <div className="stack">
          <DropZone
            book={book}
            outcome={outcome}
            onFile={(dropped) => {
              setChanging(false);
              void take(dropped);
            }}
            onColumns={() => setChanging(!isChanging)}
          />
          {book && (isChanging || needsColumns) && (
            <ColumnChoice
              book={book}
              isNeeded={needsColumns}
              onChoose={choose}
              onDone={() => setChanging(false)}
            />
          )}
          {file.isError && (
            <Failed onRetry={() => void file.refetch()}>{sentence(file.error)}</Failed>
          )}
          {file.data === null && <NoFile day={day} kind={kind} />}
          {file.data && <FoundFile file={file.data} isIdle={outcome.is === 'nothing'} />}
          <Unread outcome={outcome} />
          {compared && (
            <Verdict
              compared={compared}
              day={day}
              onOtherDay={() => document.querySelector<HTMLElement>('.day-field input')?.focus()}
            />
          )}
          {compared && compared.count > 0 && <Breaks compared={compared} />}
        </div>
      )}
    </Page>
  );
}

/** The file of a day; null when it is not made. */
const useFileOf = (day: string | undefined, kind: FileKind) =>
  useQuery({
    queryKey: ['files', 'of', day, kind],
    queryFn: async () =>
      (await ask('GET /files', { query: { day, kind, limit: 1 } })).items[0] ?? null,
    enabled: day !== undefined,
    // One that is not made yet comes by itself.
    refetchInterval: ({ state }) => (state.data === null ? 60_000 : false),
  });

function Days({
  days,
  place,
  day,
  kind,
  onChange,
}: {
  readonly days: readonly string[];
  readonly place: FilesPlace;
  readonly day: string | undefined;
  readonly kind: FileKind;
  readonly onChange: (place: FilesPlace) => void;
}) {
  const { say } = useSay();
  const { language } = useLanguage();
  const shown = [...days].reverse();
  return (
    <div className="places">
      {shown.length > 0 && (
        <Toggle
          label={say('files.day')}
          value={day ?? ''}
          onChoose={(next) => onChange({ day: next })}
          ways={shown.map((id) => ({ id, name: dayText(id, language) }))}
        />
      )}
      <label className="day-field">
        {say('recon.otherDay')}
        <input
          type="date"
          value={place.day ?? ''}
          onChange={({ target }) => onChange({ day: target.value || undefined })}
        />
      </label>
      <Toggle
        label={say('files.kind')}
        value={kind}
        onChoose={(next) => onChange({ kind: next })}
        ways={fileKinds.map((id) => ({ id, name: say(`files.${id}`) }))}
      />
    </div>
  );
}

function FoundFile({ file, isIdle }: { readonly file: PortalFileView; readonly isIdle: boolean }) {
  const { say } = useSay();
  if (!isIdle) return null;
  return (
    <section className="card recon-how">
      <h2>{say('recon.howTitle')}</h2>
      <p className="muted">{say('recon.against', { name: file.name, rows: file.rows })}</p>
      <ul className="how">
        <li>{say('recon.how1')}</li>
        <li>{say('recon.how2')}</li>
        <li>{say('recon.how3')}</li>
      </ul>
      <pre className="mono sample">{sample}</pre>
      <Button
        size="desk"
        icon="download"
        onClick={() => saveFile('own-book.csv', new Blob([sample]))}
      >
        {say('recon.sample')}
      </Button>
    </section>
  );
}

const sample = `order_no,amount,type
HC-1125-0087,46.00,PAYMENT
HC-1125-0087-R1,6.00,REFUND
`;

function ResultCsv({
  compared,
  day = '',
}: {
  readonly compared: Compared;
  readonly day: string | undefined;
}) {
  const { say } = useSay();
  const save = () => saveFile(`breaks-${day}.csv`, compared.csv);
  return (
    <Button size="desk" icon="download" onClick={save}>
      {say('recon.result')}
    </Button>
  );
}
