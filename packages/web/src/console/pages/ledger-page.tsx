import type { TrialBalanceView } from '@sampan/api';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Failed, fullTime, Icon, Loading, StatusPanel, Toggle } from '../../shared/index.ts';
import { AccountEntries } from '../parts/account-entries.tsx';
import { AccountList } from '../parts/account-list.tsx';
import { Figure } from '../parts/figure.tsx';
import { Page } from '../parts/page.tsx';
import { useTrialBalance } from '../queries.ts';
import { useSay } from '../words/use-say.ts';

type OfCurrency = TrialBalanceView['currencies'][number];

/** Trial balance left, the entries of an account right, and the opened entry below them. */
export default function LedgerPage() {
  const { say } = useSay();
  const place = useSearch({ from: '/ledger' });
  const navigate = useNavigate();
  const trial = useTrialBalance();
  const { data } = trial;
  const broken = data?.currencies.filter(({ balances }) => !balances) ?? [];
  const shown = data?.currencies.find(({ currency }) => currency === place.currency);
  const usual = data?.currencies.find(({ currency }) => currency === 'HKD');
  const first = shown ?? usual ?? data?.currencies[0];
  const asOf = data && say('ledger.asOf', { time: fullTime(data.asOf) });
  return (
    <Page
      title={say('nav.ledger')}
      note={asOf}
      actions={
        data &&
        first &&
        broken.length === 0 && (
          <Toggle
            label={say('ledger.currency')}
            ways={data.currencies.map(({ currency }) => ({ id: currency, name: currency }))}
            value={first.currency}
            onChoose={(currency) => void navigate({ to: '/ledger', search: { currency } })}
          />
        )
      }
    >
      {trial.isPending && <Loading what={say('ledger.trial')} rows={6} />}
      {trial.isError && <Failed onRetry={() => void trial.refetch()} />}
      {broken.length > 0 && <Unbalanced currencies={broken} />}
      {data && data.currencies.length === 0 && <p className="card pad">{say('ledger.empty')}</p>}
      {first && broken.length === 0 && (
        <div className="ledger">
          <TrialBalance of={first} />
          {place.account !== undefined ? (
            <AccountEntries key={place.account} account={place.account} place={place} />
          ) : place.kind !== undefined ? (
            <AccountList key={place.kind} kind={place.kind} currency={first.currency} />
          ) : (
            <p className="card pad muted">{say('ledger.choose')}</p>
          )}
        </div>
      )}
    </Page>
  );
}

/** Nothing else is shown: any number could be wrong. */
function Unbalanced({ currencies }: { readonly currencies: readonly OfCurrency[] }) {
  const { say } = useSay();
  return (
    <StatusPanel state="unknown" size="phone" title={say('ledger.unbalanced')}>
      {currencies.map(({ currency, debit, credit }) => (
        <p key={currency} className="num">
          {say('ledger.unbalancedBy', { currency, debit, credit })}
        </p>
      ))}
      <p>{say('ledger.unbalancedWhat')}</p>
      <p>
        <Link to="/audit">{say('ledger.toAudit')}</Link>
      </p>
    </StatusPanel>
  );
}

function TrialBalance({ of }: { readonly of: OfCurrency }) {
  const { say } = useSay();
  const { currency, lines, debit, credit } = of;
  const place = useSearch({ from: '/ledger' });
  return (
    <section className="card trial" aria-labelledby="trial">
      <header className="card-head">
        <h2 id="trial">{say('ledger.trial')}</h2>
      </header>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{say('ledger.account')}</th>
            <th scope="col" className="n">
              {say('ledger.debitIn', { currency })}
            </th>
            <th scope="col" className="n">
              {say('ledger.creditIn', { currency })}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const isOn =
              place.account === undefined
                ? place.kind === line.kind
                : place.account === line.account;
            return (
              <tr key={line.account ?? line.kind} className={isOn ? 'on' : undefined}>
                <th scope="row">
                  <Link
                    to="/ledger"
                    search={{ currency, kind: line.kind, account: line.account }}
                    aria-current={isOn ? 'true' : undefined}
                  >
                    {say(`account.${line.kind}`)}
                  </Link>
                  <small className="num">
                    {line.account ?? say('ledger.accounts', { count: line.accounts })}
                  </small>
                </th>
                <td className="n">
                  <Figure value={line.debit} />
                </td>
                <td className="n">
                  <Figure value={line.credit} />
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('ledger.total')}</th>
            <td className="n">
              <Figure value={debit} />
            </td>
            <td className="n">
              <Figure value={credit} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="eq">
        <Icon name="tick" size={16} weight={2.2} />
        {say('ledger.equal')}
      </p>
    </section>
  );
}
