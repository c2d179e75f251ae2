import type { BillView } from '@sampan/api';
import { add, formatAmount, isCurrency, type Money, parseAmount, zero } from '@sampan/primitives';
import { useEffect, useState } from 'react';
import {
  amountText,
  Button,
  Chip,
  dateText,
  dayOf,
  Empty,
  Failed,
  Loading,
  machine,
  SearchField,
} from '../../shared/index.ts';
import { byDay, DayHead } from '../parts/day-head.tsx';
import { OfflineLine } from '../parts/offline-line.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { chargeOf, PromptRow, TradeRow } from '../parts/trade-row.tsx';
import { useTrades } from '../queries.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

const kinds = ['all', 'payments', 'refunds', 'waiting'] as const;
type Kind = (typeof kinds)[number];

const statusOf = {
  all: undefined,
  payments: 'paid',
  refunds: 'refunded',
  waiting: 'waiting',
} as const;

/** People type faster than a server should be asked. */
const typingMs = 300;

/** All payments by day, with their refunds inside. */
export default function HistoryPage() {
  const { say } = useSay();
  const { prompts } = useWallet();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const { known, found, isSearching } = useFound(search, kind);
  const trades = isSearching && found.data ? found : known;
  const asked = new Set(prompts.map(({ tradeId }) => tradeId));
  const all = trades.data?.pages.flatMap((page) => page.trades) ?? [];
  const shown = all.filter(
    (bill) =>
      !asked.has(bill.tradeId) && (found.data || (isKind(bill, kind) && hits(bill, search))),
  );
  return (
    <div className="phone history">
      <header className="page-head">
        <h1>{say('history.title')}</h1>
        <SearchField label={say('history.search')} value={search} onChange={setSearch} />
        <div className="chips">
          {kinds.map((each) => (
            <Chip key={each} on={each === kind} onPress={() => setKind(each)}>
              {say(`history.${each}`)}
            </Chip>
          ))}
        </div>
        <OfflineLine />
      </header>
      <main>
        {prompts.length > 0 && (
          <ul className="card">
            {prompts.map((bill) => (
              <li key={bill.tradeId}>
                <PromptRow bill={bill} />
              </li>
            ))}
          </ul>
        )}
        {byDay(shown, ({ paidAt, createdAt }) => paidAt ?? createdAt).map(({ day, members }) => (
          <Day key={day} day={day} bills={members} />
        ))}
        {isSearching && !found.data && shown.length > 0 && <Searching found={found} />}
        {shown.length === 0 && (
          <section className="card">
            <Nothing
              trades={isSearching ? found : known}
              search={search}
              isFiltered={kind !== 'all'}
              onClear={() => {
                setSearch('');
                setKind('all');
              }}
            />
          </section>
        )}
        {trades.hasNextPage ? (
          <Button full busy={trades.isFetchingNextPage} onClick={() => void trades.fetchNextPage()}>
            {say('history.more')}
          </Button>
        ) : (
          shown.length > 0 && <End bills={all} />
        )}
      </main>
      <Tabs here="history" />
    </div>
  );
}

function Nothing({
  trades,
  search,
  isFiltered,
  onClear,
}: {
  readonly trades: ReturnType<typeof useTrades>;
  readonly search: string;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
}) {
  const { say } = useSay();
  const retry = () => void trades.refetch();
  if (trades.isPending) return <Loading what={say('history.loading')} rows={6} onRetry={retry} />;
  if (trades.isError) return <Failed onRetry={retry} />;
  if (search === '' && !isFiltered) {
    return <Empty title={say('history.empty')}>{say('history.emptySub')}</Empty>;
  }
  const what = search === '' ? say('history.empty') : say('history.noHit', { text: search });
  return (
    <Empty
      icon="search"
      title={what}
      action={<Button onClick={onClear}>{say('common.clear')}</Button>}
    />
  );
}

/** What is on the phone is shown at once; the server looks for the rest. */
function Searching({ found }: { readonly found: ReturnType<typeof useTrades> }) {
  const { say } = useSay();
  const retry = () => void found.refetch();
  if (found.isError) return <Failed onRetry={retry}>{say('history.searchFailed')}</Failed>;
  return <Loading what={say('history.searching')} rows={1} onRetry={retry} />;
}

/** The latest payments, which are known, and those that the server finds for a search. */
function useFound(search: string, kind: Kind) {
  const [text, setText] = useState('');
  const wanted = search.trim();
  useEffect(() => machine.after(wanted === '' ? 0 : typingMs, () => setText(wanted)), [wanted]);
  const isSearching = wanted !== '' || kind !== 'all';
  const isAsked = isSearching && text === wanted;
  const known = useTrades();
  const found = useTrades({ text: wanted, status: statusOf[kind] }, isAsked);
  return { known, found, isSearching };
}

function End({ bills }: { readonly bills: readonly BillView[] }) {
  const { language, say } = useSay();
  const oldest = bills.at(-1);
  if (!oldest) return null;
  return (
    <p className="end">
      {say('history.since', { date: dateText(dayOf(oldest.createdAt), language) })}
    </p>
  );
}

function Day({ day, bills }: { readonly day: string; readonly bills: readonly BillView[] }) {
  const { say } = useSay();
  const spent = spentOn(bills);
  return (
    <section>
      <DayHead day={day}>
        {spent !== undefined && (
          <span className="num">{say('history.spent', { amount: spent })}</span>
        )}
      </DayHead>
      <ul className="card">
        {bills.map((bill) => (
          <li key={bill.tradeId}>
            <TradeRow bill={bill} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What left the wallet on a day, after what came back for it. */
function spentOn(bills: readonly BillView[]): string | undefined {
  let sum: Money | undefined;
  for (const bill of bills) {
    const { value, currency } = chargeOf(bill);
    const amount =
      isCurrency(currency) && bill.status === 'paid' ? parseAmount(value, currency) : undefined;
    if (amount && (sum === undefined || sum.currency === amount.currency)) {
      sum = add(sum ?? zero(amount.currency), amount);
    }
  }
  return sum && amountText(formatAmount(sum), sum.currency);
}

const isKind = ({ status, refunds, refunded }: BillView, kind: Kind): boolean => {
  if (kind === 'payments') return status === 'paid';
  if (kind === 'refunds') return refunds.length > 0 || Number(refunded) > 0;
  return kind === 'all' || status === 'waiting';
};

/** By shop, amount, or part of the trade's number. */
export function hits(bill: BillView, search: string): boolean {
  const text = search.trim().toLowerCase();
  if (text === '') return true;
  const { merchant, store = '', subject, amount, charge = '', tradeId } = bill;
  return [merchant, store, subject, amount, charge, tradeId].some((each) =>
    each.toLowerCase().includes(text),
  );
}
