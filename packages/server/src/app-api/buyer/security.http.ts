import type { FastifyInstance } from 'fastify';
import { readWaitingTrades } from '#acquiring';
import { endPaymentCodes, isSimplePin, readWallet, storeOwnFreeze, type Wallet } from '#wallet';
import { conflict } from '../problem.ts';
import { pageOf, setDeviceCookie, usualCookies } from '../session-cookie.ts';
import { isPrompt } from './bill.ts';
import { requirePin } from './buyer-fields.ts';
import { frozen, pinProblem, requireRightPin } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { walletEvent } from './new-wallet-event.ts';
import { serve } from './serve.http.ts';
import { walletView } from './views.ts';

/** Prompts close after minutes; a wallet that has more is under attack, and the rest expires. */
const promptsMax = 100;

/** The PIN, and the freeze of a wallet whose phone is lost. */
export function securityRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { reader, writer, clock, signIn, acquiring, live, cookies = usualCookies } = world;

  serve(app, world, 'POST /pin', async ({ caller: { wallet, session }, body }, request, reply) => {
    const page = pageOf(request);
    const [pin, next] = [requirePin(body.pin), requirePin(body.newPin)];
    if (isSimplePin(next)) {
      throw conflict('pin-too-simple', 'This PIN is among the first that a thief tries', 'newPin');
    }
    if (body.pin === body.newPin) {
      throw conflict('pin-as-before', 'The new PIN is the old one', 'newPin');
    }
    const buyer = { walletId: wallet.id, login: wallet.loginId, session };
    const changed = await signIn.changePin(buyer, pin, next);
    if (changed.outcome !== 'changed') throw pinProblem(changed, reply);
    live.tell(wallet.id);
    const device = changed.device.reveal();
    if (page === undefined) return { changed: true, device };
    setDeviceCookie(request, reply, cookies, page, device);
    return { changed: true };
  });

  serve(app, world, 'POST /freeze', async ({ caller: { wallet }, body }, _request, reply) => {
    requireRightPin(await signIn.checkPin(wallet.id, requirePin(body.pin)), reply);
    const { result } = await writer.write(async (connection) => {
      await storeOwnFreeze(connection, true, walletEvent(world, wallet.id, 'frozen'));
      await endPaymentCodes(connection, wallet.id, clock.now());
      return readWallet(connection, wallet.id);
    });
    await refusePrompts(wallet);
    live.tell(wallet.id);
    return walletView(result ?? wallet);
  });

  serve(app, world, 'POST /unfreeze', async ({ caller: { wallet }, body }, _request, reply) => {
    requireRightPin(await signIn.checkPin(wallet.id, requirePin(body.pin)), reply);
    const { result = wallet } = await writer.write(async (connection) => {
      await storeOwnFreeze(connection, false, walletEvent(world, wallet.id, 'unfrozen'));
      return readWallet(connection, wallet.id);
    });
    if (result.status === 'frozen') throw frozen(result);
    live.tell(wallet.id);
    return walletView(result);
  });

  /** What waits for the PIN is refused; the shop learns it at once, not at the end of the time. */
  async function refusePrompts({ id: walletId }: Wallet): Promise<void> {
    const { result: trades } = await reader.read((connection) =>
      readWaitingTrades(connection, walletId, { now: clock.now(), limit: promptsMax }),
    );
    const refused = await Promise.allSettled(
      trades
        .filter(isPrompt)
        .map(({ id: tradeId, partnerId }) =>
          acquiring.confirm({ walletId, partnerId, tradeId, answer: 'reject' }),
        ),
    );
    // The freeze stands, and nothing can be paid: what could not be refused expires.
    for (const each of refused) if (each.status === 'rejected') world.onError(each.reason);
  }
}
