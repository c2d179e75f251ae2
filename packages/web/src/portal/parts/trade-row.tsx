import type { PortalTradeView } from '@sampan/api';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  Amount,
  classNames,
  fullTime,
  ShopAvatar,
  StateDot,
  StatePill,
} from '../../shared/index.ts';
import { figure } from '../figure.ts';
import { useSession } from '../session.ts';
import { dayAndTime } from '../times.ts';
import { isSomething, stateOf } from '../trade-state.ts';
import { useSay } from '../words/use-say.ts';

interface Row {
  readonly trade: PortalTradeView;
  readonly isPinned?: boolean;
  /** Whether the list may show more than one day. */
  readonly withDay?: boolean;
}

/** A row of the table; its first link is the whole row for keys. */
export function TradeTableRow({ trade, isPinned = false, withDay = false }: Row) {
  const { language, say } = useSay();
  const { partner } = useSession();
  const { tradeId, partnerTransId, createdAt, inst, buyerLogin, amount, currency, fee } = trade;
  const { state, words, isStruck } = stateOf(trade);
  return (
    <tr className={classNames(isPinned && 'pin')}>
      <td>
        <time dateTime={createdAt}>
          {withDay ? dayAndTime(createdAt, language) : fullTime(createdAt).slice(11)}
        </time>
      </td>
      <td>
        <StatePill state={state}>{say(words)}</StatePill>
      </td>
      <td>
        <TradeLink id={tradeId}>{partnerTransId}</TradeLink>
      </td>
      <td>
        <Store trade={trade} />
      </td>
      <td>{say(`wallet.${inst}`)}</td>
      <td className="num muted">{buyerLogin}</td>
      <td className="n strong">
        {currency !== partner.currency && <small>{currency} </small>}
        {isStruck ? <s className="faint">{figure(amount)}</s> : figure(amount)}
      </td>
      <td className="n">{isSomething(trade.refunded) && figure(`-${trade.refunded}`)}</td>
      <td className="n muted">{fee === undefined ? '–' : figure(fee)}</td>
    </tr>
  );
}

/** The same on a small screen. */
export function TradeListRow({ trade, isPinned = false, withDay = false }: Row) {
  const { language, say } = useSay();
  const { state, words, isStruck } = stateOf(trade);
  const { tradeId, partnerTransId, createdAt, amount, currency } = trade;
  const { partner } = useSession();
  return (
    <Link
      to="/trades/$id"
      params={{ id: tradeId }}
      search={(old) => old}
      className={classNames('row', isPinned && 'pin')}
      data-row={tradeId}
    >
      <StateDot state={state} />
      <span className="what">
        <span className="t line-1 num">{partnerTransId}</span>
        <span className="s line-1">
          <Store trade={trade} />
          {' · '}
          <time dateTime={createdAt}>
            {withDay ? dayAndTime(createdAt, language) : fullTime(createdAt).slice(11)}
          </time>
        </span>
      </span>
      <span className="e">
        <Amount
          value={amount}
          currency={currency}
          withoutCurrency={currency === partner.currency}
          struck={isStruck}
        />
        <span className={`state-word ${state}`}>{say(words)}</span>
      </span>
    </Link>
  );
}

/** To a trade; the filters of the list stay in the address for the way back. */
function TradeLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Link
      to="/trades/$id"
      params={{ id }}
      search={(old) => old}
      className="num line-1"
      data-row={id}
    >
      {children}
    </Link>
  );
}

function Store({ trade: { storeName, storeId } }: Pick<Row, 'trade'>) {
  const name = storeName ?? storeId;
  if (name === undefined) return '–';
  return (
    <span className="shop line-1">
      <ShopAvatar name={name} size={20} />
      {name}
    </span>
  );
}
