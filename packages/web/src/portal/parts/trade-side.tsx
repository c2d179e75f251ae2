import type { WholePortalTradeView } from '@sampan/api';
import { CopyId, type Fact, Facts } from '../../shared/index.ts';
import { figure } from '../figure.ts';
import { isSomething } from '../trade-state.ts';
import { useSay } from '../words/use-say.ts';

interface Told {
  readonly trade: WholePortalTradeView;
}

/** What the trade comes to for the partner. */
export function MoneyCard({ trade }: Told) {
  const { say } = useSay();
  const { amount, currency, fee, feeReturned, feeRate, paidAt, charge, chargeCurrency } = trade;
  if (paidAt === undefined) return null;
  const shown: Fact[] = [{ name: say('money.paid', { currency }), value: figure(amount) }];
  const add = (name: string, value: string | undefined, sign = '') => {
    if (isSomething(value)) shown.push({ name, value: figure(`${sign}${value}`) });
  };
  add(say('money.refunded'), trade.refunded, '-');
  add(
    feeRate === undefined ? say('money.fee') : say('money.feeRate', { rate: percent(feeRate) }),
    fee,
    '-',
  );
  add(say('money.feeReturned'), feeReturned);
  add(say('money.reserved'), trade.refundReserved, '-');
  add(say('money.channelFee'), trade.channelFee);
  if (trade.left !== undefined && isSomething(trade.refunded)) {
    shown.push({ name: say('money.left'), value: figure(trade.left), strong: true });
  }
  const hasOther = chargeCurrency !== undefined && chargeCurrency !== currency;
  return (
    <section className="card pad side-card" aria-labelledby="money">
      <h2 id="money">{say('trade.money')}</h2>
      <Facts facts={shown} />
      {hasOther && charge !== undefined && (
        <p className="cap num">
          {say('money.charged', {
            amount: `${chargeCurrency} ${figure(charge)}`,
            rate: trade.chargeRate ?? '',
          })}
        </p>
      )}
      {trade.settlementCurrency !== undefined && trade.settlementCurrency !== currency && (
        <p className="cap num">
          {say('money.settles', {
            amount: `${trade.settlementCurrency} ${figure(trade.settlement ?? '')}`,
          })}
        </p>
      )}
    </section>
  );
}

/** `0.006` is `0.6 %`. */
export function percent(rate: string): string {
  const [whole = '0', decimals = ''] = rate.split('.');
  const digits = `${whole}${decimals.padEnd(2, '0')}`;
  const at = whole.length + 2;
  const left = digits.slice(0, at).replace(/^0+(?=\d)/, '');
  const right = digits.slice(at).replace(/0+$/, '');
  return `${left}${right && `.${right}`} %`;
}

/** Every id by which the trade is found. */
export function IdsCard({ trade }: Told) {
  const { say } = useSay();
  const ids = [
    { name: say('ids.order'), id: trade.partnerTransId },
    { name: say('ids.trade'), id: trade.tradeId },
    ...trade.refunds.map(({ partnerRefundId }) => ({
      name: say('ids.refund'),
      id: partnerRefundId,
    })),
    ...(trade.merchantCode === undefined
      ? []
      : [{ name: say('ids.code'), id: trade.merchantCode }]),
  ];
  return (
    <section className="card pad side-card" aria-labelledby="ids">
      <h2 id="ids">{say('trade.ids')}</h2>
      <dl className="ids">
        {ids.map(({ name, id }) => (
          <div key={`${name} ${id}`}>
            <dt>{name}</dt>
            <dd>
              <CopyId id={id} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function BuyerCard({ trade: { inst, buyerLogin, product } }: Told) {
  const { say } = useSay();
  const facts: readonly Fact[] = [
    { name: say('trades.wallet'), value: say(`wallet.${inst}`) },
    { name: say('buyer.login'), value: <span className="num">{buyerLogin}</span> },
    { name: say('buyer.way'), value: say(`product.${product}`) },
  ];
  return (
    <section className="card pad side-card" aria-labelledby="buyer">
      <h2 id="buyer">{say('trades.buyer')}</h2>
      <Facts facts={facts} />
    </section>
  );
}
