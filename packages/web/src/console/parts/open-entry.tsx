import type { LedgerEntryView } from '@sampan/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Failed, fullTime, IconButton, Loading } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useSay } from '../words/use-say.ts';
import { Figure } from './figure.tsx';
import { Wide } from './wide.tsx';

/** All that one cause moved, and the cause. */
export function OpenEntry({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { say } = useSay();
  const box = useRef<HTMLElement>(null);
  const entry = useQuery({
    queryKey: ['entry', id],
    queryFn: () => ask('GET /admin/entries/:id', { params: { id } }),
  });
  const isShown = entry.isSuccess;
  useEffect(() => {
    if (isShown) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  return (
    <section className="drill" ref={box} aria-label={say('ledger.entryNamed', { id })}>
      {entry.isPending && <Loading what={say('ledger.entry')} rows={3} />}
      {entry.isError && (
        <Failed onRetry={() => void entry.refetch()}>{say('refused.entry')}</Failed>
      )}
      {entry.isSuccess && <Transfers entry={entry.data} onClose={onClose} />}
    </section>
  );
}

function Transfers({
  entry,
  onClose,
}: {
  readonly entry: LedgerEntryView;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const { entryId, kind, bookedAt, cause, transfers } = entry;
  const order = cause.partnerTransId;
  return (
    <>
      <header>
        <h3 className="num">{say('ledger.entryNamed', { id: entryId })}</h3>
        <p className="muted">
          {order === undefined
            ? say(`entry.${kind}`)
            : say('ledger.entryOf', { kind: say(`entry.${kind}`), order })}
          {', '}
          <span className="num">{fullTime(bookedAt)}</span>
        </p>
        <IconButton icon="cross" label={say('common.close')} onClick={onClose} />
      </header>
      <Wide>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{say('ledger.from')}</th>
              <th scope="col">{say('ledger.to')}</th>
              <th scope="col">{say('ledger.currency')}</th>
              <th scope="col" className="n">
                {say('ledger.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {transfers.map(({ debit, credit, amount, currency }) => (
              <tr key={`${debit} ${credit} ${amount}`}>
                <td>
                  <AccountLink account={debit} currency={currency} />
                </td>
                <td>
                  <AccountLink account={credit} currency={currency} />
                </td>
                <td>{currency}</td>
                <td className="n">
                  <Figure value={amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
      <p className="foot-note">
        {say('ledger.bookedOnce', { count: transfers.length })}
        {cause.walletId !== undefined && (
          <Link to="/wallets" search={{ open: cause.walletId }}>
            {say('ledger.toWallet')}
          </Link>
        )}
        {cause.partnerId !== undefined && (
          <Link to="/partners" search={{ open: cause.partnerId }}>
            {say('ledger.toPartner')}
          </Link>
        )}
      </p>
    </>
  );
}

function AccountLink({
  account,
  currency,
}: {
  readonly account: string;
  readonly currency: string;
}) {
  return (
    <Link to="/ledger" search={{ currency, account }} className="num">
      {account}
    </Link>
  );
}
