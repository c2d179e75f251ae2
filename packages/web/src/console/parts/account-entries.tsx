import type { AccountLineView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  Amount,
  Chip,
  dayText,
  Empty,
  Failed,
  fullTime,
  Loading,
  type MoneyState,
  StatePill,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { usePages } from '../queries.ts';
import type { LedgerPlace } from '../search.ts';
import { useSay } from '../words/use-say.ts';
import { Figure } from './figure.tsx';
import { More } from './more.tsx';
import { OpenEntry } from './open-entry.tsx';
import { Wide } from './wide.tsx';

type Kind = AccountLineView['kind'];

const causes = ['payment', 'refund', 'cancel', 'settlement', 'top-up', 'withdrawal'] as const;

/** Money that came is green; what left an account of ours is only a movement. */
const states: Readonly<Record<Kind, MoneyState>> = {
  payment: 'paid',
  refund: 'refund',
  cancel: 'closed',
  settlement: 'closed',
  'top-up': 'closed',
  withdrawal: 'closed',
};

/** Of 28 digits those that differ within a day: the time and a number. */
const entryMark = (id: string): string => id.slice(8, 20);

/** An account with its balance, and what each entry did to it, newest first. */
export function AccountEntries({
  account,
  place,
}: {
  readonly account: string;
  readonly place: LedgerPlace;
}) {
  const { say } = useSay();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const params = { name: account };
  const head = useQuery({
    queryKey: ['account', account],
    queryFn: () => ask('GET /admin/accounts/:name', { params }),
  });
  const cause = causes.find((each) => each === place.cause);
  const list = usePages(['account-entries', account, cause], (after) =>
    ask('GET /admin/accounts/:name/entries', { params, query: { after, kind: cause } }),
  );
  const go = (to: Partial<LedgerPlace>) =>
    void navigate({ to: '/ledger', search: { ...place, ...to } });
  if (head.isPending) return <Loading what={account} rows={8} />;
  if (head.isError) {
    return (
      <section className="card">
        <Failed onRetry={() => void head.refetch()}>{say('refused.account')}</Failed>
      </section>
    );
  }
  const { kind, owner, balance, currency } = head.data;
  const back = list.last?.lookedBackTo;
  return (
    <section className="card entries" aria-labelledby="account">
      <header className="card-head">
        <div className="grow">
          <p className="cap">
            {say(`account.${kind}`)} · <span className="num">{account}</span>
          </p>
          <h2 id="account">{owner ?? say(`account.${kind}`)}</h2>
        </div>
        <Amount value={balance} currency={currency} size={28} />
      </header>
      <div className="chips pad">
        <Chip on={cause === undefined} onPress={() => go({ cause: undefined })}>
          {say('ledger.allCauses')}
        </Chip>
        {causes.map((each) => (
          <Chip key={each} on={cause === each} onPress={() => go({ cause: each })}>
            {say(`entry.${each}`)}
          </Chip>
        ))}
      </div>
      {list.isPending && <Loading what={say('ledger.entries')} rows={8} />}
      {list.isError && <Failed onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && back === undefined && (
        <Empty title={say('ledger.noEntries')} />
      )}
      {list.items.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('ledger.time')}</th>
                <th scope="col">{say('ledger.cause')}</th>
                <th scope="col">{say('ledger.entry')}</th>
                <th scope="col" className="n">
                  {say('ledger.debitIn', { currency })}
                </th>
                <th scope="col" className="n">
                  {say('ledger.creditIn', { currency })}
                </th>
                <th scope="col" className="n">
                  {say('ledger.balance')}
                </th>
              </tr>
            </thead>
            <tbody>
              {list.items.map((line) => (
                <tr key={line.entryId} className={line.entryId === place.entry ? 'on' : undefined}>
                  <td className="num">
                    <time dateTime={line.bookedAt}>{fullTime(line.bookedAt)}</time>
                  </td>
                  <td>
                    <StatePill state={states[line.kind]}>{say(`entry.${line.kind}`)}</StatePill>
                  </td>
                  <td>
                    <Link to="/ledger" search={{ ...place, entry: line.entryId }} className="num">
                      {entryMark(line.entryId)}
                      <span className="sr">{line.entryId}</span>
                    </Link>
                  </td>
                  <td className="n">
                    <Figure value={line.debit} />
                  </td>
                  <td className="n">
                    <Figure value={line.credit} />
                  </td>
                  <td className="n strong">
                    <Figure value={line.balance} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      {back !== undefined && (
        <p className="pad faint">{say('ledger.lookedBack', { day: dayText(back, language) })}</p>
      )}
      <More list={list} label={back === undefined ? undefined : say('ledger.lookFurther')} />
      {place.entry !== undefined && (
        <OpenEntry id={place.entry} onClose={() => go({ entry: undefined })} />
      )}
    </section>
  );
}
