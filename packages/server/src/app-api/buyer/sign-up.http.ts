import { offsetTime, type PaymentInst, type Secret, secret } from '@sampan/primitives';
import { countedAddress } from '@sampan/primitives/node';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { deviceName } from '#sign-in';
import { isSimplePin, readWallet, setPin, usualLogin } from '#wallet';
import { openWallet } from '../new-wallet.ts';
import { conflict, invalid, Problem } from '../problem.ts';
import { pageOf } from '../session-cookie.ts';
import { requirePin } from './buyer-fields.ts';
import { addressProblem, codeTooSoon } from './buyer-problems.ts';
import type { BuyerWorld, SignUpSettings } from './dependencies.ts';
import { serveOpen } from './serve.http.ts';
import { answerSignedIn } from './signed-in.http.ts';

/** Wallets that buyers open by themselves, and PINs that they have forgotten. */
export function signUpRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { writer, clock, random, signIn, oneTimeCodes } = world;

  serveOpen(app, world, 'POST /one-time-codes', async ({ body }, request, reply) => {
    const { showsCodes, send } = openTo(request);
    const { phone } = readPhone(body.phone);
    const made = await oneTimeCodes.make(phone, countedAddress(request.ip));
    if (made.outcome === 'address-spent') throw addressProblem(made, reply);
    if (made.outcome === 'too-soon') throw codeTooSoon(made, reply);
    await send?.(phone, made.code);
    const shown = showsCodes && { code: made.code.reveal() };
    return { expiresAt: offsetTime(made.expiresAt), ...shown };
  });

  serveOpen(app, world, 'POST /sign-up', async ({ body }, request, reply) => {
    openTo(request);
    const { phone, inst } = readPhone(body.phone);
    if (body.inst !== undefined && body.inst !== inst) {
      const message = `A wallet of ${body.inst} needs a number of its own country`;
      throw conflict('inst-differs', message, 'phone');
    }
    const pin = goodPin(body.pin);
    await prove(phone, body.code);
    // Who has the number may learn that it has a wallet.
    const wallet = await openWallet(world, { inst, loginId: phone, pin });
    const device = deviceName(request.headers['user-agent']);
    const entered = await signIn.letInProven(wallet, device);
    return answerSignedIn({ ...entered, wallet }, request, reply, world);
  });

  serveOpen(app, world, 'POST /pin/forgotten', async ({ body }, request, reply) => {
    openTo(request);
    const { phone } = readPhone(body.phone);
    const pin = goodPin(body.pin);
    await prove(phone, body.code);
    const { result: wallet } = await writer.write((connection) => readWallet(connection, phone));
    if (!wallet) throw new Problem(404, 'wallet-unknown', 'This number has no wallet');
    await writer.write((connection) => setPin(connection, wallet.id, pin, clock.now(), random));
    world.live.tell(wallet.id);
    const device = deviceName(request.headers['user-agent']);
    const entered = await signIn.letInProven(wallet, device, 'pin-reset');
    return answerSignedIn({ ...entered, wallet }, request, reply, world);
  });

  /** Refuses where sign-up is not allowed, and pages of other sites. */
  function openTo(request: FastifyRequest): SignUpSettings {
    pageOf(request);
    if (world.signUp) return world.signUp;
    const message = 'Wallets are opened, and PINs are set, by the operator only';
    throw new Problem(403, 'sign-up-closed', message);
  }

  async function prove(phone: string, code: string): Promise<void> {
    if (await oneTimeCodes.take(phone, secret(code))) return;
    const message =
      'This is not the code, or it is over; after five wrong ones a new one is needed';
    throw new Problem(403, 'code-wrong', message, 'code');
  }
}

/** A number as wallets keep it, and the wallet of its country. */
function readPhone(text: string): { readonly phone: string; readonly inst: PaymentInst } {
  const phone = usualLogin(text);
  if (/^852-[4-9][0-9]{7}$/.test(phone)) return { phone, inst: 'ALIPAYHK' };
  if (/^1[3-9][0-9]{9}$/.test(phone)) return { phone, inst: 'ALIPAYCN' };
  throw invalid('phone', 'a mobile number of Hong Kong (852) or the mainland (86)');
}

function goodPin(text: string): Secret<string> {
  const pin = requirePin(text);
  if (!isSimplePin(pin)) return pin;
  throw conflict('pin-too-simple', 'This PIN is among the first that a thief tries', 'pin');
}
