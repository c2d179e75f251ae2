import { useQuery } from '@tanstack/react-query';
import { dateText, Empty, Failed, Loading } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { Page } from '../parts/page.tsx';
import { Wide } from '../parts/wide.tsx';
import { useSay } from '../words/use-say.ts';

/** `10:00:30` of `100030`. */
const clock = (digits: string): string => digits.replace(/(\d\d)(\d\d)(\d\d)/, '$1:$2:$3');

/** The rate of each currency that is in effect, and the special days of this year's calendars. */
export default function RatesPage() {
  const { say } = useSay();
  return (
    <Page title={say('nav.rates')} note={say('app.zone')}>
      <div className="stack">
        <Rates />
        <Calendar />
      </div>
    </Page>
  );
}

function Rates() {
  const { say } = useSay();
  const { language } = useLanguage();
  const rates = useQuery({
    queryKey: ['rates'],
    queryFn: async () => (await ask('GET /admin/rates')).rates,
  });
  return (
    <section className="card" aria-labelledby="rates">
      <header className="card-head">
        <h2 id="rates">{say('rates.title')}</h2>
        <span className="zone">{say('rates.note')}</span>
      </header>
      {rates.isPending && <Loading what={say('rates.title')} rows={5} />}
      {rates.isError && <Failed onRetry={() => void rates.refetch()} />}
      {rates.data?.length === 0 && (
        <Empty icon="swap" title={say('rates.none')}>
          <code>sampan rates load</code>
        </Empty>
      )}
      {rates.data && rates.data.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('ledger.currency')}</th>
                <th scope="col" className="n">
                  {say('rates.rate')}
                </th>
                <th scope="col">{say('rates.published')}</th>
              </tr>
            </thead>
            <tbody>
              {rates.data.map(({ currency, rate, day, time }) => (
                <tr key={currency}>
                  <th scope="row">{currency}</th>
                  <td className="n num">{rate}</td>
                  <td className="num">
                    {dateText(day, language)} {clock(time)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}

function Calendar() {
  const { say } = useSay();
  const { language } = useLanguage();
  const calendar = useQuery({
    queryKey: ['calendar'],
    queryFn: () => ask('GET /admin/calendar'),
  });
  const days = calendar.data?.days ?? [];
  return (
    <section className="card" aria-labelledby="calendar">
      <header className="card-head">
        <h2 id="calendar">{say('calendar.title')}</h2>
        <span className="zone">{say('calendar.note')}</span>
      </header>
      {calendar.isPending && <Loading what={say('calendar.title')} rows={5} />}
      {calendar.isError && <Failed onRetry={() => void calendar.refetch()} />}
      {calendar.isSuccess && days.length === 0 && (
        <Empty icon="calendar" title={say('calendar.none')} />
      )}
      {days.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('days.day')}</th>
                <th scope="col">{say('calendar.of')}</th>
                <th scope="col">{say('calendar.kind')}</th>
                <th scope="col">{say('calendar.name')}</th>
              </tr>
            </thead>
            <tbody>
              {days.map(({ calendar: of, day, kind, name }) => (
                <tr key={`${of} ${day}`}>
                  <th scope="row" className="num">
                    {dateText(day, language)}
                  </th>
                  <td>{say(`calendar.${of}`)}</td>
                  <td>{say(`calendar.${kind}`)}</td>
                  <td lang="en">{name}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </section>
  );
}
