import type { PortalTradeView } from '@sampan/api';
import { useRef } from 'react';
import { useSession } from '../session.ts';
import { useSay } from '../words/use-say.ts';
import { TradeListRow, TradeTableRow } from './trade-row.tsx';
import { useNarrow } from './use-narrow.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useWindowRows } from './use-window-rows.ts';

interface Rows {
  readonly pinned: readonly PortalTradeView[];
  readonly trades: readonly PortalTradeView[];
  /** How many there are in all, as far as it is known. */
  readonly total: number | undefined;
  readonly withDay: boolean;
  readonly more: (() => void) | undefined;
}

/** Trades as a table; below 900 px as rows of a list. */
export function TradeTable(rows: Rows) {
  return useNarrow() ? <NarrowRows {...rows} /> : <WideRows {...rows} />;
}

const idOf = ({ tradeId }: PortalTradeView): string => tradeId;

function WideRows({ pinned, trades, total, withDay, more }: Rows) {
  const { say } = useSay();
  const body = useRef<HTMLTableSectionElement>(null);
  const window = useWindowRows({ list: body, count: trades.length, height: 38, more });
  useRowKeys([...pinned, ...trades].map(idOf), (index) => window.scrollTo(index - pinned.length));
  return (
    <table className="trades" aria-rowcount={total === undefined ? -1 : total + 1}>
      <TradeHead />
      {pinned.length > 0 && (
        <tbody aria-label={say('trades.pinned')}>
          {pinned.map((trade) => (
            <TradeTableRow key={trade.tradeId} trade={trade} isPinned withDay={withDay} />
          ))}
        </tbody>
      )}
      <tbody ref={body}>
        <Space height={window.before} />
        {window.items.map(({ index }) => {
          const trade = trades[index];
          return trade && <TradeTableRow key={trade.tradeId} trade={trade} withDay={withDay} />;
        })}
        <Space height={window.after} />
      </tbody>
    </table>
  );
}

/** In place of the rows that are not in the page. */
function Space({ height }: { readonly height: number }) {
  if (height <= 0) return null;
  return (
    <tr className="space">
      <td colSpan={9} style={{ height }} />
    </tr>
  );
}

export function TradeHead() {
  const { say } = useSay();
  const { currency } = useSession().partner;
  return (
    <thead>
      <tr>
        <th scope="col">{say('trades.time')}</th>
        <th scope="col">{say('trades.status')}</th>
        <th scope="col">{say('trades.order')}</th>
        <th scope="col">{say('trades.shop')}</th>
        <th scope="col">{say('trades.wallet')}</th>
        <th scope="col">{say('trades.buyer')}</th>
        <th scope="col" className="n">
          {say('trades.amount', { currency })}
        </th>
        <th scope="col" className="n">
          {say('trades.refunded')}
        </th>
        <th scope="col" className="n">
          {say('trades.fee')}
        </th>
      </tr>
    </thead>
  );
}

function NarrowRows({ pinned, trades, withDay, more }: Rows) {
  const { say } = useSay();
  const list = useRef<HTMLUListElement>(null);
  const window = useWindowRows({ list, count: trades.length, height: 66, more });
  useRowKeys([...pinned, ...trades].map(idOf), (index) => window.scrollTo(index - pinned.length));
  return (
    <>
      {pinned.length > 0 && (
        <ul className="trade-rows" aria-label={say('trades.pinned')}>
          {pinned.map((trade) => (
            <li key={trade.tradeId}>
              <TradeListRow trade={trade} isPinned withDay={withDay} />
            </li>
          ))}
        </ul>
      )}
      <ul className="trade-rows" ref={list} aria-label={say('nav.trades')}>
        {window.before > 0 && <li aria-hidden="true" style={{ height: window.before }} />}
        {window.items.map(({ index }) => {
          const trade = trades[index];
          return (
            trade && (
              <li key={trade.tradeId}>
                <TradeListRow trade={trade} withDay={withDay} />
              </li>
            )
          );
        })}
        {window.after > 0 && <li aria-hidden="true" style={{ height: window.after }} />}
      </ul>
    </>
  );
}
