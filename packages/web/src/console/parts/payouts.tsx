import type { PayoutsView } from '@sampan/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, ButtonLink, dateText, Failed, fullTime, Loading } from '../../shared/index.ts';
import { ask } from '../api/client.ts';
import { useLanguage } from '../language.ts';
import { useSay } from '../words/use-say.ts';
import { Deed, useDeed } from './deed.tsx';
import { Figure } from './figure.tsx';
import { Wide } from './wide.tsx';

/** Payments ordered from the bank for a settlement day, and which batches are in no order. */
export function Payouts({ day }: { readonly day: string }) {
  const { say } = useSay();
  const { language } = useLanguage();
  const deed = useDeed<true>();
  const queries = useQueryClient();
  const params = { date: day };
  const payouts = useQuery({
    queryKey: ['payouts', day],
    queryFn: () => ask('GET /admin/payouts/:date', { params }),
  });
  const title = say('payouts.of', { day: dateText(day, language) });
  const ready = payouts.data?.notOrdered.filter(({ why }) => why === 'not-ordered-yet') ?? [];
  return (
    <section className="card" aria-labelledby="payouts">
      <header className="card-head">
        <h2 id="payouts">{title}</h2>
        {payouts.data && (
          <Button
            onClick={() => deed.ask(true)}
            offBecause={ready.length === 0 ? say('payouts.nothingReady') : undefined}
          >
            {say('payouts.order')}
          </Button>
        )}
      </header>
      {payouts.isPending && <Loading what={title} rows={3} />}
      {payouts.isError && <Failed onRetry={() => void payouts.refetch()} />}
      {payouts.data && <Orders payouts={payouts.data} />}
      {payouts.data && payouts.data.notOrdered.length > 0 && <Left payouts={payouts.data} />}
      {deed.about && (
        <Deed
          title={say('payouts.orderTitle', { day: dateText(day, language) })}
          what={say('payouts.orderWhat', { count: ready.length })}
          verb={say('payouts.orderVerb')}
          run={async (idempotencyKey) => {
            await ask('POST /admin/payouts/:date', { params, body: {}, idempotencyKey });
            await queries.invalidateQueries();
          }}
          onClose={deed.close}
        />
      )}
    </section>
  );
}

function Orders({ payouts: { date, orders } }: { readonly payouts: PayoutsView }) {
  const { say } = useSay();
  const { language } = useLanguage();
  if (orders.length === 0) return <p className="pad muted">{say('payouts.noOrder')}</p>;
  return (
    <Wide>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{say('payouts.message')}</th>
            <th scope="col">{say('payouts.made')}</th>
            <th scope="col">{say('payouts.executed')}</th>
            <th scope="col" className="n">
              {say('payouts.count')}
            </th>
            <th scope="col">{say('ledger.currency')}</th>
            <th scope="col" className="n">
              {say('ledger.total')}
            </th>
            <th scope="col">
              <span className="sr">{say('payouts.download')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {orders.map((order) => (
            <tr key={order.messageId}>
              <th scope="row" className="num">
                {order.messageId}
              </th>
              <td className="num">{fullTime(order.madeAt)}</td>
              <td>{dateText(order.executedOn, language)}</td>
              <td className="n num">{order.payouts}</td>
              <td>{order.currency}</td>
              <td className="n">
                <Figure value={order.total} />
              </td>
              <td className="n">
                <ButtonLink
                  size="desk"
                  icon="download"
                  href={`../admin/payouts/${date}/${order.currency}/${order.number}`}
                  download={`${order.messageId}.xml`}
                  aria-label={`pain.001: ${order.messageId}`}
                >
                  pain.001
                </ButtonLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** Held batches are listed apart, and are in no sum. */
function Left({ payouts: { notOrdered } }: { readonly payouts: PayoutsView }) {
  const { say } = useSay();
  return (
    <>
      <h3 className="sub">{say('payouts.left')}</h3>
      <Wide>
        <table className="tbl">
          <thead>
            <tr>
              <th scope="col">{say('partners.partner')}</th>
              <th scope="col">{say('payouts.why')}</th>
              <th scope="col">{say('ledger.currency')}</th>
              <th scope="col" className="n">
                {say('ledger.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {notOrdered.map((batch) => (
              <tr key={batch.batchId}>
                <th scope="row">
                  <Link to="/partners" search={{ open: batch.partnerId }} className="num">
                    {batch.partnerId}
                  </Link>
                </th>
                <td>{say(`payouts.${batch.why}`, { currency: batch.currency })}</td>
                <td>{batch.currency}</td>
                <td className="n">
                  <Figure value={batch.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Wide>
    </>
  );
}
