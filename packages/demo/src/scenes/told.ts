import type { Exchange } from '../exchange.ts';
import type { Receiver } from '../receiver.ts';

/**
 * The shop hears of the payment, or of an asynchronous refund. Whoever receives a notification compares it with the own order
 * before it books (07 §5); here that decides whether the demo has succeeded.
 */
export async function* told(
  receiver: Receiver,
  about: { readonly tradeId?: string; readonly refundId?: string },
  expected: Readonly<Record<string, string>>,
): AsyncGenerator<Exchange> {
  const { notification, verification } = await receiver.received(
    about.tradeId ?? '',
    about.refundId,
  );
  const said = notification.request.parameters;
  const fits = Object.entries({ trade_status: 'TRADE_SUCCESS', ...expected }).every(
    ([name, value]) => said[name] === value,
  );
  yield { ...notification, succeeded: notification.succeeded && fits };
  if (verification) yield verification;
}
