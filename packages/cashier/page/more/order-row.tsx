import type { OrderView } from '@sampan/cashier/api';
import { Amount, clockTime, Icon, StateDot } from '@sampan/web/shared';
import { rowState, rowWord } from '../frame/rail.tsx';
import { goTo } from '../frame/route.ts';
import { walletName } from '../names.ts';
import { useTill } from '../store/store.ts';
import { useTillWords } from '../words/use-till-words.ts';

/** An order of a list; it opens its page. */
export function OrderRow({ order }: { readonly order: OrderView }) {
  const { say, language } = useTillWords();
  const till = useTill((state) => state.till);
  const payment = order.payments.at(-1);
  if (!payment) return null;
  const state = rowState(order, payment);
  const how =
    payment.kind === 'cash' || payment.kind === 'card'
      ? say(`row.${payment.kind}`)
      : walletName(till, payment.wallet, language) || say('row.wallet');
  return (
    <button type="button" className="row" onClick={() => goTo('order', order.id)}>
      <StateDot state={state} />
      <span className="what">
        <span className="t num">
          {clockTime(payment.at)} <span className="faint">{order.number}</span>
        </span>
        <span className="s line-1">
          {how} · {order.cashier}
        </span>
      </span>
      <span className="e">
        <Amount value={order.totals.total} currency={till?.currency ?? ''} withoutCurrency />
        <span className={`wd ${state}`}>{say(`row.${rowWord(order, payment)}`)}</span>
      </span>
      <Icon name="right" size={18} />
    </button>
  );
}
