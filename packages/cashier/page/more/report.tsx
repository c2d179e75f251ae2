import type { ZView } from '@sampan/cashier/api';
import {
  Amount,
  amountText,
  Banner,
  ButtonLink,
  clockTime,
  Failed,
  Loading,
} from '@sampan/web/shared';
import { useCallback, useState } from 'react';
import { KeyButton } from '../frame/kbd.tsx';
import { goTo } from '../frame/route.ts';
import { languageKey } from '../names.ts';
import { printPage } from '../print/print.ts';
import { asked, signOut } from '../store/actions.ts';
import { apiPath, till } from '../store/api.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';
import { PageFrame } from './page-frame.tsx';
import { Paper } from './paper.tsx';
import { ReportList, toReports } from './reports.tsx';
import { useLoaded } from './use-loaded.ts';

/** A Z report as it was closed; it never changes. */
export function Report({ number }: { readonly number: string }) {
  const { say, language } = useTillWords();
  const load = useCallback(() => till('GET /z/:number', { params: { number } }), [number]);
  const { value, failed, reload } = useLoaded(load);
  const hasPrinter = useTill((state) => state.till?.hasPrinter === true);
  const paper = useTill((state) => state.till?.paper ?? 80);
  const shift = useTill((state) => state.shift);
  const [isSilent, setIsSilent] = useState(false);
  const key = languageKey(language);
  const print = async () => {
    if (!hasPrinter) return printPage(`/z/${number}/receipt?paper=${paper}&language=${key}`);
    await asked(async () => {
      const { printer } = await till('POST /z/:number/print', {
        params: { number },
        body: { language: key },
      });
      setIsSilent(printer === 'silent');
    });
  };
  return (
    <PageFrame
      title={say('z.title', { number })}
      over={say('z.over')}
      wide
      onBack={toReports}
      actions={
        <div className="flex">
          <KeyButton icon="printer" hot="F5" onClick={print}>
            {say('z.print')}
          </KeyButton>
          <ButtonLink
            icon="download"
            href={apiPath(`/z/${number}/csv`)}
            download={`z-${number}.csv`}
          >
            CSV
          </ButtonLink>
        </div>
      }
    >
      <div className="columns paper-first">
        {value ? (
          <Paper report={value} number={number} />
        ) : (
          <section className="card">
            {failed === undefined ? (
              <Loading what={`Z ${number}`} onRetry={reload} />
            ) : (
              <Failed onRetry={reload} />
            )}
          </section>
        )}
        <div className="stack">
          {isSilent && <Banner tone="refused" icon="printer" title={say('printer.silent')} />}
          {value && <Discrepancies report={value} />}
          {value && <Cashiers report={value} />}
          <ReportList here={number} />
          {shift === null && (
            <div className="flex between foot">
              <p className="muted">{say('z.closed')}</p>
              <KeyButton
                kind="primary"
                size="big"
                icon="person"
                hot="Enter"
                onClick={() => {
                  goTo('counter');
                  void signOut();
                }}
              >
                {say('signIn.next')}
              </KeyButton>
            </div>
          )}
        </div>
      </div>
    </PageFrame>
  );
}

function Discrepancies({ report }: { readonly report: ZView }) {
  const { say } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  if (report.discrepancies.length === 0) return null;
  return (
    <Banner tone="unknown" icon="warning" title={say('z.open', { n: report.discrepancies.length })}>
      {report.discrepancies.map(({ paymentId, number, amount, by, at, reason }) => (
        <span key={paymentId} className="block">
          {say('z.openOne', {
            number,
            amount: amountText(amount, currency),
            by,
            time: clockTime(at),
            reason,
          })}
        </span>
      ))}
    </Banner>
  );
}

function Cashiers({ report }: { readonly report: ZView }) {
  const { say } = useTillWords();
  const currency = useTill((state) => state.till?.currency ?? '');
  if (report.cashiers.length === 0) return null;
  return (
    <section className="card table-card">
      <h2>{say('z.cashiers')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{say('z.cashier')}</th>
            <th scope="col" className="n">
              {say('z.payments')}
            </th>
            <th scope="col" className="n">
              {say('z.wallets', { currency })}
            </th>
            <th scope="col" className="n">
              {say('z.countedCash')}
            </th>
            <th scope="col" className="n">
              {say('z.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {report.cashiers.map(({ cashierId, name, payments, wallets, counted, difference }) => (
            <tr key={cashierId}>
              <th scope="row">{name}</th>
              <td className="n num">{payments}</td>
              <td className="n">
                <Amount value={wallets} currency={currency} withoutCurrency />
              </td>
              <td className="n">
                {counted === undefined ? (
                  '–'
                ) : (
                  <Amount value={counted} currency={currency} withoutCurrency />
                )}
              </td>
              <td className={difference?.startsWith('-') ? 'n short' : 'n'}>
                {difference === undefined ? (
                  '–'
                ) : (
                  <Amount value={difference} currency={currency} withoutCurrency />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
