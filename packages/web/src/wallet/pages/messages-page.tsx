import {
  Amount,
  amountText,
  clockTime,
  dayOf,
  dayText,
  Empty,
  IconAvatar,
  ListRow,
} from '../../shared/index.ts';
import { OfflineLine } from '../parts/offline-line.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { PromptRow } from '../parts/trade-row.tsx';
import { useTrades } from '../queries.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** What waits for the buyer, and what came back to the wallet. */
export default function MessagesPage() {
  const { language, say } = useSay();
  const { prompts } = useWallet();
  const bills = useTrades().data?.pages.flatMap((page) => page.trades) ?? [];
  const returned = bills
    .flatMap((bill) => bill.refunds.map((refund) => ({ bill, refund })))
    .sort((one, other) => (one.refund.at < other.refund.at ? 1 : -1));
  const isEmpty = prompts.length === 0 && returned.length === 0;
  return (
    <div className="phone messages">
      <header className="page-head">
        <h1>{say('messages.title')}</h1>
        <OfflineLine />
      </header>
      <main>
        <ul className="card">
          {prompts.map((bill) => (
            <li key={bill.tradeId}>
              <PromptRow bill={bill} />
            </li>
          ))}
          {returned.map(({ bill, refund }) => {
            const currency =
              refund.charge === undefined ? bill.currency : (bill.chargeCurrency ?? bill.currency);
            const value = refund.charge ?? refund.amount;
            return (
              <li key={`${bill.tradeId} ${refund.at}`}>
                <ListRow
                  href={`#/trade/${bill.tradeId}`}
                  avatar={<IconAvatar icon="back" />}
                  title={say('messages.returned', {
                    shop: bill.merchant,
                    amount: amountText(value, currency),
                  })}
                  sub={`${dayText(dayOf(refund.at), language)} · ${clockTime(refund.at)}`}
                  end={<Amount value={value} currency={currency} flow="in" withoutCurrency />}
                />
              </li>
            );
          })}
          {isEmpty && (
            <li>
              <Empty icon="bell" title={say('messages.empty')}>
                {say('messages.emptySub')}
              </Empty>
            </li>
          )}
        </ul>
      </main>
      <Tabs here="messages" />
    </div>
  );
}
