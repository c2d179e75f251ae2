import type { PartnerId } from '@sampan/primitives';
import { systemClock } from '@sampan/primitives/node';
import type pg from 'pg';

const insertFacts = `insert into facts (fact_id, partner_id, trade_id, kind, happened_at, notify, content)
    select id, $1, id, 'paid', $2, $3, replace($4, '@', id)
    from (select lpad(($6::bigint + number)::text, 28, '0')
      from generate_series(1, $5::integer) as number) as made (id)`;

let stored = 0;

/** Stores the facts that payments would have stored for the notifier, without their trades. */
export async function storeFacts(
  client: pg.Client,
  given: { partnerId: PartnerId; url: string; count: number; signType: string },
): Promise<void> {
  const { partnerId, url, count, signType } = given;
  const at = systemClock.now();
  const none = { currency: 'HKD', minor: { $: '0' } };
  const amount = { currency: 'HKD', minor: { $: '3925' } };
  const par = { numerator: { $: '1' }, scale: 0 };
  const trade = {
    partnerId,
    partnerTransId: 'order-@',
    id: '@',
    product: 'transaction-qr',
    state: 'paid',
    amount,
    quote: {
      charge: amount,
      settlement: amount,
      chargeRate: par,
      settlementRate: par,
      payoutRate: par,
    },
    walletId: '2160000000000001',
    inst: 'ALIPAYHK',
    buyerLogin: '852-****0000',
    subject: 'Flat white',
    details: {},
    createdAt: at,
    expiresAt: at,
    payment: {
      paidAt: at,
      entryId: '@',
      feeRate: { numerator: { $: '0' }, scale: 0 },
      ...{ fee: none, feeReturned: none, refunded: none, refundReserved: none },
      ...{ chargeReturned: none, settlementReturned: none },
      refundUntil: at,
    },
  };
  const notify = JSON.stringify({ url, charset: 'UTF-8', signType });
  const happened = new Date(at).toISOString();
  const content = JSON.stringify({ trade });
  await client.query(insertFacts, [partnerId, happened, notify, content, count, stored]);
  stored += count;
}
