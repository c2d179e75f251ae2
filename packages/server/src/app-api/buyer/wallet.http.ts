import { offsetTime } from '@sampan/primitives';
import type { FastifyInstance } from 'fastify';
import { insertPaymentCodeWithin, issuePaymentCode, livingCodesMax } from '#wallet';
import { Fields } from '../fields.ts';
import { frozen, tooManyCodes } from './buyer-problems.ts';
import type { BuyerWorld } from './dependencies.ts';
import { buyerOf } from './session.ts';
import { walletView } from './views.ts';

export function walletRoutes(app: FastifyInstance, world: BuyerWorld): void {
  const { writer, random } = world;

  app.get('/me', async (request) => walletView((await buyerOf(request, world)).wallet));

  app.post('/codes', async (request, reply) => {
    const { wallet, now } = await buyerOf(request, world);
    const digits = new Fields(request.body, ['digits']).choice('digits', [18, 24]) ?? 18;
    if (wallet.status === 'frozen') throw frozen();
    const code = issuePaymentCode(wallet, digits, now, random);
    const { result: full } = await writer.write((connection) =>
      insertPaymentCodeWithin(connection, code, livingCodesMax),
    );
    if (full) throw tooManyCodes({ ...full, now }, reply);
    reply.code(201);
    return { code: code.code, expiresAt: offsetTime(code.expiresAt) };
  });
}
