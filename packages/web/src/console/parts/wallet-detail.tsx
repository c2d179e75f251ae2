import type { WalletView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import {
  Amount,
  Button,
  dateText,
  dayOf,
  Facts,
  Failed,
  Field,
  fullTime,
  Loading,
  StatePill,
} from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { useSay } from '../words/use-say.ts';
import { Deed, useDeed } from './deed.tsx';
import { Figure } from './figure.tsx';
import { Wide } from './wide.tsx';

/** A wallet with its balance, limits and last payments, and what an operator may do. */
export function WalletDetail({ id }: { readonly id: string }) {
  const { say } = useSay();
  const wallet = useQuery({
    queryKey: ['wallet', id],
    queryFn: () => ask('GET /admin/wallets/:id', { params: { id } }),
  });
  if (wallet.isPending) return <Loading what={say('wallets.wallet')} rows={4} />;
  if (wallet.isError) {
    return (
      <section className="card">
        <Failed onRetry={() => void wallet.refetch()}>{say('refused.wallet')}</Failed>
      </section>
    );
  }
  return (
    <>
      <Head wallet={wallet.data} />
      <Payments trades={wallet.data.trades} />
    </>
  );
}

/** As merchants see it: the whole number is for the buyer. */
const masked = (login: string): string => login.replace(/\d(?=\d{4})/g, '•');

function Head({ wallet }: { readonly wallet: WalletView }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const deed = useDeed<'freeze' | 'top-up'>();
  const { walletId, loginId, status, balance, currency } = wallet;
  const limit = (value: string | undefined) =>
    value === undefined ? say('partners.noLimit') : `${currency} ${value}`;
  return (
    <section className="card" aria-labelledby="wallet">
      <header className="card-head">
        <div className="grow">
          <p className="cap num">{walletId}</p>
          <h2 id="wallet" className="num">
            {masked(loginId)}
          </h2>
        </div>
        <StatePill state={status === 'active' ? 'done' : 'refused'}>
          {say(`wallets.${status}`)}
        </StatePill>
        <Amount value={balance} currency={currency} size={28} />
      </header>
      <div className="pad two">
        <Facts
          facts={[
            { name: say('wallets.brand'), value: wallet.inst },
            { name: say('wallets.withoutPin'), value: limit(wallet.passwordFreeLimit) },
            { name: say('partners.largest'), value: limit(wallet.paymentLimit) },
            { name: say('partners.dayLimit'), value: limit(wallet.dayLimit) },
            { name: say('partners.monthLimit'), value: limit(wallet.monthLimit) },
            { name: say('wallets.since'), value: dateText(dayOf(wallet.createdAt), language) },
          ]}
        />
        <div className="stack">
          <Button full onClick={() => deed.ask('top-up')}>
            {say('wallets.topUp')}
          </Button>
          <Button kind="danger" full onClick={() => deed.ask('freeze')}>
            {status === 'active' ? say('wallets.freeze') : say('wallets.release')}
          </Button>
          <p>
            <Link to="/ledger" search={{ currency, kind: 'wallet', account: `wallet/${walletId}` }}>
              {say('wallets.toEntries')}
            </Link>
          </p>
        </div>
      </div>
      {deed.about === 'freeze' && <Freeze wallet={wallet} onClose={deed.close} />}
      {deed.about === 'top-up' && <TopUp wallet={wallet} onClose={deed.close} />}
    </section>
  );
}

interface Doing {
  readonly wallet: WalletView;
  readonly onClose: () => void;
}

function Freeze({ wallet: { walletId, loginId, status }, onClose }: Doing) {
  const { say } = useSay();
  const queries = useQueryClient();
  const isActive = status === 'active';
  const login = masked(loginId);
  return (
    <Deed
      title={say(isActive ? 'wallets.freezeTitle' : 'wallets.releaseTitle', { login })}
      what={isActive ? say('wallets.freezeWhat') : say('wallets.releaseWhat')}
      verb={isActive ? say('wallets.freezeVerb') : say('wallets.releaseVerb')}
      run={async () => {
        await ask('PATCH /admin/wallets/:id', {
          params: { id: walletId },
          body: { status: isActive ? 'frozen' : 'active' },
        });
        await queries.invalidateQueries();
      }}
      onClose={onClose}
    />
  );
}

function TopUp({ wallet: { walletId, loginId, currency }, onClose }: Doing) {
  const { say } = useSay();
  const queries = useQueryClient();
  const [amount, setAmount] = useState('');
  return (
    <Deed
      title={say('wallets.topUpTitle', { login: masked(loginId) })}
      what={say('wallets.topUpWhat')}
      verb={say('wallets.topUpVerb', { amount: `${currency} ${amount}` })}
      run={async (idempotencyKey) => {
        await ask('POST /admin/wallets/:id/top-ups', {
          params: { id: walletId },
          body: { amount },
          idempotencyKey,
        });
        await queries.invalidateQueries();
      }}
      onClose={onClose}
    >
      <Field
        label={say('wallets.amountIn', { currency })}
        inputMode="decimal"
        value={amount}
        onChange={({ target }) => setAmount(target.value)}
      />
    </Deed>
  );
}

type Trades = Awaited<ReturnType<typeof readWallet>>['trades'];
const readWallet = (id: string) => ask('GET /admin/wallets/:id', { params: { id } });

function Payments({ trades }: { readonly trades: Trades }) {
  const { say } = useSay();
  return (
    <section className="card" aria-labelledby="payments">
      <header className="card-head">
        <h2 id="payments">{say('wallets.payments')}</h2>
      </header>
      {trades.length === 0 && <p className="pad muted">{say('wallets.noPayments')}</p>}
      {trades.length > 0 && (
        <Wide>
          <table className="tbl">
            <thead>
              <tr>
                <th scope="col">{say('wallets.at')}</th>
                <th scope="col">{say('partners.state')}</th>
                <th scope="col">{say('wallets.subject')}</th>
                <th scope="col">{say('ledger.currency')}</th>
                <th scope="col" className="n">
                  {say('ledger.amount')}
                </th>
              </tr>
            </thead>
            <tbody>
              {trades.map((trade) => (
                <tr key={trade.tradeId}>
                  <td className="num">{fullTime(trade.createdAt)}</td>
                  <td>
                    <StatePill state={trade.status === 'finished' ? 'paid' : trade.status} />
                  </td>
                  <td>
                    {trade.subject}
                    <small className="num">{trade.partnerTransId}</small>
                  </td>
                  <td>{trade.currency}</td>
                  <td className="n">
                    <Figure value={trade.amount} />
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
