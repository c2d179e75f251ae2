import type { AuditView } from '@sampan/api';
import { useState } from 'react';
import { Banner, Button, Empty, StatusPanel, Wrong } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { Page } from '../parts/page.tsx';
import { useTask } from '../parts/use-task.ts';
import { Wide } from '../parts/wide.tsx';
import { useSay } from '../words/use-say.ts';

/** Derives the books again; what does not hold is listed with the row that shows it. */
export default function AuditPage() {
  const { say } = useSay();
  const task = useTask();
  const [report, setReport] = useState<AuditView>();
  const run = () => task.run(async () => setReport(await ask('POST /admin/audit')));
  return (
    <Page
      title={say('nav.audit')}
      actions={
        <Button kind="primary" busy={task.isBusy} onClick={() => void run()}>
          {say('audit.run')}
        </Button>
      }
    >
      <div className="stack">
        <p className="muted">{say('audit.what')}</p>
        {task.isBusy && <p role="status">{say('audit.running')}</p>}
        {task.fault && <Wrong>{task.fault.text}</Wrong>}
        {!report && !task.isBusy && (
          <section className="card">
            <Empty icon="shield" title={say('audit.notYet')}>
              {say('audit.notYetWhy')}
            </Empty>
          </section>
        )}
        {report && <Result report={report} />}
      </div>
    </Page>
  );
}

function Result({ report }: { readonly report: AuditView }) {
  const { say } = useSay();
  const { holds, invariants, broken } = report;
  return (
    <>
      {holds ? (
        <Banner
          tone="closed"
          icon="tick"
          title={say('audit.holds', { count: invariants.length })}
        />
      ) : (
        <StatusPanel state="unknown" title={say('audit.broken', { count: broken.length })}>
          <p>{say('audit.brokenWhat')}</p>
        </StatusPanel>
      )}
      {broken.length > 0 && (
        <section className="card" aria-label={say('audit.brokenList')}>
          <Wide>
            <table className="tbl">
              <thead>
                <tr>
                  <th scope="col">{say('audit.rule')}</th>
                  <th scope="col">{say('audit.subject')}</th>
                  <th scope="col">{say('audit.detail')}</th>
                </tr>
              </thead>
              <tbody>
                {broken.map(({ invariant, subject, detail }) => (
                  <tr key={`${invariant} ${subject}`}>
                    <td lang="en">{invariant}</td>
                    <td className="num">{subject}</td>
                    <td lang="en">{detail}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Wide>
        </section>
      )}
      <section className="card" aria-labelledby="rules">
        <header className="card-head">
          <h2 id="rules">{say('audit.rules', { count: invariants.length })}</h2>
        </header>
        <ul className="rules" lang="en">
          {invariants.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
