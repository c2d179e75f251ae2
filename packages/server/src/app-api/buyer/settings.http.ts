import type { BuyerApi, Received, SettingsView } from '@sampan/api';
import { formatAmount, type Instant, type Money } from '@sampan/primitives';
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  decideLimits,
  endPaymentCodes,
  type LimitsWanted,
  operatorsLimits,
  readWallet,
  spentUntil,
  storeCodesPaused,
  storeOwnLimits,
  type Wallet,
} from '#wallet';
import { definedOnly, Fields } from '../fields.ts';
import { conflict, Problem } from '../problem.ts';
import { requirePin } from './buyer-fields.ts';
import { requireRightPin } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { walletEvent } from './new-wallet-event.ts';
import { serve } from './serve.http.ts';
import { walletView } from './views.ts';

/** What a buyer sets: own limits, and whether payment codes work. */
export function settingsRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { writer, signIn, clock, live } = world;

  serve(app, world, 'GET /settings', async ({ caller: { wallet, now } }) =>
    settingsView(wallet, now),
  );

  serve(app, world, 'PATCH /settings/limits', async ({ caller, body }, _request, reply) => {
    const { wallet } = caller;
    const wanted = readLimits(body, wallet);
    const limits = await allowedLimits(wallet, wanted, body.pin, reply);
    const { result: isStored, now } = await writer.write((connection) => {
      const event = walletEvent(world, wallet.id, 'limits-changed', Object.keys(wanted).join(' '));
      return storeOwnLimits(connection, { before: wallet.own.limits, limits }, event);
    });
    if (!isStored) throw conflict('changed-meanwhile', 'The limits were changed meanwhile');
    live.tell(wallet.id);
    return settingsView({ ...wallet, own: { ...wallet.own, limits } }, now);
  });

  for (const [name, isPaused] of [
    ['POST /codes/pause', true],
    ['POST /codes/resume', false],
  ] as const) {
    serve(app, world, name, async ({ caller: { wallet } }) => {
      const { result } = await writer.write(async (connection) => {
        const kind = isPaused ? 'codes-paused' : 'codes-resumed';
        const pause = () =>
          storeCodesPaused(connection, isPaused, walletEvent(world, wallet.id, kind));
        const end = () => endPaymentCodes(connection, wallet.id, clock.now());
        // Codes are refused while they are paused, so what a crash in between leaves is harmless.
        if (isPaused) await pause();
        await end();
        if (!isPaused) await pause();
        return readWallet(connection, wallet.id);
      });
      live.tell(wallet.id);
      return walletView(result ?? wallet);
    });
  }

  /** The limits as they will be; refuses a raise without the PIN. */
  async function allowedLimits(
    wallet: Wallet,
    wanted: LimitsWanted,
    pin: string | undefined,
    reply: FastifyReply,
  ) {
    const decided = decideLimits(wallet, wanted);
    if (decided.outcome === 'too-high') {
      const { name, highest } = decided;
      const message = `${name} may be ${formatAmount(highest)} ${highest.currency} at most`;
      throw conflict('limit-too-high', message, name);
    }
    if (!decided.raises) return decided.limits;
    if (pin === undefined) {
      throw new Problem(403, 'pin-needed', 'To be able to pay more needs the PIN', 'pin');
    }
    requireRightPin(await signIn.checkPin(wallet.id, requirePin(pin)), reply);
    return decided.limits;
  }
}

const names = ['passwordFree', 'payment', 'day', 'month', 'pin'] as const;

function readLimits(
  body: Received<BuyerApi['PATCH /settings/limits']>['body'],
  { balance: { currency } }: Wallet,
): LimitsWanted {
  const { pin: _pin, ...limits } = body;
  const fields = new Fields(limits, names);
  fields.requireAny();
  return definedOnly({
    passwordFree: fields.amountOrNone('passwordFree', currency),
    payment: fields.limit('payment', currency),
    day: fields.limit('day', currency),
    month: fields.limit('month', currency),
  });
}

function settingsView(wallet: Wallet, now: Instant): SettingsView {
  const highest = operatorsLimits(wallet);
  const { limits } = wallet.own;
  const spent = spentUntil(wallet, now);
  const text = (limit: Money | undefined) => limit && formatAmount(limit);
  const both = (name: keyof typeof highest) =>
    definedOnly({ own: text(limits[name]), highest: text(highest[name]) });
  const { status, frozenBy, codes } = walletView(wallet);
  return {
    status,
    codes,
    ...(frozenBy && { frozenBy }),
    limits: {
      passwordFree: both('passwordFree'),
      payment: both('payment'),
      day: { ...both('day'), used: formatAmount(spent.day) },
      month: { ...both('month'), used: formatAmount(spent.month) },
    },
  };
}
