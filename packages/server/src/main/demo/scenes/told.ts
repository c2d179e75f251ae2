import type { Exchange, WalletExchange } from '../exchange.ts';
import type { Receiver } from '../receiver.ts';

/**
 * The shop hears of the payment. Whoever receives a notification compares it with the own order
 * before it books (07 §5); here that decides whether the demo has succeeded.
 */
export async function* told(
  receiver: Receiver,
  { reply }: WalletExchange,
  expected: Readonly<Record<string, string>>,
): AsyncGenerator<Exchange> {
  const { notification, verification } = await receiver.received(reply.fields['tradeId'] ?? '');
  const said = notification.request.parameters;
  const fits = Object.entries({ trade_status: 'TRADE_SUCCESS', ...expected }).every(
    ([name, value]) => said[name] === value,
  );
  yield { ...notification, succeeded: notification.succeeded && fits };
  if (verification) yield verification;
}
