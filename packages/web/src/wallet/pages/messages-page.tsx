import type { MessageView } from '@sampan/api';
import {
  amountText,
  clockTime,
  Empty,
  Failed,
  IconAvatar,
  type IconName,
  ListRow,
  Loading,
  ShopAvatar,
} from '../../shared/index.ts';
import { byDay, DayHead } from '../parts/day-head.tsx';
import { OfflineLine } from '../parts/offline-line.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { chargeOf, PromptRow } from '../parts/trade-row.tsx';
import { useReadMessages } from '../use-messages.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';
import { useReason } from './transfers-page.tsx';

/** What waits for the buyer, what came and went, and what concerns the safety of the wallet. */
export default function MessagesPage() {
  const { say } = useSay();
  const { prompts } = useWallet();
  const { query, isNew } = useReadMessages();
  const told = query.data?.messages.filter(({ kind }) => kind !== 'prompt') ?? [];
  const retry = () => void query.refetch();
  return (
    <div className="phone messages">
      <header className="page-head">
        <h1>{say('messages.title')}</h1>
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
        {byDay(told, ({ at }) => at).map(({ day, members }) => (
          <section key={day}>
            <DayHead day={day} />
            <ul className="card">
              {members.map((message) => (
                <li key={message.messageId} className={isNew(message) ? 'unread' : undefined}>
                  <MessageRow message={message} />
                  {isNew(message) && <span className="sr">{say('messages.unread')}</span>}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {told.length > 0 && <p className="end">{say('messages.end')}</p>}
        {told.length === 0 && prompts.length === 0 && (
          <section className="card">
            {query.isPending ? (
              <Loading what={say('messages.loading')} rows={6} onRetry={retry} />
            ) : query.isError ? (
              <Failed onRetry={retry} />
            ) : (
              <Empty icon="bell" title={say('messages.empty')}>
                {say('messages.emptySub')}
              </Empty>
            )}
          </section>
        )}
      </main>
      <Tabs here="messages" />
    </div>
  );
}

const notices = {
  'new-device': ['phone', 'messages.newDevice'],
  'pin-changed': ['lock', 'messages.pinChanged'],
  'pin-reset': ['lock', 'messages.pinReset'],
  'limits-changed': ['settings', 'messages.limitsChanged'],
  'codes-paused': ['pause', 'messages.codesPaused'],
  'codes-resumed': ['barcode', 'messages.codesResumed'],
  frozen: ['freeze', 'messages.frozen'],
  unfrozen: ['freeze', 'messages.unfrozen'],
  'passkey-added': ['face', 'messages.passkeyAdded'],
  'passkey-removed': ['face', 'messages.passkeyRemoved'],
} as const satisfies Readonly<Record<string, readonly [IconName, string]>>;

const limitWords: Readonly<
  Record<string, 'me.limitFree' | 'me.limitPayment' | 'me.limitDay' | 'me.limitMonth'>
> = {
  passwordFree: 'me.limitFree',
  payment: 'me.limitPayment',
  day: 'me.limitDay',
  month: 'me.limitMonth',
};

function MessageRow({ message }: { readonly message: MessageView }) {
  const { say } = useSay();
  const reason = useReason();
  const { kind, at, bill, transfer } = message;
  const time = clockTime(at);
  if (bill && (kind === 'paid' || kind === 'refunded')) {
    const { merchant: shop } = bill;
    const isPaid = kind === 'paid';
    const amount = isPaid ? charged() : returned();
    return (
      <ListRow
        href={`#/trade/${bill.tradeId}`}
        avatar={isPaid ? <ShopAvatar name={shop} /> : <IconAvatar icon="back" />}
        title={say(isPaid ? 'messages.paid' : 'messages.returned', { shop, amount })}
        sub={time}
      />
    );
  }
  if (kind === 'bank-transfer' && transfer) {
    const amount = amountText(transfer.amount, transfer.currency);
    const isRefused = transfer.state === 'refused';
    const words =
      transfer.kind === 'top-up'
        ? isRefused
          ? 'messages.topUpRefused'
          : 'messages.topUp'
        : isRefused
          ? 'messages.withdrawalRefused'
          : 'messages.withdrawal';
    return (
      <ListRow
        href="#/transfers"
        avatar={<IconAvatar icon="bank" />}
        title={say(words, { amount })}
        sub={[time, reason(transfer)].filter(Boolean).join(' · ')}
      />
    );
  }
  if (kind === 'prompt' || kind === 'paid' || kind === 'refunded' || kind === 'bank-transfer') {
    return null;
  }
  const [icon, words] = notices[kind];
  return (
    <ListRow
      href="#/me"
      avatar={<IconAvatar icon={icon} />}
      title={say(words)}
      sub={[time, detail()].filter(Boolean).join(' · ')}
    />
  );

  function charged(): string {
    if (!bill) return '';
    const { value, currency } = chargeOf(bill);
    return amountText(value, currency);
  }

  /** This refund; a payment may have several. */
  function returned(): string {
    if (!bill) return '';
    const refund = bill.refunds.find((each) => each.at === at) ?? bill.refunds.at(-1);
    return refund?.charge === undefined || bill.chargeCurrency === undefined
      ? amountText(refund?.amount ?? bill.refunded, bill.currency)
      : amountText(refund.charge, bill.chargeCurrency);
  }

  function detail(): string | undefined {
    const text = message.detail;
    if (text === undefined) return undefined;
    if (kind === 'new-device' || kind === 'passkey-added')
      return say('messages.notYou', { what: text });
    if (kind !== 'limits-changed') return text;
    return text
      .split(' ')
      .flatMap((name) => limitWords[name] ?? [])
      .map((name) => say(name))
      .join(' · ');
  }
}
