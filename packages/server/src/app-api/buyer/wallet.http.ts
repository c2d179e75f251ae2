import { after, minutes, offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { insertPaymentCodeWithin, issuePaymentCode, livingCodesMax } from '#wallet';
import { codesPaused, frozen, tooManyCodes } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { serve } from './serve.http.ts';
import { walletView } from './views.ts';

export function walletRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { writer, random } = world;

  serve(app, world, 'GET /me', async ({ caller }) => walletView(caller.wallet));

  serve(app, world, 'POST /codes', async ({ caller, body }, _request, reply) => {
    const { wallet, now } = caller;
    const { digits = 18, ahead = 0 } = body;
    if (wallet.status === 'frozen') throw frozen(wallet);
    if (wallet.own.codesPaused) throw codesPaused();
    const from = after(now, minutes(ahead));
    const code = issuePaymentCode(wallet, digits, from, random);
    const { result: full } = await writer.write((connection) =>
      insertPaymentCodeWithin(connection, code, livingCodesMax, now),
    );
    if (full) throw tooManyCodes({ ...full, now }, reply);
    return {
      code: code.code,
      validFrom: offsetTime(code.issuedAt),
      expiresAt: offsetTime(code.expiresAt),
    };
  });
}
