import type { PortalCodeView } from '@sampan/api';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, ButtonLink, Empty, Icon } from '../../shared/index.ts';
import { CodeItem } from '../codes/code-item.tsx';
import { CodeQuestion, type Wanted } from '../codes/code-question.tsx';
import { NewCodeSheet } from '../codes/new-code-sheet.tsx';
import { SignPreview } from '../codes/sign-preview.tsx';
import { Answered } from '../parts/answered.tsx';
import { Page } from '../parts/page.tsx';
import { useCodes } from '../queries/shops.ts';
import { useMay } from '../session.ts';
import { useSay } from '../words/use-say.ts';

const route = getRouteApi('/codes');

/** The codes that stand on counters: their cards, and the sign of the chosen one as it will be printed. */
export default function CodesPage() {
  const { say } = useSay();
  const { open } = route.useSearch();
  const navigate = route.useNavigate();
  const codes = useCodes();
  const mayChange = useMay('codes.change');
  const show = (next: string | undefined) =>
    void navigate({ search: { open: next }, replace: true, resetScroll: false });
  const counts = codes.data && {
    used: codes.data.filter(({ status }) => status === 'normal').length,
    stopped: codes.data.filter(({ status }) => status === 'stopped').length,
  };
  return (
    <Page
      title={say('nav.codes')}
      note={counts && `${say('codes.counts', counts)} · ${say('app.timesIn')}`}
      actions={
        mayChange && (
          <Button kind="primary" size="desk" icon="plus" onClick={() => show('new')}>
            {say('codes.new')}
          </Button>
        )
      }
    >
      {!mayChange && <p className="lead">{say('codes.readOnly')}</p>}
      <Answered of={codes} what={say('nav.codes')} rows={6}>
        {(all) =>
          all.length === 0 ? (
            <NoCode mayChange={mayChange} onNew={() => show('new')} />
          ) : (
            <Codes codes={all} open={open} mayChange={mayChange} onOpen={show} />
          )
        }
      </Answered>
      {mayChange && open === 'new' && (
        <NewCodeSheet
          codes={codes.data ?? []}
          onClose={() => show(undefined)}
          onMade={({ code }) => show(code)}
        />
      )}
    </Page>
  );
}

function Codes({
  codes,
  open,
  mayChange,
  onOpen,
}: {
  readonly codes: readonly PortalCodeView[];
  readonly open: string | undefined;
  readonly mayChange: boolean;
  readonly onOpen: (code: string) => void;
}) {
  const { say } = useSay();
  const [wanted, setWanted] = useState<Wanted>();
  const live = codes.filter(({ status }) => status !== 'deleted');
  const deleted = codes.filter(({ status }) => status === 'deleted');
  const chosen =
    live.find(({ code, status }) => code === open && status === 'normal') ??
    live.find(({ status }) => status === 'normal');
  const card = (code: PortalCodeView) => (
    <li key={code.code}>
      <CodeItem
        code={code}
        isChosen={code === chosen}
        mayChange={mayChange}
        onPrint={() => onOpen(code.code)}
        onWant={(status) => setWanted({ code, status })}
      />
    </li>
  );
  return (
    <div className="codes">
      <div>
        {live.length > 0 && <ul className="code-cards">{live.map(card)}</ul>}
        <section className="card check-sign">
          <Icon name="shield" size={20} />
          <p>
            <b>{say('codes.checkTitle')}</b>
            {chosen ? say('codes.check', { last: chosen.code.slice(-4) }) : say('codes.checkWhy')}
          </p>
        </section>
        {deleted.length > 0 && (
          <details className="deleted">
            <summary>{say('codes.deletedCount', { count: deleted.length })}</summary>
            <ul className="code-cards">{deleted.map(card)}</ul>
          </details>
        )}
      </div>
      {chosen && <SignPreview key={chosen.code} code={chosen} />}
      {wanted && <CodeQuestion wanted={wanted} onClose={() => setWanted(undefined)} />}
    </div>
  );
}

function NoCode({ mayChange, onNew }: { readonly mayChange: boolean; readonly onNew: () => void }) {
  const { say } = useSay();
  return (
    <section className="card">
      <Empty
        icon="qr"
        title={say('codes.none')}
        action={
          mayChange && (
            <div className="flex">
              <Button kind="primary" onClick={onNew}>
                {say('codes.new')}
              </Button>
              <ButtonLink href="#/shops?open=new">{say('shops.new')}</ButtonLink>
            </div>
          )
        }
      />
      <ol className="steps">
        <li>{say('codes.step1')}</li>
        <li>{say('codes.step2')}</li>
        <li>{say('codes.step3')}</li>
      </ol>
    </section>
  );
}
