/**
 * Gives a whole payment back by a CANCEL, which closes it. Only on its day in GMT+8; which day it is, the
 * gateway decides, never the clock of this machine.
 */
import type { Partner } from '@sampan/sdk';

export type CancelEnd =
  | { readonly outcome: 'refunded' | 'unknown' }
  | { readonly outcome: 'too-late' };

export async function cancelWhole(
  { call }: Pick<Partner, 'call'>,
  paymentId: string,
): Promise<CancelEnd> {
  const result = await call('alipay.acquire.cancel', { out_trade_no: paymentId });
  if (result.outcome === 'success') return { outcome: 'refunded' };
  const isRefused = result.outcome === 'refused' && result.known && result.class === 'final';
  return { outcome: isRefused ? 'too-late' : 'unknown' };
}
