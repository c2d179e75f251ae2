/** What `sampan demo` plays: a day at a shop, with each of the three products. */
import { randomBytes } from 'node:crypto';
import type { Operations } from '../commands/operations-client.ts';
import type { Caller } from './call-gateway.ts';
import type { Cast } from './cast.ts';
import type { Exchange } from './exchange.ts';
import { openReceiver } from './receiver.ts';
import { barcode } from './scenes/barcode.ts';
import { merchantCode } from './scenes/merchant-code.ts';
import { transactionCode } from './scenes/transaction-code.ts';

const scenes = [barcode, transactionCode, merchantCode];

/** Plays one exchange after the other, until one of them fails. */
export async function* playScenes(
  operations: Operations,
  { gateway, cast }: { gateway: string; cast: Cast },
): AsyncGenerator<Exchange> {
  const caller: Caller = { gateway, ...cast };
  const [hongKong = '', mainland = hongKong] = cast.buyers;
  const run = randomBytes(5).toString('hex');
  const receiver = await openReceiver(caller, run);
  try {
    for (const scene of scenes) {
      yield* scene({ operations, caller, hongKong, mainland, receiver, run });
    }
  } finally {
    await receiver.close();
  }
}
