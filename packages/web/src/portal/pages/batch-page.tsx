import type { PartnerApi, Reply } from '@sampan/api';
import { getRouteApi, Link } from '@tanstack/react-router';
import {
  Amount,
  Button,
  ButtonLink,
  CopyId,
  dateText,
  fullTime,
  Wrong,
} from '../../shared/index.ts';
import { useLanguage } from '../language.ts';
import { Answered } from '../parts/answered.tsx';
import { DaySums } from '../parts/day-sums.tsx';
import { Page } from '../parts/page.tsx';
import { useTask } from '../parts/use-task.ts';
import { fetchFile, useBatch } from '../queries/settlement.ts';
import { saveFile } from '../save-file.ts';
import { useSay } from '../words/use-say.ts';
import { Payout } from './settlement-page.tsx';

const route = getRouteApi('/settlement/$id');

type Batch = Reply<PartnerApi['GET /batches/:id']>;

/** One batch, day by day, to the last cent. */
export default function BatchPage() {
  const { say } = useSay();
  const { language } = useLanguage();
  const { id } = route.useParams();
  const batch = useBatch(id);
  const title = batch.data
    ? say('settle.batchOf', { day: dateText(batch.data.settledOn, language) })
    : say('settle.batch');
  return (
    <Page
      title={title}
      note={batch.data && say('money.note', { currency: batch.data.currency })}
      actions={
        <Link to="/settlement" className="btn desk">
          {say('settle.back')}
        </Link>
      }
    >
      <Answered of={batch} what={say('settle.batch')}>
        {(data) => <Shown batch={data} />}
      </Answered>
    </Page>
  );
}

function Shown({ batch }: { readonly batch: Batch }) {
  const { say } = useSay();
  const { isBusy, fault, run } = useTask();
  const { currency, file, net, byDay } = batch;
  const lines = [
    { name: say('sums.paidWith', { count: batch.payments }), value: batch.paid, sign: '' },
    { name: say('sums.refundedWith', { count: batch.refunds }), value: batch.refunded, sign: '−' },
    { name: say('sums.fees'), value: batch.fees, sign: '−' },
    { name: say('sums.feesReturned'), value: batch.feesReturned, sign: '+' },
  ];
  return (
    <div className="stack">
      <section className="card batch" aria-label={say('settle.equation')}>
        <dl className="equation">
          {lines.map(({ name, value, sign }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">
                <span aria-hidden="true">{sign}</span>
                <Amount value={value} currency={currency} size={16} withoutCurrency />
              </dd>
            </div>
          ))}
          <div className="net-line">
            <dt>{say('settle.net')}</dt>
            <dd>
              <Amount value={net} currency={currency} size={28} />
            </dd>
          </div>
        </dl>
        <div className="batch-facts">
          <dl className="kv">
            <dt>{say('settle.payout')}</dt>
            <dd>
              <Payout batch={batch} />
            </dd>
            <dt>{say('settle.madeAt')}</dt>
            <dd className="num">{fullTime(batch.settledAt)}</dd>
            <dt>{say('settle.batchId')}</dt>
            <dd className="mono">
              <CopyId id={batch.batchId} />
            </dd>
          </dl>
          {batch.payout !== 'ordered' && (
            <p className="muted">{say(`settle.payoutWhy.${batch.payout}`)}</p>
          )}
          <div className="flex wrap">
            {file === undefined ? (
              <ButtonLink size="desk" href={`#/files?kind=settlement`}>
                {say('settle.noFile')}
              </ButtonLink>
            ) : (
              <Button
                size="desk"
                icon="download"
                busy={isBusy}
                onClick={() => void run(async () => saveFile(file, await fetchFile(file)))}
              >
                {say('settle.file')}
              </Button>
            )}
          </div>
          {fault && <Wrong>{fault.text}</Wrong>}
        </div>
      </section>
      <section className="card" aria-labelledby="by-day">
        <div className="card-head">
          <h2 id="by-day">{say('settle.byDay')}</h2>
        </div>
        <DaySums label={say('settle.byDay')} days={byDay} currency={currency} total={batch} />
      </section>
    </div>
  );
}
