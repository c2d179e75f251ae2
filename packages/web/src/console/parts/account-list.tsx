import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Button, Empty, Failed, Loading, SearchField } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { usePages } from '../queries.ts';
import { useSay } from '../words/use-say.ts';
import { Figure } from './figure.tsx';
import { More } from './more.tsx';
import { Wide } from './wide.tsx';

const kinds = ['bank', 'fee-income', 'fx', 'payable', 'wallet'] as const;

/** The accounts of a kind with their balances; found by the beginning of an id. */
export function AccountList({
  kind: given,
  currency,
}: {
  readonly kind: string;
  readonly currency: string;
}) {
  const { say } = useSay();
  const [text, setText] = useState('');
  const kind = kinds.find((each) => each === given) ?? 'payable';
  const prefix = text.replaceAll(/[^0-9]/g, '');
  const list = usePages(['accounts', kind, currency, prefix], (after) =>
    ask('GET /admin/accounts', {
      query: { kind, currency, after, prefix: prefix === '' ? undefined : prefix },
    }),
  );
  return (
    <section className="card" aria-labelledby="accounts">
      <header className="card-head">
        <h2 id="accounts">{say(`account.${kind}`)}</h2>
      </header>
      <div className="pad">
        <SearchField value={text} label={say('ledger.findId')} onChange={setText} />
      </div>
      {list.isPending && <Loading what={say(`account.${kind}`)} rows={6} />}
      {list.isError && <Failed onRetry={() => void list.refetch()} />}
      {list.isSuccess && list.items.length === 0 && (
        <Empty
          title={say('app.nothing')}
          action={text !== '' && <Button onClick={() => setText('')}>{say('common.clear')}</Button>}
        />
      )}
      {list.items.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('ledger.account')}</th>
                <th scope="col" className="n">
                  {say('ledger.balanceIn', { currency })}
                </th>
              </tr>
            </thead>
            <tbody>
              {list.items.map(({ account, owner, balance }) => (
                <tr key={account}>
                  <th scope="row">
                    <Link to="/ledger" search={{ currency, kind, account }}>
                      {owner ?? account}
                    </Link>
                    <small className="num">{account}</small>
                  </th>
                  <td className="n">
                    <Figure value={balance} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
      <More list={list} />
    </section>
  );
}
