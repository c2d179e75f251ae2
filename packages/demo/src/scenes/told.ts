import type { Exchange } from '../exchange.ts';
import type { Receiver } from '../receiver.ts';

/**
 * The shop receives the notification of a payment or an asynchronous refund. A receiver must
 * compare it with its own order before booking (07 §5); here a mismatch fails the demo.
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
