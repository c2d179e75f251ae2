import type { Partner } from '@sampan/sdk';
import type { Payment } from './payment.ts';

type Says = NonNullable<Payment['checked']>['says'];

const words: Readonly<Record<string, Says>> = {
  TRADE_SUCCESS: 'paid',
  TRADE_FINISHED: 'paid',
  TRADE_CLOSED: 'returned',
};

/** What the gateway says of a payment; undefined when it gives no answer. */
export async function saidOf(
  { call }: Pick<Partner, 'call'>,
  id: string,
): Promise<Says | undefined> {
  const result = await call('alipay.acquire.overseas.query', { partner_trans_id: id });
  if (result.outcome === 'success') return words[result.reply.alipay_trans_status ?? ''];
  const isUnknown = result.outcome === 'refused' && result.code === 'TRADE_NOT_EXIST';
  return isUnknown ? 'not-known' : undefined;
}
