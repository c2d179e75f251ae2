/**
 * The scenes of `sampan demo`: a day at a shop of each contract, with each of the three products.
 */
import { randomBytes } from 'node:crypto';
import type { Cast, CastPartner } from './cast.ts';
import type { Exchange } from './exchange.ts';
import type { Operations } from './operations.ts';
import { openReceiver } from './receiver.ts';
import { barcode } from './scenes/barcode.ts';
import { merchantCode } from './scenes/merchant-code.ts';
import { rateFile } from './scenes/rate-file.ts';
import { standardBarcode } from './scenes/standard-barcode.ts';
import { standardCodes } from './scenes/standard-codes.ts';
import { transactionCode } from './scenes/transaction-code.ts';
import type { Scene } from './stage.ts';

/** Plays the exchanges in order and stops at the first failure. */
export async function* playScenes(
  operations: Operations,
  { gateway, cast }: { gateway: string; cast: Cast },
): AsyncGenerator<Exchange> {
  yield* playAt(cast.hongKong, [barcode, transactionCode, merchantCode]);
  yield* playAt(cast.standard, [rateFile, standardBarcode, standardCodes]);

  async function* playAt(partner: CastPartner, scenes: readonly Scene[]): AsyncGenerator<Exchange> {
    const caller = { gateway, ...partner };
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
}
