import type { GatewayExchange, WalletExchange } from '../exchange.ts';

/** The fields of the answer; throws when it is not the one that was expected. */
export function mustSucceed({
  title,
  succeeded,
  reply,
}: GatewayExchange | WalletExchange): Readonly<Record<string, string>> {
  if (succeeded) return reply.fields;
  throw new Error(`${title}: it failed, and the answer was ${JSON.stringify(reply.fields)}`);
}
