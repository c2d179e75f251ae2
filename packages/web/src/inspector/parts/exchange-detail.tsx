import type { WholeExchangeView } from '@sampan/api';
import { useState } from 'react';
import {
  Banner,
  Button,
  Empty,
  Failed,
  fullTime,
  IconButton,
  Loading,
} from '../../shared/index.ts';
import { Refused } from '../api/client.ts';
import { useExchange } from '../queries.ts';
import { shortName } from '../services.ts';
import { useSay } from '../words/use-say.ts';
import { Checks } from './checks.tsx';
import { CopySheet } from './copy-sheet.tsx';
import { Messages } from './messages.tsx';
import { Money } from './money.tsx';
import { Notifications } from './notifications.tsx';
import { Outcome } from './outcome.tsx';
import { SameOrder } from './same-order.tsx';
import { SendAgain } from './send-again.tsx';
import { useTook } from './took.ts';
import { Why } from './why.tsx';

interface Neighbours {
  readonly newer: string | undefined;
  readonly older: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

/** One exchange: the verdict first, then proof, then the line to change, then everything else. */
export function ExchangeDetail({ id, ...around }: Neighbours & { readonly id: string }) {
  const { say } = useSay();
  const { data, error, isPending, refetch } = useExchange(id);
  if (isPending) return <Loading what={say('one.loading')} rows={8} />;
  if (error instanceof Refused && error.status === 404) {
    return (
      <Empty
        title={say('one.gone')}
        action={<Button onClick={() => around.onOpen(undefined)}>{say('one.back')}</Button>}
      />
    );
  }
  if (!data) return <Failed onRetry={() => void refetch()} />;
  return <Whole exchange={data} {...around} />;
}

function Whole({
  exchange,
  onOpen,
  ...around
}: Neighbours & { readonly exchange: WholeExchangeView }) {
  const [sheet, setSheet] = useState<'copy' | 'again'>();
  const { id, kind, code, result, pretended } = exchange;
  const isExplained = kind === 'request' && (code !== undefined || result === 'refused');
  return (
    <>
      <Head exchange={exchange} onOpen={onOpen} onSheet={setSheet} {...around} />
      <Pretended pretended={pretended} />
      {isExplained ? <Why exchange={exchange} /> : <Plain exchange={exchange} />}
      <div className="two">
        {kind === 'request' && <Checks checks={exchange.checks} />}
        <Money exchange={exchange} />
      </div>
      <Messages exchange={exchange} />
      <div className="two">
        <SameOrder exchange={exchange} />
        <Notifications exchange={exchange} />
      </div>
      {sheet === 'copy' && <CopySheet id={id} kind={kind} onClose={() => setSheet(undefined)} />}
      {sheet === 'again' && (
        <SendAgain
          exchange={exchange}
          onClose={() => setSheet(undefined)}
          onSent={(sent) => {
            setSheet(undefined);
            onOpen(sent);
          }}
        />
      )}
    </>
  );
}

function Head({
  exchange,
  newer,
  older,
  onOpen,
  onSheet,
}: Neighbours & {
  readonly exchange: WholeExchangeView;
  readonly onSheet: (sheet: 'copy' | 'again') => void;
}) {
  const { say } = useSay();
  const took = useTook();
  const { id, at, kind, service = kind, order, tookMs } = exchange;
  const when = `${fullTime(at)} · ${took(tookMs)}`;
  return (
    <header className="dh">
      <span className="back">
        <IconButton icon="left" label={say('one.back')} onClick={() => onOpen(undefined)} />
      </span>
      <div className="grow">
        <p className="cap num">
          <span className="long">{say('one.title', { id })} · </span>
          {order !== undefined && <span className="short">{order} · </span>}
          {when}
        </p>
        <h1 className="mono">
          <span className="long">{kind === 'request' ? service : `${kind} ${service}`}</span>
          <span className="short">{kind === 'request' ? shortName(service) : kind}</span>
        </h1>
      </div>
      <span className="walk">
        <IconButton
          icon="up"
          label={say('one.newer')}
          disabled={newer === undefined}
          onClick={() => onOpen(newer)}
        />
        <IconButton
          icon="down"
          label={say('one.older')}
          disabled={older === undefined}
          onClick={() => onOpen(older)}
        />
      </span>
      {kind !== 'download' && (
        <div className="acts">
          <Button size="desk" icon="terminal" onClick={() => onSheet('copy')}>
            {say('one.copyAs')}
          </Button>
          {kind === 'request' && (
            <Button size="desk" icon="renew" onClick={() => onSheet('again')}>
              {say('one.again')}
            </Button>
          )}
        </div>
      )}
    </header>
  );
}

/** How it ended, where nothing is to be explained. */
function Plain({ exchange }: { readonly exchange: WholeExchangeView }) {
  return (
    <section className="card plain">
      <Outcome exchange={exchange} />
      {exchange.reason !== undefined && (
        <p lang="en" className="muted">
          {exchange.reason}
        </p>
      )}
    </section>
  );
}

function Pretended({ pretended }: Pick<WholeExchangeView, 'pretended'>) {
  const { say } = useSay();
  return pretended.map(({ scenario, step, what }) => (
    <Banner
      key={`${scenario} ${step} ${what}`}
      tone="waiting"
      title={say('one.pretended', { what })}
    >
      {say('one.step', { scenario, step })}
    </Banner>
  ));
}
