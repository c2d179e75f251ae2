import type { PortalKeysView } from '@sampan/api';
import { useState } from 'react';
import {
  Banner,
  Button,
  CopyId,
  Empty,
  fullTime,
  IconAvatar,
  ListRow,
  StatePill,
} from '../../shared/index.ts';
import { NewMd5Key } from '../keys/new-md5-key.tsx';
import { PublicKeySheet } from '../keys/public-key-sheet.tsx';
import { RotateQuestion } from '../keys/rotate-question.tsx';
import { Answered } from '../parts/answered.tsx';
import { type Column, FigureTable } from '../parts/figure-table.tsx';
import { Page } from '../parts/page.tsx';
import { useKeys } from '../queries/integration.ts';
import { saveFile } from '../save-file.ts';
import { useSay } from '../words/use-say.ts';

type Key = PortalKeysView['keys'][number];

/** The keys that the partner and we know each other by, never a secret one. */
export default function KeysPage() {
  const { say } = useSay();
  const keys = useKeys();
  return (
    <Page title={say('nav.keys')} note={say('app.timesIn')}>
      <Answered of={keys} what={say('nav.keys')} rows={6}>
        {(data) => <Keys keys={data} />}
      </Answered>
    </Page>
  );
}

function Keys({ keys }: { readonly keys: PortalKeysView }) {
  const { say } = useSay();
  const [asked, setAsked] = useState<'md5' | 'rsa'>();
  const [made, setMade] = useState<string>();
  const [isReplaced, setReplaced] = useState(false);
  const hasRsa = keys.keys.some(({ kind, state }) => kind === 'rsa' && state === 'current');
  return (
    <div className="stack">
      {made !== undefined && <NewMd5Key md5Key={made} onDone={() => setMade(undefined)} />}
      {isReplaced && <Banner tone="closed" icon="tick" title={say('keys.rsaDone')} />}
      <section className="card" aria-labelledby="your-keys">
        <div className="card-head">
          <h2 id="your-keys">{say('keys.yours')}</h2>
          <div className="flex wrap">
            <Button size="desk" icon="renew" onClick={() => setAsked('md5')}>
              {say('keys.rotateMd5')}
            </Button>
            <Button
              size="desk"
              kind={hasRsa ? 'secondary' : 'primary'}
              onClick={() => setAsked('rsa')}
            >
              {say(hasRsa ? 'keys.replaceRsa' : 'keys.uploadRsa')}
            </Button>
          </div>
        </div>
        {keys.keys.length === 0 ? (
          <Empty icon="key" title={say('keys.none')} />
        ) : (
          <KeyTable keys={keys.keys} />
        )}
        {!hasRsa && <p className="pad muted">{say('keys.noRsa')}</p>}
        {keys.md5Key !== undefined && made === undefined && (
          <div className="pad sandbox-key">
            <span>{say('keys.sandboxMd5')}</span>
            <span className="mono">
              <CopyId id={keys.md5Key} />
            </span>
          </div>
        )}
      </section>
      <section className="card pad ours" aria-labelledby="our-key">
        <h2 id="our-key">{say('keys.ours')}</h2>
        <p className="muted">{say('keys.oursWhy')}</p>
        <dl className="kv">
          <dt>{say('keys.gateway')}</dt>
          <dd className="mono">
            <CopyId id={keys.gateway} />
          </dd>
          <dt>{say('keys.fingerprint')}</dt>
          <dd className="mono">
            <CopyId id={keys.publicKeyFingerprint} />
          </dd>
        </dl>
        <pre className="pem mono">{keys.publicKey.trim()}</pre>
        <div className="flex wrap">
          <CopyText text={keys.publicKey} />
          <Button
            size="desk"
            icon="download"
            onClick={() => saveFile('sampan-public-key.pem', new Blob([keys.publicKey]))}
          >
            {say('keys.save')}
          </Button>
        </div>
      </section>
      {asked === 'md5' && <RotateQuestion onClose={() => setAsked(undefined)} onMade={setMade} />}
      {asked === 'rsa' && (
        <PublicKeySheet
          ours={keys.publicKey}
          hasOne={hasRsa}
          onClose={() => setAsked(undefined)}
          onDone={() => setReplaced(true)}
        />
      )}
    </div>
  );
}

function CopyText({ text }: { readonly text: string }) {
  const { say } = useSay();
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  return (
    <Button size="desk" icon="copy" onClick={() => void copy()}>
      <span role="status">{say(isCopied ? 'keys.copied' : 'keys.copy')}</span>
    </Button>
  );
}

function KeyTable({ keys }: { readonly keys: readonly Key[] }) {
  const { say } = useSay();
  const columns: readonly Column<Key>[] = [
    {
      head: say('keys.kind'),
      cell: ({ kind, number }) => (
        <span className="two-lines">
          {say(`keys.kind.${kind}`)}
          <small>{say('keys.number', { number })}</small>
        </span>
      ),
    },
    {
      head: say('keys.fingerprint'),
      cell: ({ fingerprint }) => (
        <span className="mono">
          <CopyId id={fingerprint} />
        </span>
      ),
    },
    { head: say('keys.since'), cell: ({ madeAt }) => <time>{fullTime(madeAt).slice(0, 16)}</time> },
    { head: say('keys.state'), isWide: true, cell: (key) => <KeyState of={key} /> },
  ];
  return (
    <FigureTable
      label={say('keys.yours')}
      columns={columns}
      rows={keys}
      idOf={({ kind, number }) => `${kind}${number}`}
      narrow={(key) => (
        <ListRow
          avatar={<IconAvatar icon="key" size={32} />}
          title={say(`keys.kind.${key.kind}`)}
          sub={<span className="mono">{key.fingerprint}</span>}
          end={<KeyState of={key} />}
        />
      )}
    />
  );
}

function KeyState({ of: { state, validUntil } }: { readonly of: Key }) {
  const { say } = useSay();
  return (
    <span className="missing">
      <StatePill
        state={state === 'current' ? 'ok' : state === 'overlapping' ? 'waiting' : 'closed'}
      >
        {say(`keys.state.${state}`)}
      </StatePill>
      {validUntil !== undefined && (
        <small className="num">
          {say(state === 'ended' ? 'keys.endedAt' : 'keys.until', {
            time: fullTime(validUntil).slice(0, 16),
          })}
        </small>
      )}
    </span>
  );
}
