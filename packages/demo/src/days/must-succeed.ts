import type { GatewayExchange, WalletExchange } from '../exchange.ts';

/** The reply's fields; throws when the reply is not the expected one. */
export function mustSucceed({
  title,
  succeeded,
  reply,
}: GatewayExchange | WalletExchange): Readonly<Record<string, string>> {
  if (succeeded) return reply.fields;
  throw new Error(`${title}: it failed, and the answer was ${JSON.stringify(reply.fields)}`);
}
