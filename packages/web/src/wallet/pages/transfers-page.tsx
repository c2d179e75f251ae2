import type { BankTransferView } from '@sampan/api';
import {
  Amount,
  Button,
  ButtonLink,
  clockTime,
  Empty,
  Failed,
  IconAvatar,
  ListRow,
  Loading,
  StatePill,
  TopBar,
} from '../../shared/index.ts';
import { byDay, DayHead } from '../parts/day-head.tsx';
import { OfflineLine } from '../parts/offline-line.tsx';
import { useTransfers } from '../use-transfer.ts';
import { useSay } from '../words/use-say.ts';

/** What moved between the bank and the wallet, and what waits for the operator. */
export default function TransfersPage() {
  const { say } = useSay();
  const transfers = useTransfers();
  const all = transfers.data?.pages.flatMap((page) => page.transfers) ?? [];
  const retry = () => void transfers.refetch();
  return (
    <div className="phone history">
      <TopBar title={say('transfer.list')} onBack={() => history.back()} />
      <main>
        <OfflineLine />
        {byDay(all, ({ requestedAt }) => requestedAt).map(({ day, members }) => (
          <section key={day}>
            <DayHead day={day} />
            <ul className="card">
              {members.map((transfer) => (
                <li key={transfer.transferId}>
                  <TransferRow transfer={transfer} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {all.length === 0 && (
          <section className="card">
            {transfers.isPending ? (
              <Loading what={say('transfer.loading')} rows={6} onRetry={retry} />
            ) : transfers.isError ? (
              <Failed onRetry={retry} />
            ) : (
              <Empty
                icon="bank"
                title={say('transfer.empty')}
                action={<ButtonLink href="#/top-up">{say('topUp.title')}</ButtonLink>}
              >
                {say('transfer.emptySub')}
              </Empty>
            )}
          </section>
        )}
        {transfers.hasNextPage && (
          <Button
            full
            busy={transfers.isFetchingNextPage}
            onClick={() => void transfers.fetchNextPage()}
          >
            {say('history.more')}
          </Button>
        )}
      </main>
    </div>
  );
}

function TransferRow({ transfer }: { readonly transfer: BankTransferView }) {
  const { say } = useSay();
  const reason = useReason();
  const { kind, state, amount, currency, requestedAt } = transfer;
  const flow = kind === 'top-up' ? 'in' : 'out';
  return (
    <ListRow
      avatar={<IconAvatar icon="bank" />}
      title={say(kind === 'top-up' ? 'transfer.topUp' : 'transfer.withdrawal')}
      sub={[clockTime(requestedAt), reason(transfer)].filter(Boolean).join(' · ')}
      end={
        <>
          <Amount
            value={amount}
            currency={currency}
            withoutCurrency
            {...(state === 'done' ? { flow } : { struck: state === 'refused' })}
          />
          {state !== 'done' && <StatePill state={state === 'requested' ? 'waiting' : 'refused'} />}
        </>
      }
    />
  );
}

/** Why a transfer was refused, in the buyer's language where the server has named it. */
export function useReason(): (transfer: BankTransferView) => string | undefined {
  const { say } = useSay();
  return ({ reason }) => {
    if (reason === undefined) return undefined;
    if (reason === 'balance-not-enough') return say('transfer.noBalance');
    if (reason === 'wallet-frozen') return say('transfer.frozen');
    return say('transfer.reason', { reason });
  };
}
