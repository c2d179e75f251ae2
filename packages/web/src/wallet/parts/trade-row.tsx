import type { BillView } from '@sampan/api';
import {
  Amount,
  Button,
  clockTime,
  ListRow,
  NestedRow,
  ShopAvatar,
  StateDot,
  StatePill,
  useNow,
} from '../../shared/index.ts';
import { serverClock } from '../server-clock.ts';
import { useWallet } from '../wallet-context.ts';
import { useSay } from '../words/use-say.ts';

/** A payment in a list, with its refunds inside. */
export function TradeRow({
  bill,
  flat = false,
}: {
  readonly bill: BillView;
  readonly flat?: boolean;
}) {
  const { say } = useSay();
  const { tradeId, merchant, store, status, createdAt, paidAt, refunds } = bill;
  const { prompts } = useWallet();
  if (prompts.some((prompt) => prompt.tradeId === tradeId)) return <PromptRow bill={bill} />;
  const time = clockTime(paidAt ?? createdAt);
  const place = store !== undefined && store !== merchant ? `${store} · ` : '';
  const shown = chargeOf(bill);
  return (
    <>
      <ListRow
        href={
          status === 'waiting' && bill.product !== 'barcode'
            ? `#/order/${tradeId}`
            : `#/trade/${tradeId}`
        }
        avatar={
          status === 'waiting' ? (
            <StateDot state="waiting" size={40} />
          ) : (
            <ShopAvatar name={merchant} />
          )
        }
        title={merchant}
        sub={`${place}${time}`}
        end={
          <>
            <Amount
              {...shown}
              withoutCurrency
              {...(status === 'paid' ? { flow: 'out' } : { struck: status === 'closed' })}
            />
            <TradePill bill={bill} />
          </>
        }
      />
      {!flat &&
        refunds.map((refund) => (
          <NestedRow
            key={refund.at}
            amount={
              <Amount
                value={refund.charge ?? refund.amount}
                currency={shown.currency}
                flow="in"
                withoutCurrency
              />
            }
          >
            {say('history.refund', { time: refundTime(refund.at, createdAt) })}
          </NestedRow>
        ))}
    </>
  );
}

/** What the wallet paid, in its own currency. */
export const chargeOf = ({ amount, currency, charge, chargeCurrency }: BillView) =>
  charge !== undefined && chargeCurrency !== undefined
    ? { value: charge, currency: chargeCurrency }
    : { value: amount, currency };

const refundTime = (at: string, createdAt: string): string =>
  at.slice(0, 10) === createdAt.slice(0, 10)
    ? clockTime(at)
    : `${at.slice(5, 10)} ${clockTime(at)}`;

/** The state in a word, when it is not simply paid. */
function TradePill({ bill }: { readonly bill: BillView }) {
  const { say } = useSay();
  const { status, refunded, amount } = bill;
  if (status === 'closed' && Number(refunded) > 0) return <StatePill state="refund" />;
  if (status === 'closed') return <StatePill state="closed" />;
  if (status === 'waiting') return <StatePill state="waiting" />;
  if (Number(refunded) === 0) return null;
  if (refunded === amount) return <StatePill state="refund" />;
  return <StatePill state="refund">{say('result.refundedPart')}</StatePill>;
}

/** A shop asks for the PIN. */
export function PromptRow({ bill }: { readonly bill: BillView }) {
  const { say } = useSay();
  const { openPrompt } = useWallet();
  const now = useNow();
  const seconds = serverClock.secondsUntil(bill.expiresAt, now);
  return (
    <ListRow
      avatar={<StateDot state="waiting" size={40} />}
      title={bill.merchant}
      sub={say('prompt.waiting', { seconds })}
      end={
        <Button kind="brand" onClick={() => openPrompt(bill.tradeId)}>
          {say('prompt.enter')}
        </Button>
      }
    />
  );
}
