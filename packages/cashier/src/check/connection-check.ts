/**
 * Checks the way to the gateway before the first customer: an order of a small amount that is never shown, the
 * same order with another amount, which must be refused, and its cancel.
 */
import type { Partner } from '@sampan/sdk';
import type { ConnectionCheckView } from '../api/index.ts';
import type { TillParts } from '../parts.ts';

type Step = ConnectionCheckView['steps'][number];

export interface CheckParts extends Pick<TillParts, 'settings' | 'random' | 'currency'> {
  readonly partner: Pick<Partner, 'call'>;
  readonly idPrefix: string;
}

type Result = Awaited<ReturnType<Partner['call']>>;

export async function checkConnection({
  settings,
  random,
  currency,
  partner,
  idPrefix,
}: CheckParts): Promise<ConnectionCheckView> {
  const id = `${idPrefix}-check-${random.letters(12)}`;
  const open = (amount: string) =>
    partner.call('alipay.acquire.precreate', {
      out_trade_no: id,
      subject: settings.shop.en,
      product_code: 'OVERSEAS_MBARCODE_PAY',
      trans_currency: currency,
      currency,
      total_fee: amount,
      extend_params: settings.shopData,
    });
  const opened = await open('1');
  const steps: Step[] = [stepOf('order', opened, 'success')];
  if (opened.outcome === 'refused') return { steps };
  steps.push(stepOf('other-amount', await open('2'), 'refused'));
  const cancelled = await partner.call('alipay.acquire.cancel', { out_trade_no: id });
  return { steps: [...steps, stepOf('cancel', cancelled, 'success')] };
}

function stepOf(step: Step['step'], result: Result, wanted: Result['outcome']): Step {
  if (result.outcome === wanted) return { step, is: 'right' };
  if (result.outcome === 'unknown') return { step, is: 'silent', said: result.cause.message };
  const said = result.outcome === 'refused' ? `${result.code}: ${result.means}` : 'SUCCESS';
  return { step, is: 'wrong', said };
}
