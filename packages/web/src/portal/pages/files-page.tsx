import type { PartnerApi, PortalFileView, Reply } from '@sampan/api';
import { getRouteApi } from '@tanstack/react-router';
import {
  Banner,
  Button,
  CopyId,
  clockTime,
  dateText,
  dayOf,
  Empty,
  Failed,
  fullTime,
  IconAvatar,
  IconButton,
  ListRow,
  Loading,
  Toggle,
  Wrong,
} from '../../shared/index.ts';
import { countText } from '../figure.ts';
import { useLanguage } from '../language.ts';
import { type Column, FigureTable } from '../parts/figure-table.tsx';
import { MoreRows } from '../parts/more-rows.tsx';
import { Page } from '../parts/page.tsx';
import { useSentence } from '../parts/use-sentence.ts';
import { useTask } from '../parts/use-task.ts';
import { type FilesPlace, fileKinds } from '../places.ts';
import { fetchFile, useFiles, useLateFiles } from '../queries/settlement.ts';
import { saveFile } from '../save-file.ts';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/files');

/** The files of each day, and those that are not made yet. */
export default function FilesPage() {
  const { say } = useSay();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: FilesPlace) =>
    void navigate({ search: { ...place, ...next }, replace: true });
  const isFiltered = place.day !== undefined || place.kind !== undefined;
  return (
    <Page title={say('nav.files')} note={say('app.timesIn')}>
      <Late />
      <div className="places">
        <Toggle
          label={say('files.kind')}
          value={place.kind ?? 'all'}
          onChoose={(kind) => change({ kind: kind === 'all' ? undefined : kind })}
          ways={(['all', ...fileKinds] as const).map((id) => ({ id, name: say(`files.${id}`) }))}
        />
        <label className="day-field">
          {say('files.day')}
          <input
            type="date"
            value={place.day ?? ''}
            onChange={({ target }) => change({ day: target.value || undefined })}
          />
        </label>
        {isFiltered && (
          <Button
            size="desk"
            kind="quiet"
            onClick={() => change({ day: undefined, kind: undefined })}
          >
            {say('rows.clear')}
          </Button>
        )}
      </div>
      <section className="card" aria-label={say('nav.files')}>
        <Files place={place} onClear={() => change({ day: undefined, kind: undefined })} />
      </section>
    </Page>
  );
}

type LateFile = Reply<PartnerApi['GET /files/late']>['late'][number];

/** What is not made yet; silent when nothing is late. */
function Late() {
  const { say } = useSay();
  const { language } = useLanguage();
  const { data } = useLateFiles();
  const { now } = useSession();
  if (!data || data.length === 0) return null;
  const when = ({ expectedAt }: LateFile) =>
    dayOf(expectedAt) === dayOf(now)
      ? clockTime(expectedAt)
      : `${dateText(dayOf(expectedAt), language)} ${clockTime(expectedAt)}`;
  return (
    <div className="late">
      <Banner
        tone="closed"
        icon="clock"
        title={say('files.lateCount', { count: data.length })}
        actions={null}
      >
        {data.map((each) => (
          <span key={`${each.day} ${each.kind}`} className="num">
            {say('files.late', {
              kind: say(`files.${each.kind}`),
              day: dateText(each.day, language),
              time: when(each),
            })}
          </span>
        ))}
      </Banner>
    </div>
  );
}

function Files({ place, onClear }: { readonly place: FilesPlace; readonly onClear: () => void }) {
  const { say } = useSay();
  const sentence = useSentence();
  const list = useFiles(place);
  if (list.isPending) {
    return <Loading what={say('nav.files')} rows={8} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) {
    return <Failed onRetry={() => void list.refetch()}>{sentence(list.error)}</Failed>;
  }
  const files = list.data.pages.flatMap(({ items }) => items);
  if (files.length > 0) {
    return (
      <>
        <FileTable files={files} />
        <MoreRows list={list} />
      </>
    );
  }
  if (place.day === undefined && place.kind === undefined) {
    return (
      <Empty icon="document" title={say('files.none')}>
        {say('files.noneWhy')}
      </Empty>
    );
  }
  return (
    <Empty
      icon="search"
      title={say('rows.nothing')}
      action={<Button onClick={onClear}>{say('rows.clear')}</Button>}
    >
      {say('files.nothingWhy')}
    </Empty>
  );
}

function FileTable({ files }: { readonly files: readonly PortalFileView[] }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const columns: readonly Column<PortalFileView>[] = [
    { head: say('files.day'), cell: ({ day }) => dateText(day, language) },
    { head: say('files.kind'), cell: ({ kind }) => say(`files.${kind}`) },
    {
      head: say('files.name'),
      isWide: true,
      cell: ({ name }) => <span className="mono file-name">{name}</span>,
    },
    { head: say('files.rows'), isFigure: true, cell: ({ rows }) => countText(rows) },
    { head: say('files.bytes'), isFigure: true, cell: ({ size }) => countText(size) },
    {
      head: say('files.madeAt'),
      cell: ({ madeAt }) => <time>{fullTime(madeAt).slice(0, 16)}</time>,
    },
    {
      head: 'SHA-256',
      cell: ({ sha256 }) => (
        <span className="mono">
          <CopyId id={sha256} shown={`${sha256.slice(0, 8)}…`} />
        </span>
      ),
    },
    {
      head: <span className="sr">{say('files.get')}</span>,
      cell: (file) => <Get file={file} />,
    },
  ];
  return (
    <FigureTable
      label={say('nav.files')}
      columns={columns}
      rows={files}
      idOf={({ name }) => name}
      narrow={(file) => (
        <ListRow
          avatar={<IconAvatar icon="document" size={32} />}
          title={`${dateText(file.day, language)} · ${say(`files.${file.kind}`)}`}
          sub={
            <span className="num">
              {say('files.rowsAt', {
                rows: countText(file.rows),
                time: fullTime(file.madeAt).slice(5, 16),
              })}
            </span>
          }
          end={<Get file={file} isSmall />}
        />
      )}
    />
  );
}

function Get({
  file: { name },
  isSmall = false,
}: {
  readonly file: PortalFileView;
  readonly isSmall?: boolean;
}) {
  const { say } = useSay();
  const { isBusy, fault, run } = useTask();
  const get = () => void run(async () => saveFile(name, await fetchFile(name)));
  const label = say('files.getOne', { name });
  return (
    <>
      {isSmall ? (
        <IconButton icon="download" label={label} aria-busy={isBusy} onClick={get} />
      ) : (
        <Button size="desk" icon="download" busy={isBusy} aria-label={label} onClick={get}>
          {say('files.get')}
        </Button>
      )}
      {fault && <Wrong>{fault.text}</Wrong>}
    </>
  );
}
