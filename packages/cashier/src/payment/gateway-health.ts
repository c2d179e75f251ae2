/** How the gateway answers, by every request that the SDK makes. */
import type { CallEvent } from '@sampan/sdk';
import { isSilence } from './payment.ts';

export interface GatewayHealth {
  readonly answersInMs?: number;
  /** Since when no request had an answer. */
  readonly silentSince?: number;
}

export const resultText = ({ outcome, reason }: Pick<CallEvent, 'outcome' | 'reason'>): string =>
  reason === undefined ? outcome : `${outcome}: ${reason}`;

export function afterCall(health: GatewayHealth, event: CallEvent): GatewayHealth {
  if (!isSilence(resultText(event))) return { answersInMs: Math.round(event.tookMs) };
  return { ...health, silentSince: health.silentSince ?? Date.parse(event.startedAt) };
}

const calls: Readonly<Record<string, 'open' | 'query' | 'cancel' | 'refund'>> = {
  'alipay.acquire.overseas.spot.pay': 'open',
  'alipay.acquire.precreate': 'open',
  'alipay.acquire.overseas.query': 'query',
  'alipay.acquire.cancel': 'cancel',
  'alipay.acquire.overseas.spot.refund': 'refund',
};

/** Which request of which payment it was; undefined for anything else. */
export function callOf({ service, request }: CallEvent) {
  const call = calls[service];
  const paymentId = request['partner_trans_id'] ?? request['out_trade_no'];
  return call && paymentId !== undefined ? { call, paymentId } : undefined;
}
