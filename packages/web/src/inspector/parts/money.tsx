import type { OrderStateView, WholeExchangeView } from '@sampan/api';
import { amountText, Facts, fullTime } from '../../shared/index.ts';
import { useSay } from '../words/use-say.ts';

type Trade = NonNullable<WholeExchangeView['trade']>;

/** What the exchange did to its order, and what the order is now, with its entries. */
export function Money({ exchange }: { readonly exchange: WholeExchangeView }) {
  const { say } = useSay();
  const state = useOrderState();
  const { id, trade, sequence } = exchange;
  const step = sequence.find((each) => each.id === id);
  const before = step && state(step.before);
  const after = step && state(step.after);
  return (
    <section className="card ck">
      <h3>{say('money.title')}</h3>
      <p className="muted">
        {!before || !after || (step?.before.status === 'none' && step.after.status === 'none')
          ? say('money.none')
          : before === after
            ? say('money.same', { state: after })
            : say('money.changed', { before, after })}
      </p>
      {trade && <Order trade={trade} />}
    </section>
  );
}

function Order({ trade }: { readonly trade: Trade }) {
  const { say } = useSay();
  const state = useOrderState();
  const { amount, currency, partnerTransId } = trade;
  const facts = [
    { name: say('money.order'), value: <span className="mono">{partnerTransId}</span> },
    ...('tradeId' in trade
      ? [{ name: say('money.trade'), value: <span className="mono">{trade.tradeId}</span> }]
      : []),
    ...(amount !== undefined && currency !== undefined
      ? [{ name: say('money.amount'), value: amountText(amount, currency), strong: true }]
      : []),
    ...('buyerLogin' in trade ? [{ name: say('money.buyer'), value: trade.buyerLogin }] : []),
    {
      name: say('money.now'),
      value: state({
        status: trade.status,
        ...('refunded' in trade && trade.refunded !== undefined && { refunded: trade.refunded }),
      }),
    },
  ];
  return (
    <>
      <Facts facts={facts} />
      {'entries' in trade && trade.entries.length > 0 && (
        <details>
          <summary>
            {say('money.entries')} · {trade.entries.length}
          </summary>
          {trade.entries.map(({ entryId, kind, bookedAt, transfers }) => (
            <div key={entryId} className="entry">
              <p className="cap">
                <span className="mono">{kind}</span> · {fullTime(bookedAt)}
              </p>
              <div className="wide-table">
                <table className="sent">
                  <thead>
                    <tr>
                      <th>{say('money.debit')}</th>
                      <th>{say('money.credit')}</th>
                      <th className="right">{say('money.amount')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {transfers.map((transfer, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: transfers have no id of their own
                      <tr key={index}>
                        <td className="mono">{transfer.debit}</td>
                        <td className="mono">{transfer.credit}</td>
                        <td className="right">{amountText(transfer.amount, transfer.currency)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </div>
          ))}
        </details>
      )}
    </>
  );
}

/** An order's state in words. */
export function useOrderState(): (state: OrderStateView) => string {
  const { say } = useSay();
  return ({ status, refunded }) => {
    const word =
      status === 'none' || status === 'pre-ordered' || status === 'tombstone'
        ? say(`state.${status}`)
        : say(`trade.${status}`);
    return refunded === undefined || Number(refunded) === 0
      ? word
      : `${word}, ${say('money.refunded', { amount: refunded })}`;
  };
}
