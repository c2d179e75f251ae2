import type { PasskeyView } from '@sampan/api';
import { offsetTime, required, type WalletId } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deviceName } from '#sign-in';
import { maskedLogin, type Passkey, readWallet, userHandleOf } from '#wallet';
import { asTradeId, definedOnly } from '../fields.ts';
import { conflict, unknown } from '../problem.ts';
import { cookieDevice, pageOf } from '../session-cookie.ts';
import { requirePin } from './buyer-fields.ts';
import { addressProblem, requireRightPin } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { passkeyPlace, passkeyRefused } from './passkey-place.ts';
import { serve, serveOpen } from './serve.http.ts';
import { answerSignedIn } from './signed-in.http.ts';

/** Passkeys beside the PIN: to sign in, and to confirm a payment. */
export function passkeyRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { passkeys, signIn, clock, live, reader } = world;

  serveOpen(app, world, 'POST /passkey-challenges/sign-in', async (_received, request, reply) => {
    pageOf(request);
    const { rpId } = passkeyPlace(request, world);
    const now = clock.now();
    const until = passkeys.spentUntil(countedAddress(request.ip), now);
    if (until !== undefined) throw addressProblem({ until, now }, reply);
    const { challenge, expiresAt } = await passkeys.challenge('sign-in');
    return { challenge, rpId, expiresAt: offsetTime(expiresAt) };
  });

  serveOpen(app, world, 'POST /sign-in/passkey', async ({ body }, request, reply) => {
    const page = pageOf(request);
    const walletId = await passkeys.check(body, 'sign-in', passkeyPlace(request, world));
    if (walletId === undefined) throw passkeyRefused();
    const { result } = await reader.read((connection) => readWallet(connection, walletId));
    const wallet = required(result, 'a passkey belongs to a wallet');
    const isKnown = page !== undefined && cookieDevice(request, page) !== undefined;
    const event = isKnown ? undefined : 'new-device';
    const entered = await signIn.letInProven(wallet, deviceOf(request), event);
    live.tell(walletId);
    return answerSignedIn({ ...entered, wallet }, request, reply, world);
  });

  serve(app, world, 'POST /passkey-challenges/add', async ({ caller, body }, request, reply) => {
    const { id: walletId, loginId } = caller.wallet;
    const { rpId } = passkeyPlace(request, world);
    requireRightPin(await signIn.checkPin(walletId, requirePin(body.pin)), reply);
    const { challenge, expiresAt } = await passkeys.challenge(`add ${walletId}`);
    return {
      ...{ challenge, rpId, expiresAt: offsetTime(expiresAt) },
      ...{ userId: userHandleOf(walletId), userName: maskedLogin(loginId) },
      known: await idsOf(walletId),
    };
  });

  serve(app, world, 'POST /passkeys', async ({ caller: { wallet }, body }, request) => {
    const added = await passkeys.add(body, {
      walletId: wallet.id,
      device: deviceOf(request),
      place: passkeyPlace(request, world),
    });
    if (added === 'refused') throw passkeyRefused();
    if (added === 'too-many') {
      throw conflict('too-many-passkeys', 'Remove a passkey first; a wallet has a few');
    }
    live.tell(wallet.id);
    return listed(wallet.id);
  });

  serve(app, world, 'GET /passkeys', async ({ caller: { wallet } }) => listed(wallet.id));

  serve(app, world, 'DELETE /passkeys/:id', async ({ caller: { wallet }, params }) => {
    if (!(await passkeys.remove(wallet.id, params.id))) throw unknown('passkey', params.id);
    live.tell(wallet.id);
    return listed(wallet.id);
  });

  serve(app, world, 'POST /passkey-challenges/pay', async ({ caller, body }, request) => {
    const { id: walletId } = caller.wallet;
    const { rpId } = passkeyPlace(request, world);
    const known = await idsOf(walletId);
    if (known.length === 0) throw unknown('passkey', 'of this wallet');
    // Whose trade it is, is looked at when it is paid.
    const trade = required(asTradeId(body.tradeId), 'declared so');
    const { challenge, expiresAt } = await passkeys.challenge(`pay ${walletId} ${trade}`);
    return { challenge, rpId, expiresAt: offsetTime(expiresAt), known };
  });

  async function listed(walletId: WalletId) {
    return { passkeys: (await passkeys.list(walletId)).map(passkeyView) };
  }

  async function idsOf(walletId: WalletId): Promise<string[]> {
    return (await passkeys.list(walletId)).map(({ id }) => id);
  }
}

const deviceOf = ({ headers }: FastifyRequest): string => deviceName(headers['user-agent']);

const passkeyView = ({ id, device, addedAt, usedAt }: Passkey): PasskeyView => ({
  passkeyId: id,
  ...(device !== '' && { device }),
  addedAt: offsetTime(addedAt),
  ...definedOnly({ usedAt: usedAt && offsetTime(usedAt) }),
});
